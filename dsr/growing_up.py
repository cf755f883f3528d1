"""When the plan of somebody who grows up is asked about: at 14, 16, 17 and 17½ (R29 [D]). Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from dsr.days import add_months, birthday

STAGES = ((14, 0), (16, 0), (17, 0), (17, 6))  # years and months
STAGE_LABELS = {(14, 0): "14", (16, 0): "16", (17, 0): "17", (17, 6): "17½"}
AHEAD = 28  # days: a plan that is due on a birthday is not begun on it
GROWN_UP = 18


def stage_days(born: date) -> Iterator[tuple[date, str]]:
    """The day of each prompt, and its age in words."""
    for years, months in STAGES:
        yield add_months(birthday(born, years), months), STAGE_LABELS[years, months]


def stage_on(born: date, day: date) -> tuple[date, str] | None:
    """The latest prompt whose day has come by `day`, or None before the first and from 18 on."""
    if birthday(born, GROWN_UP) <= day:
        return None
    return max((stage for stage in stage_days(born) if stage[0] <= day), default=None)


def prompt_on(born: date, *, added_on: date, today: date) -> tuple[date, date] | None:
    """The prompt that somebody should have had by `today`: the day it counts from, and since when a step
    of the plan answers it. Opened 28 days before its day, while they are under 18.
    """
    if birthday(born, GROWN_UP) <= today:
        return None
    found = stage_on(born, min(today + timedelta(days=AHEAD), birthday(born, GROWN_UP) - timedelta(days=1)))
    if found is None:
        return None
    day, _ = found
    return max(day, added_on), day - timedelta(days=AHEAD)


def outgrown_on(born: date, age_to: int) -> date:
    """The first day on which somebody is too old for a register whose last age is `age_to`."""
    return birthday(born, age_to + 1)
