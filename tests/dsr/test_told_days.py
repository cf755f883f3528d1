"""Each day is kept as it was told: what is corrected takes its clocks along, and old news is no contact."""

from datetime import datetime, time
from typing import Any

import pytest
from django.utils import timezone

from config.refused import Refused
from dsr import actions
from dsr.as_of import as_of
from dsr.clock_facts import differences_of
from dsr.days import add_months
from dsr.models import AfterHospital, RegisterEntry
from dsr.rules import Group
from tests.dsr.stay_worlds import DAY, in_hospital, left, signed
from tests.worlds import World


def fresh(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)


def gives_after_hospital(world: World, colour: str) -> None:
    AfterHospital.objects.create(
        area=world.area, colour=colour, reason="Agreed.", from_day=world.long_ago, by=world.administrator
    )


def corrects(world: World, stay: Any, what: str, day: Any, **facts: Any) -> Any:
    return actions.correct_stay(stay=stay, what=what, day=day, why="The letter.", **facts, **signed(world))


# ---------------------------------------------------------------- leaving hospital, corrected


@pytest.mark.parametrize("colour", ["red", "amber"])
@pytest.mark.parametrize("right", [2, 8])
def test_a_corrected_day_of_leaving_takes_every_clock_with_it(world: World, colour: str, right: int) -> None:
    gives_after_hospital(world, colour)
    entry = world.entry()
    stay = left(world, in_hospital(world, entry), days=5)
    assert list(differences_of(fresh(entry))) == []
    corrects(world, stay, "leaving", world.today - right * DAY)
    assert list(differences_of(fresh(entry))) == []
    key = {"red": "red_review_decision", "amber": "amber_meeting"}[colour]
    assert entry.deadlines.open().get(key=key).started_on == world.today - right * DAY


def test_a_meeting_that_was_held_keeps_its_day_when_leaving_is_corrected(world: World) -> None:
    gives_after_hospital(world, "amber")
    entry = world.entry()
    stay = left(world, in_hospital(world, entry, days=90), days=60)
    world.rate(entry, "amber", decided_on=world.today - 30 * DAY)
    corrects(world, stay, "leaving", world.today - 62 * DAY)
    held = entry.deadlines.get(key="amber_meeting")
    assert (held.started_on, held.met_on) == (world.today - 62 * DAY, world.today - 30 * DAY)
    assert list(differences_of(fresh(entry))) == []


def test_nobody_leaves_hospital_before_they_were_ready(world: World) -> None:
    stay = in_hospital(world, days=30)
    ready = {"reasons": ["housing"], "words": "", **signed(world)}
    actions.record_readiness(stay=stay, ready=True, on=world.today - 4 * DAY, **ready)
    stay.refresh_from_db()
    with pytest.raises(Refused, match="cannot be before it"):
        left(world, stay, days=5)
    left(world, stay, days=4)


# ---------------------------------------------------------------- silence


def silent(world: World, colour: str = "red", days: int = 40) -> RegisterEntry:
    """Somebody of whom nothing was heard for so many days, and the alarm rings."""
    now, world.today = world.today, world.today - days * DAY
    try:
        entry = world.entry()
        world.rate(entry, colour)
    finally:
        world.today = now
    assert sweeps(world) == 1
    return entry


def sweeps(world: World) -> int:
    return actions.sweep(today=world.today, by=world.hand)["silent"]


def test_a_call_of_long_ago_that_is_typed_today_is_no_contact_of_today(world: World) -> None:
    entry = silent(world)
    call = {"kind": "call", "with_whom": "Mary Morris, Mum", "how": "phone", "text": "All well."}
    day = world.today - 20 * DAY
    actions.add_note(entry=entry, happened_on=day, by=world.keyworker, **call)
    assert entry.deadlines.get(key="silence_red").met_on == day
    assert sweeps(world) == 1
    alarm = entry.deadlines.open().get(key="silence_red")
    assert alarm.started_on == day
    assert list(differences_of(fresh(entry))) == []


def test_a_call_at_a_time_counts_on_its_day_here(world: World) -> None:
    entry = silent(world)
    at = timezone.make_aware(datetime.combine(world.today - 20 * DAY, time(0, 20)))
    call = {"kind": "call", "with_whom": "Mum", "how": "phone", "text": "All well."}
    actions.add_note(entry=entry, happened_at=at, by=world.keyworker, **call)
    assert sweeps(world) == 1
    assert entry.deadlines.open().get(key="silence_red").started_on == world.today - 20 * DAY
    assert list(differences_of(fresh(entry))) == []


def test_news_older_than_the_last_leaves_the_alarm_on(world: World) -> None:
    entry = silent(world)
    alarm = entry.deadlines.open().get(key="silence_red")
    actions.add_note(
        entry=entry, text="Seen in spring.", happened_on=world.today - 50 * DAY, by=world.keyworker
    )
    alarm.refresh_from_db()
    assert alarm.met_on is None and sweeps(world) == 0
    assert list(differences_of(fresh(entry))) == []


def test_what_the_register_writes_by_itself_is_no_contact(world: World) -> None:
    entry = silent(world)
    actions.add_note(entry=entry, text="Not offered to Southmoor yet.", by=world.hand)
    assert entry.deadlines.open().filter(key="silence_red").exists() and sweeps(world) == 0
    assert list(differences_of(fresh(entry))) == []
    actions.add_note(entry=entry, text="Phoned.", by=world.keyworker)
    assert entry.deadlines.get(key="silence_red").met_on == world.today
    assert list(differences_of(fresh(entry))) == []


# ---------------------------------------------------------------- the whole register


def test_the_whole_register_keeps_the_day_that_was_typed_or_refuses_it(world: World) -> None:
    gone = {"area": world.area, "words": "All.", **signed(world)}
    world.entry()
    actions.sweep(today=world.today - 3 * DAY, by=world.hand)
    first = actions.record_whole_review(on=world.today - 5 * DAY, **gone)
    assert first.met_on == world.today - 5 * DAY
    assert world.area.deadlines.get(key="whole_register_review", met_on=None).started_on == first.met_on
    with pytest.raises(Refused, match="gone through again"):
        actions.record_whole_review(on=world.today - 6 * DAY, **gone)


# ---------------------------------------------------------------- as of a day


def test_as_of_a_day_shows_what_was_open_though_it_counts_from_a_later_day(world: World) -> None:
    born = add_months(world.today, -12 * 16) + 20 * DAY
    entry = world.entry(world.person(born=born))
    actions.sweep(today=world.today, by=world.hand)
    ahead = entry.deadlines.open().get(key="consent_turning_16")
    assert ahead.started_on > world.today
    then = as_of(fresh(entry), world.today, spans=[], today=world.today)
    assert ahead in then["deadlines"]


# ---------------------------------------------------------------- a number for one group


def test_working_out_anew_takes_those_of_whom_the_number_is(world: World) -> None:
    grown, child = world.entry(), world.entry(born=world.today - 12 * 365 * DAY)
    for entry in (grown, child):
        in_hospital(world, entry, days=1)
    key = "oversight_visit"
    actions.set_own_number(
        area=world.area, key=key, count=30, reason="x", from_day=world.today, by=world.coordinator
    )
    actions.set_own_number(
        area=world.area, key=key, count=20, reason="x", from_day=world.today, by=world.coordinator,
        group=Group.ADULT,
    )  # fmt: skip
    anew = {"area": world.area, "key": key, "why": "Agreed.", "by": world.administrator}
    assert actions.recompute_area(group=Group.ADULT, today=world.today, **anew) == 1
    counts = {e.pk: e.deadlines.open().get(key=key).count for e in (grown, child)}
    assert counts == {grown.pk: 20, child.pk: 42}
    assert actions.recompute_area(today=world.today, **anew) == 1
