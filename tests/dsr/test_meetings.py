"""A meeting's life, its agenda, who is at the table, and what is typed there."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from config.refused import Refused
from dsr import actions, rules
from dsr.agenda_rows import proposed
from dsr.consent import ShareKind
from dsr.consent_holds import Gate
from dsr.meeting_consent import may_hear
from dsr.meeting_drafts import Fate, Typed, fate, fingerprint
from dsr.meeting_words import STATE_MOVES, TABLE_LABELS, TEAM, MeetingState
from dsr.meetings_held import recent
from dsr.models import Meeting
from tests.dsr.meetings import Meetings
from tests.worlds import World

YES, NO = Gate(True, "Said yes."), Gate(False, "No consent to share.")


@pytest.fixture
def meetings(world: World) -> Meetings:
    return Meetings(world)


def acts(world: World) -> dict[str, Any]:
    now, by = timezone.now(), world.coordinator
    return {
        "open": lambda m: actions.open_meeting(meeting=m, by=by, now=now, today=world.today),
        "close": lambda m: actions.close_meeting(meeting=m, by=by, now=now),
        "cancel": lambda m: actions.cancel_meeting(meeting=m, why="Snow.", by=by),
    }


def in_state(meetings: Meetings, state: MeetingState) -> Meeting:
    found, does = meetings.planned(), acts(meetings.world)
    for step in {"open": ["open"], "closed": ["open", "close"], "cancelled": ["cancel"]}.get(state, []):
        does[step](found)
    return Meeting.objects.get(pk=found.pk)


@pytest.mark.parametrize(("state", "act"), list(product(MeetingState, ["open", "close", "cancel"])))
def test_a_meeting_moves_only_as_its_table_says(meetings: Meetings, state: MeetingState, act: str) -> None:
    meeting = in_state(meetings, state)
    to = {"open": MeetingState.OPEN, "close": MeetingState.CLOSED, "cancel": MeetingState.CANCELLED}[act]
    if to in STATE_MOVES[state] or (to == state and act != "cancel"):  # the same again is the same
        acts(meetings.world)[act](meeting)
        assert Meeting.objects.get(pk=meeting.pk).state == to
    else:
        with pytest.raises(Refused):
            acts(meetings.world)[act](meeting)
        assert Meeting.objects.get(pk=meeting.pk).state == state


def test_a_meeting_is_not_planned_for_yesterday_nor_opened_before_its_day(meetings: Meetings) -> None:
    today = meetings.world.today
    with pytest.raises(Refused, match="today or later"):
        meetings.planned(on=today - timedelta(days=1))
    meeting = meetings.planned(on=today + timedelta(days=1))
    with pytest.raises(Refused, match="Change its day first"):
        acts(meetings.world)["open"](meeting)


def test_a_meeting_opened_after_its_planned_day_is_held_that_day(meetings: Meetings) -> None:
    """So what is decided has the day on which it was decided."""
    meeting, day = meetings.planned(), meetings.world.today + timedelta(days=2)
    opened = actions.open_meeting(
        meeting=meeting, by=meetings.world.coordinator, now=timezone.now(), today=day
    )
    assert opened.on == day
    again = actions.open_meeting(
        meeting=meeting, by=meetings.world.coordinator, now=timezone.now(), today=day + timedelta(days=1)
    )
    assert again.on == day, "opening it again is the same"


def test_the_second_to_change_a_plan_is_told(meetings: Meetings, world: World) -> None:
    meeting = meetings.planned()
    version, signed = meeting.version, {"by": world.coordinator, "today": world.today}
    actions.change_meeting(meeting=meeting, expected_version=version, place="Room 3", **signed)
    with pytest.raises(Refused, match="after you opened it"):
        actions.change_meeting(meeting=meeting, expected_version=version, place="Room 4", **signed)
    assert Meeting.objects.get().place == "Room 3"


def test_whoever_was_not_reached_comes_up_next_time(meetings: Meetings, world: World) -> None:
    done, missed = meetings.somebody("Ali"), meetings.somebody("Tom")
    world.rate(missed, "green")
    meeting = meetings.open(done, missed)
    meetings.decided(meetings.item(meeting, done), next_look=world.today + timedelta(days=2))
    carried = actions.close_meeting(meeting=meeting, by=world.coordinator, now=timezone.now())
    assert [item.entry_id for item in carried] == [missed.pk] and carried[0].off_why
    later = meetings.planned(on=world.today + timedelta(days=3))
    why = {row.entry: row.why for row in proposed(later, world.coordinator, named=True)}
    assert why == {done.pk: ("red", "look_again"), missed.pk: ("carried",)}


def test_silence_comes_from_its_alarm(meetings: Meetings, world: World) -> None:
    """The alarm that the nightly sweep itself opens brings somebody up, whatever their colour."""
    entry = meetings.somebody()
    world.rate(entry, "green")
    actions.sweep(today=world.today + timedelta(days=100), by=world.hand)
    alarm = entry.deadlines.open().get(key__in=rules.SILENCES)
    day = alarm.due_on + timedelta(days=9)
    (row,) = proposed(meetings.planned(on=day), world.coordinator, named=True)
    assert "silent" in row.why and not row.always
    on_the_day = proposed(meetings.planned(on=alarm.due_on), world.coordinator, named=True)
    assert all("silent" not in one.why for one in on_the_day), "due that day is not late"


def test_an_agenda_is_a_list_to_be_worked_with(meetings: Meetings, world: World) -> None:
    by, meeting = world.coordinator, meetings.planned()
    one, two, three = (meetings.somebody(name) for name in ("One", "Two", "Six"))
    actions.add_to_agenda(meeting=meeting, entries={one.pk: ["red"], two.pk: []}, by=by)
    actions.add_to_agenda(meeting=meeting, entries={two.pk: ["red"], three.pk: []}, by=by)  # no doubles
    order = lambda: list(  # noqa: E731
        meeting.items.exclude(state="taken_off").order_by("position").values_list("entry_id", flat=True)
    )
    assert order() == [one.pk, two.pk, three.pk]
    actions.move_on_agenda(item=meetings.item(meeting, three), earlier=True, by=by)
    actions.move_on_agenda(item=meetings.item(meeting, one), earlier=True, by=by)  # the first stays the first
    assert order() == [one.pk, three.pk, two.pk]
    actions.take_off_agenda(item=meetings.item(meeting, one), why="On holiday.", by=by)
    assert order() == [three.pk, two.pk]
    actions.add_to_agenda(meeting=meeting, entries={one.pk: []}, by=by)
    assert order() == [three.pk, two.pk, one.pk]


def test_somebody_of_another_area_does_not_come_on_an_agenda(meetings: Meetings) -> None:
    stranger = World("Eastmere").entry()
    with pytest.raises(Refused, match="not on this area"):
        actions.add_to_agenda(
            meeting=meetings.planned(), entries={stranger.pk: []}, by=meetings.world.coordinator
        )


def test_recent_meetings_for_the_rating_form(meetings: Meetings, world: World) -> None:
    meetings.planned()
    held = meetings.open(kind="urgent")
    ((pk, label),) = recent(world.area, world.today)
    assert pk == held.pk and label.startswith("Urgent meeting, ")
    assert recent(world.area, world.today + timedelta(days=92)) == []


# ---------------------------------------------------------------- who may hear


@pytest.mark.parametrize(
    ("place", "yes", "table", "allowed", "stays", "leaves"),
    [
        (YES, {"camhs"}, [TEAM, "camhs", "police"], True, (TEAM, "camhs"), {"police"}),
        (YES, {"camhs", "police"}, ["police", "camhs"], True, ("camhs", "police"), set()),
        (YES, set(), [TEAM], True, (TEAM,), set()),  # the team keeps the record already
        (YES, set(), [], True, (), set()),
        (YES, set(), [TEAM, "camhs"], False, (), {"camhs"}),
        (NO, {"camhs"}, [TEAM, "camhs"], False, (), set()),
        (NO, set(), [TEAM], False, (), set()),
    ],
)
def test_who_stays_and_who_leaves(
    place: Gate, yes: set, table: list, allowed: bool, stays: tuple, leaves: set
) -> None:
    gates = {kind: YES if kind in yes else NO for kind in ShareKind}
    found = may_hear(place, gates, table)
    assert (found.allowed, found.stays, set(found.leaves)) == (allowed, stays, leaves)
    assert found.sentence and all(found.leaves.values())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    some.booleans(), some.sets(some.sampled_from(ShareKind)), some.sets(some.sampled_from(list(TABLE_LABELS)))
)
def test_nobody_ever_stays_without_a_yes(place: bool, yes: set, table: set) -> None:
    found = may_hear(YES if place else NO, {k: YES if k in yes else NO for k in ShareKind}, table)
    assert set(found.stays) <= {TEAM, *yes} & table
    assert set(found.stays) & set(found.leaves) == set()
    assert not found.allowed or place
    if found.allowed:
        assert set(found.stays) | set(found.leaves) == table


# ---------------------------------------------------------------- two people typing


@pytest.mark.parametrize(
    ("shown", "now", "sent", "expected"),
    [
        ("", "", "Mine", Fate.KEPT),
        ("Old", "Old", "Old and mine", Fate.KEPT),
        ("Old", "Theirs", "Old", Fate.THEIRS),  # I did not touch it
        ("Old", "Theirs", "Mine", Fate.CLASH),
        ("Old", "Same", "Same", Fate.SAME),
        ("Old", "Theirs", "", Fate.CLASH),
        ("", "Theirs", "", Fate.THEIRS),
    ],
)
def test_whose_words_win(shown: str, now: str, sent: str, expected: Fate) -> None:
    assert fate(sent, fingerprint(shown), Typed(now)) is expected


@given(
    some.lists(some.tuples(some.integers(0, 1), some.booleans(), some.text("ab", max_size=3)), max_size=30)
)
def test_nothing_that_was_kept_goes_unseen(steps: list) -> None:
    """Two writers of one field: what one kept is in the other's sight before it is written over."""
    now, sight = Typed(""), ["", ""]
    for who, looks, words in steps:
        if looks:
            sight[who] = now.text
        outcome = fate(words, fingerprint(sight[who]), now)
        if outcome is Fate.KEPT:
            assert sight[who] == now.text
            now = Typed(words)
            sight[who] = words
        elif outcome is Fate.SAME:
            sight[who] = words
        else:
            assert sight[who] != now.text


@pytest.mark.django_db
def test_different_fields_of_one_person_never_lose_each_others_words(
    meetings: Meetings, world: World
) -> None:
    entry = meetings.somebody()
    item, empty = meetings.item(meetings.open(entry), entry), fingerprint("")
    one = actions.keep_drafts(item=item, sent={"works": (empty, "The cat.")}, by=world.coordinator)
    two = actions.keep_drafts(item=item, sent={"discussion": (empty, "Slept.")}, by=world.keyworker)
    assert (one.clashes, two.clashes) == ([], [])
    same = actions.keep_drafts(
        item=item, sent={"works": (empty, "The dog."), "reason": (empty, "Calm.")}, by=world.keyworker
    )
    assert same.clashes == ["works"] and same.now["works"] == Typed("The cat.", world.coordinator.name)
    drafts = dict(item.drafts.values_list("field", "text"))
    assert drafts == {"works": "The cat.", "discussion": "Slept.", "reason": "Calm."}
    seen = same.now["works"].mark
    actions.keep_drafts(item=item, sent={"works": (seen, "The cat and the dog.")}, by=world.keyworker)
    assert item.drafts.get(field="works").text == "The cat and the dog."


def test_the_tables_of_names_are_whole() -> None:
    assert set(TABLE_LABELS) == {TEAM, *ShareKind}
