"""Time limits of the register: a table of dated cases (domain reference 11), each worked out by hand.

Beside each case stands an independent reckoning: its own calendar of bank holidays, typed from the list that
the government publishes, and its own counting. The table, the reckoning and the rules must all agree.
"""

from calendar import isleap, monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from dsr import actions, rules
from dsr.days import Unit, birthday, is_working_day
from dsr.growing_up import outgrown_on, prompt_on, stage_days
from dsr.models import AreaRule, Deadline
from dsr.rules import Group
from tests.worlds import World

# Bank holidays of England as published: substitute days where the day itself falls on a weekend.
ENGLAND = {
    2024: "1-1 29-3 1-4 6-5 27-5 26-8 25-12 26-12",
    2025: "1-1 18-4 21-4 5-5 26-5 25-8 25-12 26-12",
    2026: "1-1 3-4 6-4 4-5 25-5 31-8 25-12 28-12",
    2027: "1-1 26-3 29-3 3-5 31-5 30-8 27-12 28-12",
    2028: "3-1 14-4 17-4 1-5 29-5 28-8 25-12 26-12",
    2029: "1-1 30-3 2-4 7-5 28-5 27-8 25-12 26-12",
    2030: "1-1 19-4 22-4 6-5 27-5 26-8 25-12 26-12",
}
# One-off days and those of years that have gone: they must be in the calendar too.
ONE_OFF = [date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8), date(2020, 5, 8)]
SHUT = {
    date(year, *map(int, reversed(day.split("-")))) for year, days in ENGLAND.items() for day in days.split()
}

RED, AMB, GRE, BLU = (f"rating_review_{colour}" for colour in ("red", "amber", "green", "blue"))
DECIDE, MEET, OFFER, VISIT = "red_review_decision", "amber_meeting", "keyworker_offer", "oversight_visit"
CETR, HOLD, AGAIN, WHOLE = (
    "post_admission_cetr",
    "post_discharge_hold",
    "post_discharge_rerate",
    "whole_register_review",
)
S_RED, S_AMB, S_GRE, S_BLU = (f"silence_{colour}" for colour in ("red", "amber", "green", "blue"))
RECHECK, THINK, BACK = "consent_recheck", "consent_thinking_follow_up", "capacity_regained_recheck"
CLOSE, ENDED, PROMPT = "consent_withdrawn_close", "consent_withdrawn_decision", "transition_prompt"

# key, whose, start, due; each worked out on a wall calendar.
CASES = """
    RED    A 2026-03-02 2026-03-09    RED    C 2026-03-02 2026-03-09    RED    A 2026-12-28 2027-01-04
    RED    A 2028-02-25 2028-03-03    RED    A 2027-02-25 2027-03-04    RED    A 2026-03-28 2026-04-04
    RED    A 2026-10-24 2026-10-31    RED    C 2026-10-25 2026-11-01    RED    A 2024-02-29 2024-03-07
    AMB    A 2026-03-02 2026-03-16    AMB    C 2026-03-20 2026-04-03    AMB    A 2026-12-24 2027-01-07
    AMB    A 2028-02-15 2028-02-29    AMB    A 2028-02-16 2028-03-01    AMB    C 2026-10-18 2026-11-01
    AMB    A 2026-03-29 2026-04-12    AMB    A 2026-10-25 2026-11-08    AMB    C 2027-02-15 2027-03-01
    GRE    A 2026-01-01 2026-04-02    GRE    C 2026-01-01 2026-04-02    GRE    A 2028-01-01 2028-04-01
    GRE    A 2026-11-28 2027-02-27    GRE    A 2027-11-29 2028-02-28    GRE    A 2027-11-30 2028-02-29
    GRE    A 2026-08-31 2026-11-30    GRE    C 2026-09-01 2026-12-01    GRE    A 2026-03-29 2026-06-28
    BLU    A 2026-03-02 2026-04-27    BLU    C 2026-03-02 2026-04-13    BLU    S 2026-03-02 2026-04-27
    BLU    A 2026-10-01 2026-11-26    BLU    C 2026-10-01 2026-11-12    BLU    S 2027-12-31 2028-02-25
    BLU    C 2028-01-18 2028-02-29    BLU    A 2028-01-04 2028-02-29    BLU    S 2026-02-01 2026-03-29
    VISIT  A 2026-03-02 2026-04-27    VISIT  C 2026-03-02 2026-04-13    VISIT  S 2026-03-02 2026-04-27
    VISIT  A 2026-01-01 2026-02-26    VISIT  C 2026-01-01 2026-02-12    VISIT  A 2028-02-01 2028-03-28
    VISIT  C 2028-02-01 2028-03-14    VISIT  S 2026-10-25 2026-12-20    VISIT  A 2026-11-28 2027-01-23
    CETR   A 2026-03-02 2026-03-30    CETR   C 2026-03-02 2026-03-16    CETR   S 2026-03-02 2026-03-30
    CETR   A 2026-02-01 2026-03-01    CETR   A 2028-02-01 2028-02-29    CETR   C 2028-02-15 2028-02-29
    CETR   A 2026-12-31 2027-01-28    CETR   C 2026-12-31 2027-01-14    CETR   S 2026-10-01 2026-10-29
    CETR   A 2026-03-01 2026-03-29    CETR   C 2026-03-15 2026-03-29    CETR   C 2026-10-11 2026-10-25
    DECIDE A 2026-03-02 2026-03-04    DECIDE C 2026-03-05 2026-03-09    DECIDE A 2026-03-06 2026-03-10
    DECIDE A 2026-03-07 2026-03-10    DECIDE A 2026-03-08 2026-03-10    DECIDE A 2026-04-02 2026-04-08
    DECIDE A 2026-04-01 2026-04-07    DECIDE A 2026-12-24 2026-12-30    DECIDE A 2026-12-23 2026-12-29
    DECIDE A 2026-12-25 2026-12-30    DECIDE A 2026-12-31 2027-01-05    DECIDE A 2027-12-24 2027-12-30
    DECIDE A 2027-12-30 2028-01-04    DECIDE A 2027-12-31 2028-01-05    DECIDE A 2026-05-01 2026-05-06
    DECIDE A 2026-05-22 2026-05-27    DECIDE A 2026-08-28 2026-09-02    DECIDE S 2026-08-27 2026-09-01
    DECIDE A 2024-12-24 2024-12-30    DECIDE A 2025-04-17 2025-04-23    DECIDE A 2028-02-28 2028-03-01
    DECIDE C 2028-02-29 2028-03-02    DECIDE A 2029-03-29 2029-04-04    DECIDE A 2030-04-18 2030-04-24
    MEET   A 2026-03-02 2026-03-16    MEET   C 2026-12-20 2027-01-03    MEET   A 2028-02-20 2028-03-05
    MEET   A 2026-03-22 2026-04-05    MEET   C 2026-10-19 2026-11-02    MEET   A 2027-02-14 2027-02-28
    OFFER  C 2026-03-02 2026-03-09    OFFER  A 2026-03-02 2026-03-09    OFFER  C 2026-04-02 2026-04-13
    OFFER  C 2026-03-27 2026-04-07    OFFER  C 2026-12-21 2026-12-30    OFFER  C 2026-12-24 2027-01-05
    OFFER  A 2026-05-01 2026-05-11    OFFER  S 2026-05-19 2026-05-27    OFFER  C 2027-12-23 2028-01-04
    OFFER  C 2026-08-26 2026-09-03    OFFER  C 2025-12-24 2026-01-05    OFFER  A 2024-03-27 2024-04-05
    HOLD   A 2026-03-02 2026-03-16    HOLD   C 2026-12-24 2027-01-07    HOLD   S 2028-02-15 2028-02-29
    HOLD   A 2026-03-15 2026-03-29    HOLD   A 2026-10-18 2026-11-01    HOLD   C 2027-02-20 2027-03-06
    AGAIN  A 2026-03-16 2026-03-18    AGAIN  C 2026-03-13 2026-03-17    AGAIN  A 2026-03-14 2026-03-17
    AGAIN  A 2026-04-02 2026-04-08    AGAIN  S 2026-04-03 2026-04-08    AGAIN  A 2026-12-24 2026-12-30
    AGAIN  A 2027-01-01 2027-01-05    AGAIN  C 2026-05-01 2026-05-06    AGAIN  A 2028-02-29 2028-03-02
    WHOLE  A 2026-01-31 2026-02-28    WHOLE  A 2028-01-31 2028-02-29    WHOLE  A 2026-02-28 2026-03-28
    WHOLE  A 2026-03-31 2026-04-30    WHOLE  A 2026-12-15 2027-01-15    WHOLE  A 2028-02-29 2028-03-29
    WHOLE  A 2026-10-25 2026-11-25    WHOLE  A 2026-08-31 2026-09-30    WHOLE  A 2026-05-30 2026-06-30
    S_RED  A 2026-03-02 2026-03-16    S_RED  C 2026-03-20 2026-04-03    S_RED  A 2028-02-16 2028-03-01
    S_AMB  A 2026-03-02 2026-03-30    S_AMB  C 2026-12-10 2027-01-07    S_AMB  A 2028-02-02 2028-03-01
    S_GRE  A 2026-01-01 2026-04-02    S_GRE  C 2028-01-01 2028-04-01    S_GRE  A 2026-09-01 2026-12-01
    S_BLU  A 2026-03-02 2026-03-30    S_BLU  S 2026-10-01 2026-10-29    S_BLU  C 2026-02-15 2026-03-15
    RECHECK A 2026-03-02 2027-03-02   RECHECK C 2028-02-29 2029-02-28   RECHECK A 2027-02-28 2028-02-28
    RECHECK A 2026-12-31 2027-12-31   RECHECK A 2027-03-01 2028-03-01   RECHECK S 2026-10-25 2027-10-25
    THINK  A 2026-03-02 2026-03-16    THINK  A 2026-04-01 2026-04-17    THINK  C 2026-12-18 2027-01-06
    THINK  A 2026-05-15 2026-06-01    THINK  A 2026-08-21 2026-09-07    THINK  A 2027-03-24 2027-04-09
    BACK   A 2026-03-02 2026-03-09    BACK   A 2026-04-02 2026-04-13    BACK   S 2026-12-24 2027-01-05
    CLOSE  A 2026-03-02 2026-03-03    CLOSE  A 2026-03-06 2026-03-09    CLOSE  C 2026-04-02 2026-04-07
    CLOSE  A 2026-12-24 2026-12-29    CLOSE  A 2026-12-31 2027-01-04    CLOSE  A 2026-05-22 2026-05-26
    ENDED  A 2026-03-02 2026-03-09    ENDED  C 2026-04-02 2026-04-13    ENDED  A 2026-12-24 2027-01-05
    PROMPT C 2026-03-02 2026-03-02    PROMPT C 2028-02-29 2028-02-29    PROMPT C 2026-12-25 2026-12-25
"""


class Case(NamedTuple):
    """One dated case."""

    key: str
    group: Group
    start: date
    due: date


def cases() -> list[Case]:
    words, whose = CASES.split(), {"A": Group.ADULT, "C": Group.CYP, "S": Group.SECURE}
    rows = [words[n : n + 4] for n in range(0, len(words), 4)]
    return [
        Case(globals()[key], whose[group], date.fromisoformat(start), date.fromisoformat(due))
        for key, group, start, due in rows
    ]


TABLE = cases()
# What section 11 of the reference says, typed again: whose number, and what it counts in.
NUMBERS = {
    RED: (7, 7, 7, "d"), AMB: (14, 14, 14, "d"), GRE: (91, 91, 91, "d"), BLU: (56, 42, 56, "d"),
    VISIT: (56, 42, 56, "d"), CETR: (28, 14, 28, "d"), DECIDE: (2, 2, 2, "w"), MEET: (14, 14, 14, "d"),
    OFFER: (5, 5, 5, "w"), HOLD: (14, 14, 14, "d"), AGAIN: (2, 2, 2, "w"), WHOLE: (1, 1, 1, "m"),
    S_RED: (14, 14, 14, "d"), S_AMB: (28, 28, 28, "d"), S_GRE: (91, 91, 91, "d"), S_BLU: (28, 28, 28, "d"),
    RECHECK: (12, 12, 12, "m"), THINK: (10, 10, 10, "w"), BACK: (5, 5, 5, "w"), CLOSE: (1, 1, 1, "w"),
    ENDED: (5, 5, 5, "w"), PROMPT: (None, 0, None, "d"),
}  # fmt: skip


def reckoned(case: Case) -> date:
    """The due day counted one day at a time, with nothing of the register's own."""
    adult, child, secure, unit = NUMBERS[case.key]
    left = {Group.ADULT: adult, Group.CYP: child, Group.SECURE: secure}[case.group]
    day = case.start
    if unit == "m":
        month = day.month + left
        year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
        last = 29 if month == 2 and isleap(year) else monthrange(year, month)[1]
        return date(year, month, min(day.day, last))
    while left:
        day += timedelta(days=1)
        if unit == "d" or (day.isoweekday() <= 5 and day not in SHUT):
            left -= 1
    return day


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len(TABLE) >= 150
    assert len({case[:3] for case in TABLE}) == len(TABLE)
    assert {case.key for case in TABLE} == set(NUMBERS)


@pytest.mark.parametrize("case", TABLE, ids=lambda c: f"{c.key}-{c.group.name}-{c.start}")
def test_a_dated_case(case: Case) -> None:
    found = rules.limit(case.key, started_on=case.start, group=case.group)
    assert found is not None
    assert found.due_on == case.due == reckoned(case)


@pytest.mark.parametrize("year", ENGLAND)
def test_the_bank_holidays_of_a_year_are_those_that_were_published(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365))
    assert [d for d in days if d.isoweekday() <= 5 and not is_working_day(d)] == sorted(
        d for d in SHUT if d.year == year
    )


@pytest.mark.parametrize("day", ONE_OFF)
def test_a_one_off_bank_holiday_is_known(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "unit", "due"),
    [
        (date(2026, 3, 2), 28, Unit.DAYS, date(2026, 3, 29)),  # the start is day 1
        (date(2026, 3, 2), 1, Unit.DAYS, date(2026, 3, 2)),
        (date(2026, 3, 2), 0, Unit.DAYS, date(2026, 3, 2)),
        (date(2026, 3, 1), 6, Unit.MONTHS, date(2026, 8, 31)),
        (date(2026, 3, 2), 12, Unit.MONTHS, date(2027, 3, 1)),
        (date(2026, 3, 6), 2, Unit.WORKING_DAYS, date(2026, 3, 9)),
        (date(2026, 3, 7), 2, Unit.WORKING_DAYS, date(2026, 3, 10)),  # a Saturday is no working day
        (date(2026, 3, 20), -14, Unit.DAYS, date(2026, 3, 6)),  # before an event there is no first day
    ],
)
def test_where_a_statute_counts_the_first_day_it_is_day_one(
    start: date, count: int, unit: Unit, due: date
) -> None:
    assert rules.due(start, count, unit, counts_start_day=True) == due


# ---------------------------------------------------------------- growing up


@pytest.mark.parametrize(
    ("born", "days"),
    [
        ("2011-03-02", "2025-03-02 2027-03-02 2028-03-02 2028-09-02"),
        ("2012-02-29", "2026-03-01 2028-02-29 2029-03-01 2029-09-01"),
        ("2010-08-31", "2024-08-31 2026-08-31 2027-08-31 2028-02-29"),
        ("2009-08-31", "2023-08-31 2025-08-31 2026-08-31 2027-02-28"),
        ("2010-12-25", "2024-12-25 2026-12-25 2027-12-25 2028-06-25"),
    ],
)
def test_the_prompts_come_at_14_16_17_and_17_and_a_half(born: str, days: str) -> None:
    found = [day for day, _ in stage_days(date.fromisoformat(born))]
    assert found == [date.fromisoformat(day) for day in days.split()]


@pytest.mark.parametrize(
    ("today", "starts"),
    [
        ("2025-02-01", None),  # 29 days before 14
        ("2025-02-02", "2025-03-02"),  # 28 days before
        ("2026-12-31", "2025-03-02"),
        ("2027-02-02", "2027-03-02"),
        ("2028-02-03", "2028-03-02"),
        ("2028-08-05", "2028-09-02"),
        ("2029-03-01", "2028-09-02"),  # the last day of being 17
        ("2029-03-02", None),  # grown up
    ],
)
def test_which_prompt_somebody_should_have_had(today: str, starts: str | None) -> None:
    """Born 2 March 2011, on the register since they were ten."""
    found = prompt_on(date(2011, 3, 2), added_on=date(2021, 5, 1), today=date.fromisoformat(today))
    assert (found[0].isoformat() if found else None) == starts


def test_somebody_who_comes_later_is_asked_from_the_day_they_came() -> None:
    found = prompt_on(date(2011, 3, 2), added_on=date(2026, 6, 1), today=date(2026, 6, 1))
    assert found == (date(2026, 6, 1), date(2025, 2, 2))


def test_a_register_of_children_ends_on_the_eighteenth_birthday() -> None:
    assert outgrown_on(date(2011, 3, 2), 17) == birthday(date(2011, 3, 2), 18) == date(2029, 3, 2)
    assert outgrown_on(date(2012, 2, 29), 17) == date(2030, 3, 1)


# ---------------------------------------------------------------- whose number, and which version of it


def _born(turns_on: date, years: int) -> date:
    try:
        return turns_on.replace(year=turns_on.year - years)
    except ValueError:
        return turns_on.replace(year=turns_on.year - years, day=28)


@pytest.mark.parametrize(("days_to_18", "count"), [(1, 14), (0, 28), (-1, 28)])
def test_whoever_is_17_on_the_day_of_the_admission_has_a_childs_number(
    world: World, days_to_18: int, count: int
) -> None:
    entry = world.entry(born=_born(world.today + timedelta(days=days_to_18), 18))
    admit(world, entry, 0)
    assert entry.deadlines.get(key=CETR).count == count


def admit(world: World, entry: object, days_ago: int, **facts: object) -> object:
    return actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", by=world.coordinator, today=world.today,
        admitted_on=world.today - timedelta(days=days_ago), **facts,
    )  # fmt: skip


def test_the_number_in_force_on_the_day_of_the_trigger_counts_and_stays(world: World) -> None:
    entry = world.entry()
    same = {"area": world.area, "key": RED, "reason": "Agreed.", "by": world.coordinator}
    actions.set_own_number(count=5, from_day=world.today - timedelta(days=20), **same)
    actions.set_own_number(count=3, from_day=world.today - timedelta(days=2), **same)
    world.rate(entry, "red", decided_on=world.today - timedelta(days=4))
    deadline = entry.deadlines.open().get(key=RED)
    assert deadline.count == 5  # what counted four days ago
    actions.set_own_number(count=2, from_day=world.today - timedelta(days=9), **same)
    deadline.refresh_from_db()
    assert deadline.due_on == world.today + timedelta(days=1)


def test_a_reason_outlives_a_later_edit_of_the_table(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    changed = replace(rules.RULES[RED], days=dict.fromkeys(Group, 3), mark="N", source="A new policy")
    monkeypatch.setitem(rules.RULES, RED, changed)
    kept = Deadline.objects.get(key=RED)
    assert (kept.count, kept.mark, kept.unit) == (7, "D", "calendar days")
    assert "Product default. Lincolnshire publishes 14 days." in kept.why and "new policy" not in kept.why


def test_a_group_has_its_own_number_and_the_latest_word_counts(world: World) -> None:
    same = {
        "area": world.area,
        "key": VISIT,
        "reason": "Agreed.",
        "by": world.coordinator,
        "from_day": world.today,
    }
    actions.set_own_number(count=30, group=Group.CYP, **same)
    of = AreaRule.objects.own_number
    assert of(world.area.pk, VISIT, world.today, "CYP") == 30
    assert of(world.area.pk, VISIT, world.today, "ADULT") is None
    actions.set_own_number(count=21, **same)  # for everybody
    assert (
        of(world.area.pk, VISIT, world.today, "CYP") == of(world.area.pk, VISIT, world.today, "ADULT") == 21
    )
    actions.set_own_number(count=None, group=Group.ADULT, **same)  # back to the table
    assert of(world.area.pk, VISIT, world.today, "ADULT") is None
