"""The reviews' lines on an entry's timeline."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from cetr.models import Review
from dsr.days import plain
from dsr.timeline import CONTACTS, told
from dsr.timeline_rows import ENTRY, at_moment

WHO, WHEN = "history_user_id", at_moment("history_date")
WAS = ("state", "report_issued_at", "planned_for")


@told(
    lambda: Review.history.filter(entry_id=ENTRY, history_type="+"),
    kind="review", when=WHEN, who=WHO, detail="place", values=("kind", "planned_for"), detail_needs=CONTACTS,
)  # fmt: skip
def _planned(kind: str, planned_for: str) -> str:
    return f"Planned: {kind} for {_day(planned_for)}"


def _changes() -> QuerySet:
    """The versions of the entry's reviews that tell something new, each with what stood before it."""
    earlier = Review.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    latest = earlier.order_by("-history_id")
    was = {f"{name}_before": Subquery(latest.values(name)[:1]) for name in WAS}
    rows = Review.history.filter(entry_id=ENTRY).exclude(history_type="+").annotate(**was)
    issued = Q(report_issued_at__isnull=False, report_issued_at_before=None)
    moved = ~Q(planned_for=F("planned_for_before"))
    return rows.filter(~Q(state=F("state_before")) | issued | moved)


@told(
    _changes,
    kind="review", when=WHEN, who=WHO,
    values=("kind", "planned_for", "held_on", "cancelled_why", "state", "state_before", "report_issued_at"),
)  # fmt: skip
def _changed(
    kind: str, planned_for: str, held_on: str | None, why: str, state: str, before: str, issued: str | None
) -> dict[str, Any]:
    what, held = f"{kind} for {_day(planned_for)}", f"{kind} held on {_day(held_on)}" if held_on else ""
    if state != before:
        called_off = {"sentence": f"Called off: {what}", "detail": why}
        return called_off if state == "cancelled" else {"sentence": f"Concluded: {held}"}
    return {"sentence": f"Report issued: {held}" if issued else f"Moved: {what}"}


def _day(text: str) -> str:
    return plain(date.fromisoformat(text))
