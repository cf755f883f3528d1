"""Whose entries somebody sees: role by relation, as a table."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts import actions as accounts
from accounts.models import User
from accounts.permissions import ROLES, Permission, Reach, RoleName
from dsr import actions
from dsr.models import Person, RegisterEntry
from tests.worlds import World, signed_in

AREA = {RoleName.COORDINATOR, RoleName.COMMISSIONER}
RELATIONS = [
    "own area", "other area", "keyworker", "lead professional", "linked, may be told", "linked, not told",
    "linked in another area", "ended yesterday", "ends today", "starts tomorrow", "inactive",
]  # fmt: skip


def related(world: World, role: RoleName, relation: str) -> tuple[User, RegisterEntry]:
    """Somebody of this role, and an entry that stands so to them."""
    elsewhere = World("Eastmere")
    user = (elsewhere if relation in ("other area", "linked in another area") else world).user(
        role, "Some Body"
    )
    entry = world.entry()
    day = timedelta(days=1)
    if relation in ("keyworker", "lead professional", "ended yesterday", "ends today", "inactive"):
        # Given by hand, as it was when they still had the role: a role alone does not make it theirs.
        setattr(entry, "lead_professional" if relation == "lead professional" else "keyworker", user)
        entry.save(by=world.coordinator)
    if relation.startswith("linked") or relation in ("ended yesterday", "ends today", "inactive"):
        told = relation != "linked, not told"
        actions.add_contact(
            person=entry.person, name="M", relation="Mum", user=user, may_be_told=told, by=world.coordinator
        )
    held = user.memberships.get()
    if relation in ("ended yesterday", "ends today"):
        last = world.today - day if relation == "ended yesterday" else world.today
        accounts.end_membership(membership=held, on=last, by=world.hand)
    if relation == "starts tomorrow":
        held.from_day = world.today + day
        held.save(by=world.hand)
    if relation == "inactive":
        user.is_active = False
        user.save(by=world.hand)
    return User.objects.get(pk=user.pk), entry


def sees(role: RoleName, relation: str) -> bool:
    """The table, from the sentences of the roles."""
    if relation in ("other area", "linked in another area", "ended yesterday", "starts tomorrow", "inactive"):
        return False
    if role in AREA:
        return True
    if role in (RoleName.KEYWORKER, RoleName.COMMUNITY_PROFESSIONAL):
        return relation in ("keyworker", "lead professional", "ends today")
    return role is RoleName.FAMILY and relation in ("linked, may be told", "ends today")


@pytest.mark.parametrize("role", RoleName)
@pytest.mark.parametrize("relation", RELATIONS)
def test_who_sees_whom(world: World, role: RoleName, relation: str) -> None:
    user, entry = related(world, role, relation)
    asked = Permission.SEE_OWN_SPACE if role is RoleName.FAMILY else Permission.SEE_ENTRY
    assert RegisterEntry.objects.visible_to(user, asked).filter(pk=entry.pk).exists() is sees(role, relation)
    if role is not RoleName.FAMILY:
        assert Person.objects.visible_to(user).filter(pk=entry.person_id).exists() is sees(role, relation)


def test_two_roles_add_up_and_do_not_mix(world: World) -> None:
    """A coordinator here who is a keyworker there sees all here and only their own there."""
    there = World("Eastmere")
    user = world.user(RoleName.COORDINATOR, "Some Body")
    accounts.add_membership(
        user=user, area=there.area, role=RoleName.KEYWORKER, from_day=world.today, by=world.hand
    )
    here, given, not_given = world.entry(), there.entry(), there.entry(there.person("Tom"))
    actions.allocate(
        entry=given, keyworker=user, lead_professional=None, on=world.today, by=there.coordinator
    )
    user = User.objects.get(pk=user.pk)
    assert set(RegisterEntry.objects.visible_to(user)) == {here, given}
    # To allocate is a coordinator's part: there they may not, though here they may.
    assert set(RegisterEntry.objects.visible_to(user, Permission.ALLOCATE)) == {here}
    assert signed_in(user).get(f"/register/{given.pk}/keyworker/").status_code == 404
    assert signed_in(user).get(f"/register/{not_given.pk}/").status_code == 404


def test_somebody_recorded_but_not_yet_added_is_seen_by_the_area_only(world: World) -> None:
    person = world.person()
    assert list(Person.objects.visible_to(world.coordinator)) == [person]
    for user in (world.keyworker, World("Eastmere").coordinator, world.chair):
        assert not Person.objects.visible_to(user).exists()


def test_a_keyworker_loses_sight_the_moment_somebody_else_is_chosen(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.keyworker)
    assert browser.get(f"/register/{entry.pk}/").status_code == 200
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    assert browser.get(f"/register/{entry.pk}/").status_code == 404


def test_a_role_in_another_area_lends_no_button_here(world: World) -> None:
    """Commissioner here, coordinator there: the pages behind those buttons are not found."""
    entry, elsewhere = world.entry(), World("Eastmere")
    user, other = world.commissioner, elsewhere.entry()
    accounts.add_membership(
        user=user,
        area=elsewhere.area,
        role=RoleName.COORDINATOR,
        from_day=world.long_ago,
        by=world.hand,
    )
    browser = signed_in(user)
    here, there = (browser.get(f"/register/{row.pk}/").text for row in (entry, other))
    for words in (
        "Rate now",
        "Add the note",
        "Record an answer",
        "Choose the keyworker",
        "Record an admission",
    ):
        assert words not in here, words
    for words in (
        "Rate now",
        "Add the note",
        "Record an answer",
        "Change the keyworker",
        "Record an admission",
    ):
        assert words in " ".join(there.split()), words


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.KEYWORKER, RoleName.COMMISSIONER])
@pytest.mark.parametrize("relation", ["own area", "other area", "keyworker", "lead professional"])
def test_a_button_shows_exactly_where_its_page_is_found(world: World, role: RoleName, relation: str) -> None:
    user, entry = related(world, role, relation)
    for permission in Permission:
        found = RegisterEntry.objects.visible_to(user, permission).filter(pk=entry.pk).exists()
        assert RegisterEntry.objects.get(pk=entry.pk).lets(user, permission) is found, permission


# ---------------------------------------------------------------- what each permission opens


@pytest.fixture(scope="module", params=RoleName)
def standing(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[RoleName, User]]:
    """Somebody of a role, with an entry that is theirs if any is: once for all permissions.

    It stays until the next role is asked about, or the module ends: so the tests of it stand last.
    """
    role = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        user, _ = related(World(), role, "linked, may be told" if role is RoleName.FAMILY else "keyworker")
        yield role, user
        transaction.set_rollback(True)


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_that_a_role_lacks_opens_nobody(
    standing: tuple[RoleName, User], permission: Permission, db: None
) -> None:
    role, user = standing
    found = RegisterEntry.objects.visible_to(user, permission).exists()
    reaches = ROLES[role].reach in (Reach.AREA, Reach.ALLOCATION, Reach.LINK)
    assert found is (reaches and permission in ROLES[role].permissions)
