"""Working days, months, ages and birthdays: tables from calendars on the wall, then properties."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.days import (
    Unit,
    add,
    add_months,
    add_working_days,
    age_on,
    birthday,
    distance,
    is_working_day,
    plain,
    plain_with_weekday,
    short,
)

ANY_DAY = st.dates(date(2000, 1, 1), date(2060, 12, 31))
MOMENT = st.dates(date(2020, 1, 1), date(2040, 12, 31))

HOLIDAYS_2026 = [
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
]  # fmt: skip  (Boxing Day is a Saturday, so Monday 28 is its substitute)


def test_the_bank_holidays_of_england_in_2026_and_no_others() -> None:
    weekdays = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    assert [d for d in weekdays if d.weekday() < 5 and not is_working_day(d)] == HOLIDAYS_2026


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 3, 17), date(2026, 8, 3), date(2026, 11, 30)])
def test_a_holiday_elsewhere_is_a_working_day_in_england(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 5, 1), 2, date(2026, 5, 6)),  # a form on a Friday; Monday 4 May is a bank holiday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2026, 4, 2), 2, date(2026, 4, 8)),
        (date(2026, 5, 22), 2, date(2026, 5, 27)),  # the spring bank holiday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas, and Boxing Day's substitute
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # both substituted: Monday 27 and Tuesday 28
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # from a Sunday
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),  # none is the day itself, even a Saturday
        (date(2026, 5, 6), -2, date(2026, 5, 1)),
        (date(2026, 1, 2), -1, date(2025, 12, 31)),
    ],
)
def test_working_days(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count) == due


@given(MOMENT, st.integers(1, 40))
def test_a_working_day_is_reached_and_the_right_number_passed(day: date, count: int) -> None:
    due = add_working_days(day, count)
    between = (day + timedelta(days=n) for n in range(1, (due - day).days + 1))
    assert is_working_day(due)
    assert sum(map(is_working_day, between)) == count


@given(MOMENT, st.integers(0, 30))
def test_back_and_forth_again_never_ends_later(day: date, count: int) -> None:
    there = add_working_days(day, count)
    back = add_working_days(there, -count)
    assert back == day if is_working_day(day) or count == 0 else back < day + timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 8, 31), 12, date(2027, 8, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),  # a leap year
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_clamp_to_the_last_day(start: date, months: int, due: date) -> None:
    assert add_months(start, months) == due == add(start, months, Unit.MONTHS)


@given(ANY_DAY, st.integers(-240, 240))
def test_months_land_in_the_right_month_on_the_same_day_or_the_last(day: date, months: int) -> None:
    due = add_months(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day == min(day.day, calendar.monthrange(due.year, due.month)[1])


def test_calendar_days_run_through_the_change_of_clocks() -> None:
    assert add(date(2026, 3, 2), 28, Unit.DAYS) == date(2026, 3, 30)
    assert add(date(2026, 10, 20), 14, Unit.DAYS) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 3, 1), date(2026, 2, 28), 17),
        (date(2008, 11, 21), date(2026, 11, 20), 17),
        (date(2008, 11, 21), date(2026, 11, 21), 18),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
    ],
)
def test_ages(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@given(ANY_DAY, st.integers(0, 110))
def test_one_is_a_year_older_on_the_birthday_and_not_the_day_before(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age_on(born, day - timedelta(days=1)) == age - 1


@given(ANY_DAY, ANY_DAY)
def test_nobody_grows_younger(born: date, day: date) -> None:
    assert age_on(born, day) <= age_on(born, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (-30, "30 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (2, "in 2 days"),
        (400, "in 400 days"),
    ],
)  # fmt: skip
def test_distance_in_words(gap: int, words: str) -> None:
    today = date(2026, 11, 24)
    assert distance(today + timedelta(days=gap), today) == words


def test_dates_in_words() -> None:
    day = date(2026, 3, 3)
    assert (plain(day), plain_with_weekday(day), short(day)) == (
        "3 March 2026", "Tuesday 3 March 2026", "Tue 3 Mar",
    )  # fmt: skip
