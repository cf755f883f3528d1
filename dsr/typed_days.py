"""A day as people type it in a hurry, in one box: 2/12, 2 Dec 2026, 2 weeks. Pure.

A meeting of forty people leaves three minutes for each; three boxes for every date are too many.
"""

import re
from datetime import date, timedelta

from config.nhsuk.dates import read_month
from dsr.days import add_months

LIKE = "like 2/12/2026, 2 Dec or 2 weeks"
SPAN = re.compile(r"(?:in\s+)?(\d{1,3})\s*(day|week|month)s?", re.I)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
PARTS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+(\d{1,2}|[A-Za-z]{3,9}\.?)(?:[\s/.\-,]+(\d{2}|\d{4}))?"
)
WORDS = {"today": 0, "tomorrow": 1}


class NoDay(Exception):
    """What was typed is no day; the text is the end of a sentence: "must be a date, like …"."""


def read_day(text: str, today: date) -> date:
    """The day somebody means. Without a year, the next such day from `today`. Raises NoDay."""
    typed = " ".join(text.split())
    if typed.lower() in WORDS:
        return today + timedelta(days=WORDS[typed.lower()])
    if span := SPAN.fullmatch(typed):
        return _in(int(span[1]), span[2].lower(), today)
    if iso := ISO.fullmatch(typed):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = PARTS.fullmatch(typed)
    if not found:
        raise NoDay(f"must be a date, {LIKE}")
    day, month = int(found[1]), read_month(found[2])
    if found[3]:
        year = int(found[3])
        return _day(year if year > 99 else 2000 + year, month, day)
    return _next(month, day, today)


def _in(count: int, unit: str, today: date) -> date:
    if unit == "month":
        return add_months(today, count)
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _next(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year + 5):  # 29 February may be four years away
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NoDay("must be a real date")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDay("must be a real date") from None
