"""What the oversight panel reads about a case, gathered in a fixed number of queries."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from dsr.models import Deadline, Escalation, Recommendation
from dsr.recommendation_list import of_entry
from dsr.statuses import OPEN_STEPS


class Row(NamedTuple):
    """A case in the list, and how much of it is late."""

    case: Escalation
    late: int


def rows(cases: QuerySet, today: date) -> list[Row]:
    """The cases with their people, and how many deadlines and recommendations of each are late."""
    found = list(cases.select_related("entry__person", "entry__area").order_by("put_on", "pk"))
    entries = [case.entry_id for case in found]
    late: Counter[Any] = Counter()
    for things in (
        Deadline.objects.late(today).filter(entry__in=entries),
        Recommendation.objects.filter(entry__in=entries, step__in=OPEN_STEPS, due_on__lt=today),
    ):
        late.update(dict(things.order_by().values_list("entry_id").annotate(Count("pk"))))
    return [Row(case, late[case.entry_id]) for case in found]


def facts(case: Escalation, today: date) -> dict[str, Any]:
    """The context of one case. Nothing told in confidence: no notes, reasons, evidence or contacts."""
    entry = case.entry
    recommendations = of_entry(entry.pk)
    return {
        "case": case,
        "entry": entry,
        "person": entry.person,
        "today": today,
        "open": [row for row in recommendations if row.step in OPEN_STEPS],
        "finished": [row for row in recommendations if row.step not in OPEN_STEPS],
        "late": sum(row.step in OPEN_STEPS and row.due_on < today for row in recommendations),
        "late_deadlines": list(entry.deadlines.late(today).order_by("due_on", "key")),
        "stays": list(entry.stays.order_by("-admitted_on")),
    }
