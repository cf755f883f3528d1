"""Clocks that are no deadline of an entry: how many of a rule are open in an area, where each is kept.

Whoever keeps such clocks registers here how they are counted, an app above too.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from accounts.models import Area
from dsr import known_admission_rules
from dsr.models import AreaDeadline, KnownAdmission


class Kept(NamedTuple):
    """How many of a rule are open in one place, and how many of them are late today."""

    where: str
    open: int
    late: int


Counts = Callable[[Area, date], tuple[int, int]]
ELSEWHERE: dict[str, list[tuple[str, Counts]]] = {}


def kept_elsewhere(key: str, where: str, counts: Counts) -> None:
    """Register where clocks of a rule are kept: `where` goes on from a number, "among the forms"."""
    ELSEWHERE.setdefault(key, []).append((where, counts))


def elsewhere(area: Area, key: str, today: date) -> list[Kept]:
    """What is open of a rule outside the deadlines of entries; places where nothing is are left out."""
    found = [Kept(where, *counts(area, today)) for where, counts in ELSEWHERE.get(key, [])]
    return [kept for kept in found if kept.open]


def open_and_late(rows: Any, column: str, today: date) -> tuple[int, int]:
    """How many rows there are with a day in `column`, and of how many it is past. One query."""
    found = rows.exclude(**{column: None}).aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(**{f"{column}__lt": today}))
    )
    return found["open"], found["late"]


def _whole(area: Area, today: date) -> tuple[int, int]:
    rows = AreaDeadline.objects.filter(area=area, key="whole_register_review", met_on=None)
    return open_and_late(rows, "due_on", today)


def _admissions(area: Area, today: date) -> tuple[int, int]:
    rows = KnownAdmission.objects.filter(area=area).open().with_asking()
    days = [day for row in rows if (day := row.ask_by)]
    return len(days), sum(day < today for day in days)


kept_elsewhere("whole_register_review", "for the register as a whole", _whole)
kept_elsewhere(
    known_admission_rules.ASKED, "among those in hospital who are not on the register", _admissions
)
