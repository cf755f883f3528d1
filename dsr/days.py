"""Dates, ages and working days. Pure: `today` is always given, never asked for.

A due date is met until 23:59:59 of that day in Europe/London; day 0 is the day of the event
(product default [D], domain rules on clocks).
"""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays


class Unit(StrEnum):
    """What a rule counts in."""

    DAYS = "calendar days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`; negative counts go back; 0 is the day itself."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add(day: date, count: int, unit: Unit) -> date:
    """`day` plus `count` of `unit`."""
    if unit is Unit.WORKING_DAYS:
        return add_working_days(day, count)
    if unit is Unit.MONTHS:
        return add_months(day, count)
    return day + timedelta(days=count)


def birthday(born: date, age: int) -> date:
    """The day somebody turns `age`; born on 29 February, 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years of age on `day`."""
    years = day.year - born.year
    return years if day >= birthday(born, years) else years - 1


def plain(day: date) -> str:
    """A date in words: 3 March 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def plain_with_weekday(day: date) -> str:
    """A date in words with its weekday: Tuesday 3 March 2026."""
    return f"{calendar.day_name[day.weekday()]} {plain(day)}"


def short(day: date, today: date | None = None) -> str:
    """A date for dense pages: Tue 3 Mar; with its year when `today` is in another one."""
    year = f" {day.year}" if today and day.year != today.year else ""
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_abbr[day.month]}{year}"


def in_days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def distance(due: date, today: date) -> str:
    """How far away a date is, as people say it: "3 days late", "today", "in 2 days"."""
    gap = (due - today).days
    if gap < 0:
        return f"{in_days(-gap)} late"
    return {0: "today", 1: "tomorrow"}.get(gap, f"in {gap} days")
