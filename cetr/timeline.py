"""The reviews' lines on an entry's timeline."""

from collections.abc import Iterable

from cetr.models import Review
from dsr.days import plain
from dsr.models import RegisterEntry
from dsr.timeline import CONTACTS, Line, source


@source
def reviews(entry: RegisterEntry) -> Iterable[Line]:
    """Planned, called off, concluded, report issued: each with who and when."""
    rows = Review.history.filter(entry_id=entry.pk).order_by("history_date", "history_id")
    seen: dict[object, tuple[str, object, object]] = {}
    for row in rows.select_related("history_user"):
        before, who = seen.get(row.id), row.history_user.name
        held = f"{row.kind} held on {plain(row.held_on)}" if row.held_on else ""
        seen[row.id] = (row.state, row.report_issued_at, row.planned_for)
        what = f"{row.kind} for {plain(row.planned_for)}"
        if before is None:
            yield Line(row.history_date, "review", f"Planned: {what}", who, row.place, detail_needs=CONTACTS)
        elif before[0] != row.state and row.state == "cancelled":
            yield Line(row.history_date, "review", f"Called off: {what}", who, row.cancelled_why)
        elif before[0] != row.state:
            yield Line(row.history_date, "review", f"Concluded: {held}", who)
        elif before[1] != row.report_issued_at:
            yield Line(row.history_date, "review", f"Report issued: {held}", who)
        elif before[2] != row.planned_for:
            yield Line(row.history_date, "review", f"Moved: {what}", who)
