"""Restricted records: only colleagues on the list find them, and somebody always can (S55, S57, S59)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import actions as accounts
from accounts.models import User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, checks
from dsr.models import Person, RegisterEntry, RestrictedGrant
from tests.worlds import World, signed_in

DAY = timedelta(days=1)
WHY = "A colleague’s brother."


def restricted(world: World, *allowed: User) -> RegisterEntry:
    entry = world.entry()
    actions.restrict(person=entry.person, why=WHY, allowed=allowed, by=world.coordinator, today=world.today)
    return RegisterEntry.objects.get(pk=entry.pk)


def second(world: World) -> User:
    return world.user(RoleName.COORDINATOR, "Second Coordinator")


def sees(user: User, entry: RegisterEntry) -> bool:
    return RegisterEntry.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=entry.pk).exists()


def test_without_a_grant_it_is_found_nowhere(world: World) -> None:
    entry, other = restricted(world), second(world)
    for user in (other, world.keyworker, world.commissioner):
        browser = signed_in(user)
        assert browser.get(f"/register/{entry.pk}/").status_code == 404
        for path in ("/register/", "/my-work/", "/recommendations/", "/reviews/", "/register/?colour=none"):
            assert "MORRIS" not in browser.get(path).text, path
        assert "MORRIS" not in browser.post("/search/", {"q": "Morris"}).text
    for user in (other, world.commissioner):
        assert "<strong>0</strong> on the register" in signed_in(user).get("/dashboard/").text
    assert "<strong>1</strong> on the register" in signed_in(world.coordinator).get("/dashboard/").text


def test_with_a_grant_it_is_found_and_says_that_it_is_restricted(world: World) -> None:
    entry = restricted(world, world.keyworker)
    for user in (world.coordinator, world.keyworker):
        page = signed_in(user).get(f"/register/{entry.pk}/").text
        assert "Restricted record." in page
    assert "Who may open this record" not in signed_in(world.keyworker).get(f"/register/{entry.pk}/").text


def test_a_grant_is_on_top_of_role_and_reach_never_instead(world: World) -> None:
    entry = restricted(world, world.chair)
    assert not sees(world.chair, entry)  # no place on a review of theirs
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    actions.grant_access(
        person=entry.person, user=world.keyworker, why="x", by=world.coordinator, today=world.today
    )
    assert not sees(world.keyworker, entry)


def test_the_person_and_family_keep_their_space(world: World) -> None:
    entry = restricted(world)
    actions.add_contact(
        person=entry.person,
        name="M",
        relation="Mum",
        user=world.family,
        may_be_told=True,
        by=world.coordinator,
    )
    assert "Jade" in signed_in(world.family).get("/me/").text


@pytest.mark.parametrize(("to_day", "found"), [(None, True), (0, True), (5, True)])
def test_a_grant_lasts_to_its_last_day(world: World, to_day: int | None, found: bool) -> None:
    entry, other = restricted(world), second(world)
    last = None if to_day is None else world.today + to_day * DAY
    actions.grant_access(
        person=entry.person, user=other, why="On call.", to_day=last, by=world.coordinator, today=world.today
    )
    assert sees(other, entry) is found


def test_a_grant_whose_last_day_is_over_opens_nothing(world: World) -> None:
    entry, other = restricted(world), second(world)
    grant = actions.grant_access(
        person=entry.person, user=other, why="x", to_day=world.today, by=world.coordinator, today=world.today
    )
    grant.from_day = grant.to_day = world.today - DAY
    grant.save(by=world.coordinator)
    assert not sees(other, entry)
    with pytest.raises(Refused, match="today or later"):
        actions.grant_access(
            person=entry.person, user=other, why="x", to_day=world.today - DAY, by=world.coordinator,
            today=world.today,
        )  # fmt: skip


def test_a_grant_that_is_taken_away_is_gone_at_the_next_page(world: World) -> None:
    """S57: not at midnight."""
    entry = restricted(world, world.keyworker)
    browser = signed_in(world.keyworker)
    assert browser.get(f"/register/{entry.pk}/").status_code == 200
    grant = entry.person.grants.get(user=world.keyworker)
    done = signed_in(world.coordinator).post(f"/register/{entry.pk}/restricted/{grant.pk}/end/")
    assert done.status_code == 302 and browser.get(f"/register/{entry.pk}/").status_code == 404
    assert (
        signed_in(world.coordinator).post(f"/register/{entry.pk}/restricted/{grant.pk}/end/").status_code
        == 302
    )
    assert grant.history.count() == 2, "pressed twice it is done once"


def test_somebody_able_always_remains(world: World) -> None:
    entry = restricted(world, world.keyworker)
    own = entry.person.grants.get(user=world.coordinator)
    with pytest.raises(Refused, match="Somebody who may restrict"):
        actions.end_grant(grant=own, by=world.coordinator, today=world.today)
    with pytest.raises(Refused, match="Somebody who may restrict"):  # a last day would do the same, later
        actions.grant_access(
            person=entry.person, user=world.coordinator, why="x", to_day=world.today, by=world.coordinator,
            today=world.today,
        )  # fmt: skip
    actions.grant_access(
        person=entry.person, user=second(world), why="x", by=world.coordinator, today=world.today
    )
    actions.end_grant(grant=own, by=world.coordinator, today=world.today)
    assert not sees(world.coordinator, entry) and sees(second(world), entry)


def test_who_may_not_restrict_cannot_mark_a_record(world: World) -> None:
    entry = world.entry()
    with pytest.raises(Refused, match="Somebody who may restrict"):
        actions.restrict(person=entry.person, why=WHY, allowed=[], by=world.keyworker, today=world.today)
    assert not Person.objects.get(pk=entry.person_id).restricted
    for user in (world.keyworker, world.commissioner):
        assert signed_in(user).get(f"/register/{entry.pk}/restricted/").status_code == 403
    elsewhere = World("Eastmere").coordinator
    assert signed_in(elsewhere).get(f"/register/{entry.pk}/restricted/").status_code == 404


def test_a_grant_goes_to_colleagues_of_the_area_only(world: World) -> None:
    entry = restricted(world)
    for user in (
        World("Eastmere").coordinator,
        world.family,
        world.administrator,
        world.user(None, "No Body"),
    ):
        with pytest.raises(Refused, match="no role with people"):
            actions.grant_access(
                person=entry.person, user=user, why="x", by=world.coordinator, today=world.today
            )


def test_whoever_chooses_colleagues_reads_what_each_does(world: World) -> None:
    entry, name = world.entry(), world.commissioner.name
    path = f"/register/{entry.pk}/restricted/"
    browser = signed_in(world.coordinator)
    assert f"{name}, commissioner" in browser.get(path).text
    actions.restrict(person=entry.person, why=WHY, allowed=[], by=world.coordinator, today=world.today)
    assert f"{name}, commissioner" in browser.get(path).text


def test_lifting_says_why_and_opens_it_to_all_again(world: World) -> None:
    entry = restricted(world)
    browser = signed_in(world.coordinator)
    assert "Say why" in browser.post(f"/register/{entry.pk}/restricted/lift/", {"why": " "}).text
    browser.post(f"/register/{entry.pk}/restricted/lift/", {"why": "She left the team."})
    assert sees(second(world), entry) and not RestrictedGrant.objects.filter(ended_at=None).exists()
    page = browser.get(f"/register/{entry.pk}/").text
    assert "Restricted record." not in page and "She left the team." in page
    with pytest.raises(Refused, match="not restricted any more"):
        actions.lift_restriction(person=entry.person, why="x", by=world.coordinator, today=world.today)


def test_the_page_lists_adds_and_refuses(world: World) -> None:
    entry = world.entry()
    browser, path = signed_in(world.coordinator), f"/register/{entry.pk}/restricted/"
    second(world)
    page = browser.get(path).text
    assert "Restrict this record" in page and page.count("checked") == 1  # the keyworker would lose them
    browser.post(path, {"why": WHY, "allowed": [str(world.keyworker.pk)]})
    page = browser.get(path).text
    assert "Priya Nair" in page and "Cora Ordway (you)" in page and "brother" in page
    assert "Choose a colleague" in browser.post(path, {"user": "", "why": "x"}).text
    assert browser.post(path, {"user": str(second(world).pk), "why": "On call."}).status_code == 302
    assert "Second Coordinator" in browser.get(path).text


def test_nobody_is_given_somebody_whom_they_could_not_open(world: World) -> None:
    entry = restricted(world, world.keyworker)
    other = world.user(RoleName.KEYWORKER, "Sam Okafor")
    with pytest.raises(Refused, match="may not open it"):
        actions.allocate(
            entry=entry, keyworker=other, lead_professional=None, on=world.today, by=world.coordinator
        )


def test_the_number_of_a_restricted_person_answers_like_one_of_another_area(world: World) -> None:
    """Nothing tells a restricted record from somebody else's or from a slip; and no second one is made."""
    elsewhere = World("Eastmere")
    elsewhere.person("Tom", nhs_number="9990000018")
    entry = world.entry(world.person("Jade", nhs_number="9990000026"))
    actions.restrict(person=entry.person, why=WHY, allowed=[], by=world.coordinator, today=world.today)
    said = set()
    for number in ("9990000018", "9990000026"):
        with pytest.raises(Refused) as refused:
            world.person("Anna", nhs_number=number)
        said.add(str(refused.value))
    assert len(said) == 1 and "governance lead" in said.pop()
    assert Person.objects.count() == 2


def test_a_restricted_person_added_again_is_told_to_those_who_may_know(world: World) -> None:
    entry = restricted(world)
    assert not [line for line in checks.differences() if "same name" in line]
    world.person("Jade")
    assert (
        "Perhaps on record twice"
        in signed_in(world.coordinator).get(f"/register/{entry.pk}/restricted/").text
    )
    found = [line for line in checks.differences() if "same name" in line]
    assert len(found) == 1 and str(entry.person_id) in found[0] and "MORRIS" not in found[0].upper()


def test_a_record_that_nobody_able_can_open_is_reported(world: World) -> None:
    entry = restricted(world)
    assert not [line for line in checks.differences() if "restricted" in line]
    membership = world.coordinator.memberships.get()
    accounts.end_membership(membership=membership, on=world.today - DAY, by=world.administrator)
    assert [
        line for line in checks.differences() if "nobody who may say" in line and str(entry.person_id) in line
    ]


def test_a_mark_out_of_step_is_reported(world: World) -> None:
    person = world.person()
    person.restricted = True
    person.save(by=world.coordinator)
    assert [line for line in checks.differences() if "no restriction is in force" in line]
    entry = restricted(world)
    entry.person.restricted = False
    entry.person.save(by=world.coordinator)
    assert [line for line in checks.differences() if "is not marked" in line]


@pytest.mark.parametrize("wrong", [{"why": ""}, {"to_day": -1}])
def test_the_database_holds_it_too(world: World, wrong: dict) -> None:
    facts = {"why": "x", "from_day": world.today, **wrong}
    if "to_day" in wrong:
        facts["to_day"] = world.today - DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        RestrictedGrant.objects.create(person=world.person(), user=world.keyworker, by=world.hand, **facts)
