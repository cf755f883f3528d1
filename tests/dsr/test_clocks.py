"""Silence, growing up, pauses, own numbers and the sweep, by the actions; each test says its rule."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Area, Heartbeat, OutboxMessage
from accounts.outbox import send_due
from config.refused import Refused
from dsr import actions, consent
from dsr.checks import differences
from dsr.days import birthday
from dsr.keyworker_offers import OfferState
from dsr.models import AreaDeadline, Deadline, DeadlinePause, PauseReason, RegisterEntry, Transfer
from dsr.rules import RULES, Group
from tests.worlds import World, signed_in

COLOURS = [("red", 14), ("amber", 28), ("green", 91)]


def signed(world: World) -> dict[str, Any]:
    return {"by": world.coordinator, "today": world.today}


def sweep(world: World) -> dict[str, int]:
    return actions.sweep(today=world.today, by=world.hand)


def quiet_since(world: World, colour: str, days: int, **facts: Any) -> RegisterEntry:
    """Somebody of whom the last thing recorded is a rating of so many days ago."""
    now, world.today = world.today, world.today - timedelta(days=days)
    try:
        entry = world.entry(**facts)
        world.rate(entry, colour)
    finally:
        world.today = now
    return entry


def open_keys(entry: RegisterEntry) -> set[str]:
    return set(entry.deadlines.open().values_list("key", flat=True))


# ---------------------------------------------------------------- silence (R33)


@pytest.mark.parametrize(("colour", "days"), COLOURS)
def test_silence_is_an_alarm_once_the_days_of_the_colour_are_over(
    world: World, colour: str, days: int
) -> None:
    entry, other = quiet_since(world, colour, days), quiet_since(world, colour, days - 1, given_name="Tom")
    assert sweep(world)["silent"] == 1
    alarm = entry.deadlines.open().get(key=f"silence_{colour}")
    assert (alarm.due_on, alarm.count) == (world.today, days)
    assert f"silence_{colour}" not in open_keys(other)
    assert "the last thing recorded" in alarm.why


def test_a_blue_person_is_silent_after_four_weeks(world: World) -> None:
    now, world.today = world.today, world.today - timedelta(days=28)
    entry = world.entry()
    actions.admit(
        entry=entry, hospital="Larches", legal_status="informal", admitted_on=world.today, **signed(world)
    )
    world.today = now
    sweep(world)
    assert "silence_blue" in open_keys(entry)


def test_the_sweep_may_run_twice_and_after_missed_nights_and_gives_the_same(world: World) -> None:
    entry = quiet_since(world, "red", 17)  # three nights were missed
    assert sweep(world)["silent"] == 1
    assert sweep(world)["silent"] == 0
    alarm = entry.deadlines.get(key="silence_red")
    assert alarm.due_on == world.today - timedelta(days=3)
    assert alarm.started_on == world.today - timedelta(days=17)
    row = alarm.history.get()
    assert (row.history_type, row.history_user) == ("+", world.hand)
    assert (row.due_on, row.unit, row.source) == (alarm.due_on, alarm.unit, RULES["silence_red"].source)


def note(world: World, entry: RegisterEntry) -> None:
    actions.add_note(entry=entry, text="Phoned.", by=world.keyworker)


def progress(world: World, entry: RegisterEntry) -> None:
    asked = actions.add_recommendation(
        entry=entry, text="x", owner="School", agreed_on=world.today, due_on=world.today, by=world.keyworker
    )
    actions.record_progress(
        recommendation=asked, step="in_progress", note="x", on=world.today, by=world.keyworker
    )


def rated(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red")


def step(world: World, entry: RegisterEntry) -> None:
    actions.add_plan_step(entry=entry, what="x", who="x", by_day=world.today, **signed(world))


@pytest.mark.parametrize("thing", [note, progress, rated, step])
def test_the_next_thing_recorded_meets_the_alarm_at_once(world: World, thing: Any) -> None:
    entry = quiet_since(world, "red", 20)
    sweep(world)
    thing(world, entry)
    assert entry.deadlines.get(key="silence_red").met_on == world.today
    assert sweep(world)["silent"] == 0


def answer(world: World, entry: RegisterEntry) -> None:
    world.consent(entry.person, consent.Purpose.SHARE)


def asked(world: World, entry: RegisterEntry) -> None:
    actions.add_recommendation(
        entry=entry, text="x", owner="School", agreed_on=world.today, due_on=world.today, by=world.keyworker
    )


def told(world: World, entry: RegisterEntry) -> None:
    actions.record_rating_told(rating=entry.ratings.get(), on=world.today, how="x", **signed(world))


def offered(world: World, entry: RegisterEntry) -> None:
    actions.offer_keyworker(entry=entry, state=OfferState.OFFERED, on=world.today, **signed(world))


@pytest.mark.parametrize("thing", [answer, asked, told, offered])
def test_so_does_every_update(world: World, thing: Any) -> None:
    entry = quiet_since(world, "red", 20)
    sweep(world)
    thing(world, entry)
    assert entry.deadlines.get(key="silence_red").met_on == world.today
    assert sweep(world)["silent"] == 0 and differences() == []


IN_HOSPITAL: dict[str, Any] = {
    "another ward": lambda stay, day, **by: actions.move_ward(
        stay=stay, moved_on=day, hospital="Stoneacre", security="low", why="x", **by
    ),
    "another status": lambda stay, day, **by: actions.change_legal_status(
        stay=stay, status="3", on=day, **by
    ),
    "leave": lambda stay, day, **by: actions.start_leave(
        stay=stay, kind="informal", from_on=day, expected_on=day, where="Home", overnight=True, **by
    ),
    "ready to leave": lambda stay, day, **by: actions.record_readiness(
        stay=stay, ready=True, on=day, reasons=[], words="", **by
    ),
    "a planned day": lambda stay, day, **by: actions.plan_discharge(
        stay=stay, planned_for=day, why="x", **by
    ),
    "a point of the plan": lambda stay, day, by, today: actions.change_point(
        stay=stay, place=1, step="not_needed", who="x", due_on=None, note="", by=by
    ),
    "a correction": lambda stay, day, **by: actions.correct_stay(
        stay=stay, what="admission", day=stay.admitted_on - timedelta(days=1), why="x", **by
    ),
}


@pytest.mark.parametrize("thing", IN_HOSPITAL)
def test_and_all_that_happens_in_a_stay(world: World, thing: str) -> None:
    now, world.today = world.today, world.today - timedelta(days=40)
    entry = world.entry()
    stay = actions.admit(
        entry=entry, hospital="Larches", legal_status="informal", admitted_on=world.today, **signed(world)
    )
    world.today = now
    assert sweep(world)["silent"] == 1
    IN_HOSPITAL[thing](stay, now, **signed(world))
    assert entry.deadlines.get(key="silence_blue").met_on == now
    assert sweep(world)["silent"] == 0 and differences() == []


def test_news_from_before_the_silence_does_not_end_it(world: World) -> None:
    entry = quiet_since(world, "red", 20)
    sweep(world)
    actions.heard(entry=entry, on=world.today - timedelta(days=20), by=world.keyworker)
    assert "silence_red" in open_keys(entry)
    actions.heard(entry=entry, on=world.today - timedelta(days=19), by=world.keyworker)
    assert "silence_red" not in open_keys(entry)
    assert sweep(world)["silent"] == 1  # nineteen days are silence again


def test_an_area_changes_when_silence_begins_or_switches_it_off(world: World) -> None:
    entry = quiet_since(world, "green", 30)
    same = {"area": world.area, "key": "silence_green", "reason": "Agreed.", "by": world.coordinator}
    sooner = world.today - timedelta(days=200)
    actions.set_own_number(count=None, off=True, from_day=sooner, **same)
    assert sweep(world)["silent"] == 0
    actions.set_own_number(count=21, from_day=sooner, **same)
    assert sweep(world)["silent"] == 1
    alarm = entry.deadlines.get(key="silence_green")
    assert (alarm.count, alarm.own_number) == (21, True)


def test_whoever_should_have_been_in_touch_is_told_once_a_night(world: World) -> None:
    for name in ("A", "B"):
        quiet_since(world, "red", 15, given_name=name)
    alone = quiet_since(world, "red", 15, given_name="C")
    actions.allocate(
        entry=alone, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    sweep(world)
    told = OutboxMessage.objects.filter(kind="gone_silent")
    assert sorted(next(iter(message.payload.items())) for message in told) == [
        ("area", world.area.pk), ("user", world.keyworker.pk),
    ]  # fmt: skip
    send_due()
    assert set(told.values_list("outcome", flat=True)) == {"sent to 1"}


def test_a_note_costs_one_statement_more_and_no_more(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    with CaptureQueriesContext(connection) as caught:
        note(world, entry)
    assert sum("silence_red" in one["sql"] for one in caught) == 1


# ---------------------------------------------------------------- growing up (R29), and 18


def child(world: World, years: int, months_ago: int = 0) -> date:
    day = world.today - timedelta(days=30 * months_ago)
    return date(day.year - years, day.month, min(day.day, 28))


@pytest.mark.parametrize("age", [14, 16, 17])
def test_a_prompt_opens_at_its_age_and_a_step_of_the_plan_meets_it(world: World, age: int) -> None:
    entry = world.entry(born=child(world, age))
    sweep(world)
    assert "transition_prompt" in open_keys(entry)
    step(world, entry)
    assert entry.deadlines.get(key="transition_prompt").met_on == world.today
    assert sweep(world)["prompts"] == 0
    assert entry.plan_steps.get().what == "x"


def test_nobody_is_asked_before_14_or_after_18(world: World) -> None:
    young, grown = world.entry(born=child(world, 12)), world.entry(world.person("Tom", born=child(world, 18)))
    sweep(world)
    assert "transition_prompt" not in open_keys(young) | open_keys(grown)


def test_the_next_age_takes_the_place_of_a_prompt_that_was_not_answered(world: World) -> None:
    entry = world.entry(born=child(world, 16))
    sweep(world)
    later = birthday(entry.person.date_of_birth, 17)
    actions.sweep(today=later, by=world.hand)
    first, second = entry.deadlines.filter(key="transition_prompt").order_by("started_on")
    assert (first.cancelled_why, second.started_on) == ("The prompt at 17 takes its place.", later)
    assert second.met_on is None


def test_turning_18_takes_the_earlier_of_the_old_day_and_the_new_one(world: World) -> None:
    entry = world.entry(born=child(world, 18) + timedelta(days=5))
    world.rate(entry, "red")
    actions.admit(
        entry=entry, hospital="Larches", legal_status="informal", admitted_on=world.today, **signed(world)
    )
    before = entry.deadlines.get(key="oversight_visit")
    assert (before.count, before.group) == (42, "CYP")
    actions.set_own_number(
        area=world.area, key="oversight_visit", group=Group.ADULT, count=30, reason="Agreed.",
        from_day=world.today, by=world.coordinator,
    )  # fmt: skip
    birth = world.today + timedelta(days=5)
    assert actions.sweep(today=birth, by=world.hand)["turned 18"] == 1
    after = Deadline.objects.get(pk=before.pk)
    assert (after.count, after.group) == (30, "ADULT")
    assert "Turned 18" in after.recomputed_why and after.started_on == before.started_on
    assert entry.deadlines.get(key="post_admission_cetr").count == 14  # 28 would be later: the old day stays
    assert actions.sweep(today=birth, by=world.hand)["turned 18"] == 0


def test_another_ward_takes_the_earlier_day_too(world: World) -> None:
    entry = world.entry()
    stay = actions.admit(
        entry=entry, hospital="Larches", legal_status="informal", admitted_on=world.today, **signed(world)
    )
    actions.set_own_number(
        area=world.area, key="oversight_visit", group=Group.SECURE, count=20, reason="Agreed.",
        from_day=world.today, by=world.coordinator,
    )  # fmt: skip
    where = {"stay": stay, "moved_on": world.today, "hospital": "Larches", "why": "x", **signed(world)}
    actions.move_ward(security="low", **where)
    assert entry.deadlines.get(key="oversight_visit").count == 20
    actions.move_ward(security="general", **where)  # back again: 56 days would be later
    assert entry.deadlines.get(key="oversight_visit").count == 20


def two_registers(world: World) -> Area:
    adults = World("Eastmere").area
    accounts.set_ages(area=adults, age_from=18, age_to=None, hands_over_to=None, by=world.administrator)
    world.area = accounts.set_ages(
        area=world.area, age_from=None, age_to=17, hands_over_to=adults, by=world.administrator
    )
    return adults


def test_who_outgrows_a_register_is_offered_to_the_next_once_and_stays_until_it_accepts(
    world: World,
) -> None:
    entry = world.entry(born=child(world, 18, -2))  # in two months: what they say now counts then
    world.consent(entry.person, consent.Purpose.SHARE)
    adults, offered = two_registers(world), Transfer.objects.values_list("entry", "to_area")
    birth = birthday(entry.person.date_of_birth, 18)
    actions.sweep(today=birth - timedelta(days=1), by=world.hand)
    assert not offered.exists()
    for _ in range(2):
        actions.sweep(today=birth, by=world.hand)
    assert list(offered.all()) == [(entry.pk, adults.pk)]
    entry.refresh_from_db()
    assert entry.status == "active"
    assert entry.deadlines.open().get(key="register_handover").due_on == birth


def test_a_register_takes_nobody_of_another_age(world: World) -> None:
    two_registers(world)
    with pytest.raises(Refused, match="for people up to 17"):
        world.entry()


@pytest.mark.parametrize(
    ("first", "last", "onward", "sentence"),
    [
        (18, 17, False, "must be the same as the first"),
        (None, None, True, "up to which age"),
        (None, 24, True, "is not for people of 25"),
    ],
)
def test_ages_that_do_not_fit_together_are_refused(
    world: World, first: int | None, last: int | None, onward: bool, sentence: str
) -> None:
    other = World("Eastmere").area
    other = accounts.set_ages(area=other, age_from=18, age_to=24, hands_over_to=None, by=world.hand)
    with pytest.raises(Refused, match=sentence):
        accounts.set_ages(
            area=world.area,
            age_from=first,
            age_to=last,
            hands_over_to=other if onward else None,
            by=world.hand,
        )


# ---------------------------------------------------------------- pauses


def test_a_pause_is_a_reason_and_never_a_new_day(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    deadline = entry.deadlines.get(key="rating_review_red")
    actions.pause_deadline(deadline=deadline, reason=PauseReason.UNWELL, words="Flu.", **signed(world))
    paused = Deadline.objects.get(pk=deadline.pk)
    assert (paused.due_on, paused.paused, paused.pause_label) == (deadline.due_on, "unwell", "Too unwell")
    actions.pause_deadline(deadline=deadline, reason=PauseReason.COURT, words="", **signed(world))
    assert DeadlinePause.objects.filter(ended_on=None).get().reason == "court"
    world.rate(entry, "amber")  # it was met: the reason ends with it
    done = Deadline.objects.get(pk=deadline.pk)
    assert (done.met_on, done.paused) == (world.today, "")
    assert not DeadlinePause.objects.filter(ended_on=None).exists()
    with pytest.raises(Refused, match="no longer due"):
        actions.pause_deadline(deadline=deadline, reason=PauseReason.COURT, words="", **signed(world))


def test_another_reason_is_said_in_words_and_a_pause_ends_by_hand(world: World) -> None:
    deadline = world.entry().deadlines.open().get(key="consent_recheck")
    with pytest.raises(Refused, match="Say what the reason is"):
        actions.pause_deadline(deadline=deadline, reason=PauseReason.OTHER, words=" ", **signed(world))
    actions.pause_deadline(deadline=deadline, reason=PauseReason.OTHER, words="Snow.", **signed(world))
    for _ in range(2):
        actions.end_pause(deadline=deadline, **signed(world))
    assert DeadlinePause.objects.get().ended_on == world.today


# ---------------------------------------------------------------- after hospital (R26), all of it (R21)


def test_after_the_hold_somebody_is_rated_again_within_two_working_days(world: World) -> None:
    entry = world.entry()
    left = world.today - timedelta(days=20)
    stay = actions.admit(
        entry=entry, hospital="Larches", legal_status="informal", admitted_on=left, **signed(world)
    )
    actions.discharge(stay=stay, discharged_on=left, going_to="Home", **signed(world))
    again = entry.deadlines.get(key="post_discharge_rerate")
    assert again.started_on == left + timedelta(days=14)
    world.rate(entry, "red", decided_on=left + timedelta(days=9))
    assert "post_discharge_rerate" in open_keys(entry)  # a rating in the hold is not that one
    world.rate(entry, "amber")
    assert entry.deadlines.get(key="post_discharge_rerate").met_on == world.today


def test_back_in_hospital_the_old_hold_is_over(world: World) -> None:
    entry = world.entry()
    facts = {"hospital": "Larches", "legal_status": "informal", "admitted_on": world.today, **signed(world)}
    stay = actions.admit(entry=entry, **facts)
    actions.discharge(stay=stay, discharged_on=world.today, going_to="Home", **signed(world))
    actions.admit(entry=entry, **facts)
    assert entry.deadlines.get(key="post_discharge_rerate").cancelled_why.startswith("Now blue")


def test_going_through_the_whole_register_meets_its_date_and_starts_the_next(world: World) -> None:
    world.entry()
    assert sweep(world)["registers"] == 1
    assert sweep(world)["registers"] == 0
    for _ in range(2):
        actions.record_whole_review(area=world.area, on=world.today, words="All.", **signed(world))
    met, running = AreaDeadline.objects.order_by("met_on")
    assert (met.met_on, met.words, running.started_on) == (world.today, "All.", world.today)
    with pytest.raises(Refused, match="today or earlier"):
        actions.record_whole_review(
            area=world.area, on=world.today + timedelta(days=1), words="", **signed(world)
        )


# ---------------------------------------------------------------- an area's own numbers


def set_number(world: World, key: str, **facts: Any) -> Any:
    facts = {"count": None, "reason": "Agreed.", "from_day": world.today, "by": world.coordinator} | facts
    return actions.set_own_number(area=world.area, key=key, **facts)


@pytest.mark.parametrize(
    ("key", "facts", "sentence"),
    [
        ("rating_review_red", {"count": 367}, "between 0 and 366 calendar days"),
        ("rating_review_red", {"count": -1}, "between 0 and 366"),
        ("cetr_consent_and_planner", {"count": 3}, "between -366 and 0"),
        ("consent_recheck", {"count": 37}, "between 0 and 36 months"),
        ("rating_review_red", {"off": True}, "cannot be switched off"),
        ("amber_meeting", {"off": True, "count": 3}, "has no number"),
        ("oversight_visit", {"count": 57}, "An area may tighten it"),
        ("oversight_visit", {"count": 43, "group": Group.CYP}, "An area may tighten it"),
        ("oversight_visit", {"count": 60, "approved_by": "Ann Other"}, "say why they do"),
        (
            "oversight_visit",
            {"count": 60, "approved_by": "cora  ORDWAY", "approved_why": "x"},
            "somebody else",
        ),
        ("transition_prompt", {"count": 3, "group": Group.ADULT}, "does not apply to this group"),
    ],
)
def test_what_a_rule_does_not_allow_is_refused_in_a_sentence(
    world: World, key: str, facts: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_number(world, key, **facts)
    assert not world.area.own_rules.exists()


def test_to_loosen_national_policy_takes_a_second_person_by_name(world: World) -> None:
    row = set_number(
        world, "oversight_visit", count=70, approved_by="Ann Other, medical director", approved_why="Snow."
    )
    assert (row.approved_by, row.approved_why) == ("Ann Other, medical director", "Snow.")
    set_number(
        world, "oversight_visit", count=56, group=Group.ADULT
    )  # as strict as the table: nobody is asked


def test_an_administrator_gives_what_is_open_the_number_of_today_and_each_keeps_why(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    set_number(world, "rating_review_red", count=3)
    anew = {"area": world.area, "key": "rating_review_red", "why": "All agreed.", "today": world.today}
    with pytest.raises(Refused, match="Only an administrator"):
        actions.recompute_area(by=world.coordinator, **anew)
    assert actions.recompute_area(by=world.administrator, **anew) == 1
    deadline = entry.deadlines.get(key="rating_review_red")
    assert (deadline.count, deadline.recomputed_why) == (3, "All agreed.")
    assert deadline.history.first().history_user == world.administrator
    assert actions.recompute_area(by=world.administrator, **anew) == 0


def test_a_rule_that_is_switched_off_opens_nothing_and_can_stop_what_is_open(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "amber", decided_at="between")
    set_number(world, "amber_meeting", off=True)
    actions.recompute_area(
        area=world.area, key="amber_meeting", why="x", by=world.administrator, today=world.today
    )
    assert entry.deadlines.get(key="amber_meeting").cancelled_why == "The area has switched this off."
    other = world.entry(world.person("Tom"))
    world.rate(other, "amber", decided_at="between")
    assert "amber_meeting" not in open_keys(other)


# ---------------------------------------------------------------- the sweep is seen


def test_the_command_sweeps_and_leaves_a_sign_of_life(world: World, capsys: Any) -> None:
    quiet_since(world, "red", 15)
    call_command("sweep")
    assert "silent: 1" in capsys.readouterr().out
    assert Heartbeat.objects.filter(name="deadlines").exists()


@pytest.mark.parametrize(("hours", "warned"), [(1, False), (25, False), (27, True)])
def test_staff_see_when_deadlines_were_checked_and_are_warned_after_26_hours(
    world: World, hours: int, warned: bool
) -> None:
    Heartbeat.objects.create(name="deadlines", at=timezone.now() - timedelta(hours=hours))
    page = signed_in(world.coordinator).get("/my-work/").text
    assert ("more than a day ago" in page) is warned
    assert "eadlines" in page and ("last checked" in page)
