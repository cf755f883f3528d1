"""Dates as people type them, in three boxes. Nothing here raises anything but DateProblem."""

import datetime
from typing import Any, NamedTuple

PARTS = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class DateParts(NamedTuple):
    """What was typed, kept as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "DateParts":
        """The boxes for a value: a date, an ISO date, parts, or nothing."""
        if isinstance(value, cls):
            return value
        if isinstance(value, datetime.date):
            return cls(str(value.day), str(value.month), f"{value.year:04}")
        return cls._of_iso(str(value or ""))

    @classmethod
    def _of_iso(cls, text: str) -> "DateParts":
        try:
            return cls.of(datetime.date.fromisoformat(text[:10]))
        except ValueError:
            return cls(day=text)  # wrong, and shown as wrong: never silently dropped

    @property
    def empty(self) -> bool:
        return not any(part.strip() for part in self)


class DateProblem(Exception):
    """Why the boxes do not make a date: a code, a sentence's end, and the boxes to correct."""

    def __init__(self, code: str, words: str, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__(words)
        self.code, self.words, self.parts = code, words, parts


def read_date(typed: DateParts) -> datetime.date:
    """The date in the boxes, or a DateProblem that says what to put right."""
    refuse_missing(typed)
    day, month, year = read_number(typed.day), read_month(typed.month), read_number(typed.year)
    refuse_impossible(day, month)
    if len(typed.year.strip()) != 4 or not year:
        raise DateProblem("year", "must have a year with 4 numbers, like 2011", ("year",))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise DateProblem("not_real", "must be a real date") from None


def refuse_missing(typed: DateParts) -> None:
    """Say which boxes are empty, by name."""
    missing = tuple(name for name, value in zip(PARTS, typed, strict=True) if not value.strip())
    if missing:
        words = " and ".join(f"a {name}" for name in missing)
        raise DateProblem("incomplete", f"must include {words}", missing)


def refuse_impossible(day: int, month: int) -> None:
    """A day no month has, or a month no year has: only that box is wrong."""
    wrong = tuple(
        name for name, value, most in (("day", day, 31), ("month", month, 12)) if not 1 <= value <= most
    )
    if wrong:
        raise DateProblem("not_real", "must be a real date", wrong)


def read_number(text: str) -> int:
    """A short whole number, or 0, which is no day, month or year."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 4 else 0


def read_month(text: str) -> int:
    """3, 03, mar or March are all March; 0 is no month."""
    word = text.strip().rstrip(".").lower()
    if len(word) < 3 or not word.isalpha():
        return read_number(text)
    if word == "sept":
        return 9
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)
