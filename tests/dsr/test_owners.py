"""Whose a recommendation is: found by a typed name, or said afterwards; never a stranger's."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation, User
from accounts.permissions import Permission, RoleName
from config.refused import Refused
from dsr import actions
from dsr.models import Recommendation, RegisterEntry
from dsr.owners import owner_named, owners_of
from dsr.statuses import Step
from tests.worlds import World, signed_in

DAY = timedelta(days=1)
LETTERS = st.text("abcdefgh ÉéÑ'-", min_size=1, max_size=12).filter(lambda text: text.strip(" '-"))


def asked(world: World, **facts: Any) -> Recommendation:
    given = {"due_on": world.today + DAY, "agreed_on": world.today, "owner": "School", "text": "A quiet room"}
    entry = facts.pop("entry", None) or world.entry()
    return actions.add_recommendation(entry=entry, by=world.coordinator, **given | facts)


# ---------------------------------------------------------------- who finds the entry


@pytest.mark.parametrize("restricted", [False, True])
@pytest.mark.parametrize("status", ["active", "paused_consent", "removed"])
def test_the_owners_are_those_who_may_follow_it_up_of_every_role(
    world: World, status: str, restricted: bool
) -> None:
    """The same people as the scope of the record lets in, one by one."""
    everybody = [world.user(role, f"A {role}") for role in RoleName]
    everybody += [
        world.keyworker,
        world.coordinator,
        World("Eastmere").coordinator,
        world.user(None, "No Role"),
    ]
    professional = world.community_professional
    entry = actions.allocate(
        entry=world.entry(), keyworker=world.keyworker, lead_professional=professional, on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    if restricted:
        actions.restrict(
            person=entry.person,
            why="Related.",
            allowed=[professional],
            by=world.coordinator,
            today=world.today,
        )
    entry.status = status
    entry.save(by=world.coordinator)
    entry = RegisterEntry.objects.select_related("person").get(pk=entry.pk)
    rows = RegisterEntry.objects.filter(pk=entry.pk)
    finds = {
        user.pk
        for user in User.objects.filter(pk__in=[one.pk for one in (*everybody, professional)])
        if rows.visible_to(user, Permission.FOLLOW_UP).exists()
    }
    assert {user.pk for user in owners_of(entry)} == finds
    assert world.coordinator.pk in finds, "and the scene is not empty"


# ---------------------------------------------------------------- a typed name


@given(LETTERS, st.sampled_from(["", " (CAMHS)", ", school nurse", "  "]))
def test_a_name_is_found_whatever_its_capitals_spaces_and_the_place_of_work_behind_it(
    name: str, behind: str
) -> None:
    one, other = User(pk=1, name=name), User(pk=2, name=name + " zz")
    typed = f"  {name.upper().replace(' ', '   ')}{behind}"
    assert owner_named(typed, [one, other]) == one
    assert owner_named(typed, [one, User(pk=3, name=name)]) is None, "two of one name are nobody"
    assert owner_named(typed + "zz", []) is None


@pytest.mark.parametrize("typed", ["", "  ", "(CAMHS)", ", nurse", "Priya", "Priya Nairn", "Nair"])
def test_less_than_a_whole_name_is_nobodys(typed: str) -> None:
    assert owner_named(typed, [User(pk=1, name="Priya Nair"), User(pk=2, name="")]) is None


# ---------------------------------------------------------------- said afterwards


def say(world: World, row: Recommendation, by: User | None = None, **facts: Any) -> Recommendation:
    given = {"expected_version": row.version, "owner_user": None, "organisation": None, "measure": ""}
    return actions.say_who_and_how(
        recommendation=row, by=by or world.coordinator, **{**given, "serves": ""} | facts
    )


def test_what_was_left_open_is_said_afterwards_and_what_it_was_stays_in_the_history(world: World) -> None:
    trust = Organisation.objects.create(name="Northmoor Trust", kind="trust", by=world.hand)
    (held,) = world.keyworker.memberships.all()
    held.organisation = trust
    held.save(by=world.hand)
    row = asked(world)
    said = {"owner_user": world.keyworker, "measure": "She slept in it.", "serves": "rights_led"}
    now = say(world, row, **said)
    assert (now.owner_user, now.organisation, now.measure) == (world.keyworker, trust, "She slept in it.")
    assert (now.owner, now.served) == ("Priya Nair", "Rights led")
    assert [old.owner for old in now.history.order_by("history_id")] == ["School", "Priya Nair"]
    say(world, now, **said | {"organisation": trust})
    assert now.history.count() == 2, "the same again is no change"


def test_the_words_that_name_the_owner_stay_as_they_were_written(world: World) -> None:
    assert (
        say(world, asked(world, owner="priya nair (kw)"), owner_user=world.keyworker).owner
        == "priya nair (kw)"
    )


def test_the_second_who_says_it_sees_both_and_a_step_in_between_is_no_change(world: World) -> None:
    row = asked(world)
    version = row.version
    actions.record_progress(
        recommendation=row, step=Step.IN_PROGRESS, note="Begun.", on=world.today, by=world.keyworker
    )
    say(world, row, expected_version=version, measure="Theirs.")
    with pytest.raises(actions.OwnerChangedFirst, match="Cora Ordway saved this") as first:
        say(world, row, by=world.keyworker, expected_version=version, measure="Mine.")
    assert first.value.theirs.measure == "Theirs."
    say(world, row, expected_version=first.value.theirs.version, measure="Mine.")
    row.refresh_from_db()
    assert row.measure == "Mine." and row.step == Step.IN_PROGRESS


def test_a_stranger_is_refused_and_so_is_what_has_ended(world: World) -> None:
    row = asked(world, owner_user=world.keyworker)
    with pytest.raises(Refused, match="cannot open this entry"):
        say(world, row, owner_user=world.user(RoleName.KEYWORKER, "Not Hers"))
    actions.allocate(
        entry=row.entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    assert say(world, row, owner_user=world.keyworker, measure="So.").measure == "So.", "theirs as it was"
    actions.replace_recommendation(
        recommendation=row, why="No.", on=world.today, by=world.coordinator, text="A tent", owner="Dan",
        due_on=world.today + DAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="replaced by another one"):
        say(world, row, measure="Too late.")


# ---------------------------------------------------------------- the page


def test_the_page_asks_who_exactly_and_shows_the_second_of_two_both(world: World) -> None:
    row = asked(world, owner="priya nair")
    path = f"/recommendations/{row.pk}/"
    one, two = signed_in(world.coordinator), signed_in(world.keyworker)
    text = one.get(path).text
    assert "Who exactly, and how will we know?" in text and "Not said yet" in text
    assert f'value="{world.keyworker.pk}" selected' in text, "whose name was written is offered"
    sent = {"what": "owner", "version": str(row.version), "account": str(world.keyworker.pk)}
    assert one.post(path, sent | {"measure": "Theirs."}).url == path
    answer = two.post(path, sent | {"measure": "Mine.", "serves": "rights_led"})
    assert answer.status_code == 409
    assert all(words in answer.text for words in ("Theirs.", "Mine.", "Rights led", "Cora Ordway saved this"))
    row.refresh_from_db()
    assert (row.owner_user, row.measure) == (world.keyworker, "Theirs.")
    kept = dict(answer.context["kept"])
    assert two.post(path, kept).url == path
    row.refresh_from_db()
    assert (row.measure, row.serves) == ("Mine.", "rights_led")


def test_a_mistake_is_said_on_the_page_and_what_was_typed_is_kept(world: World) -> None:
    row = asked(world)
    path = f"/recommendations/{row.pk}/"
    browser = signed_in(world.coordinator)
    stranger = world.user(RoleName.KEYWORKER, "Not Hers")
    text = browser.post(
        path, {"what": "owner", "version": str(row.version), "account": str(stranger.pk), "measure": "Kept."}
    ).text
    assert "Kept." in text and "There is a problem" in text
    for version in ("", "nonsense", "-1"):
        assert browser.post(path, {"what": "owner", "version": version}).status_code == 200
    row.refresh_from_db()
    assert (row.owner_user, row.measure) == (None, "")


def test_who_may_not_follow_up_has_no_such_form(world: World) -> None:
    row = asked(world)
    sent = {"what": "owner", "version": str(row.version), "measure": "No."}
    assert signed_in(world.commissioner).post(f"/recommendations/{row.pk}/", sent).status_code == 403
    other = signed_in(World("Eastmere").coordinator)
    assert other.post(f"/recommendations/{row.pk}/", sent).status_code == 404
