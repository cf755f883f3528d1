"""Meetings at which a rating may have been decided, for the form that asks."""

from datetime import date, timedelta
from uuid import UUID

from accounts.models import Area
from dsr.days import plain
from dsr.meeting_words import KIND_LABELS, MeetingKind, MeetingState
from dsr.models import Meeting

FAR_BACK = timedelta(days=91)
MOST = 12


def recent(area: Area, today: date) -> list[tuple[UUID, str]]:
    """The meetings of an area that were opened in the last 91 days, the latest first, each with its label."""
    held = Meeting.objects.filter(
        area=area, state__in=(MeetingState.OPEN, MeetingState.CLOSED), on__lte=today, on__gte=today - FAR_BACK
    )
    rows = held.order_by("-on", "-starts_at").values_list("pk", "kind", "on")[:MOST]
    return [(pk, f"{KIND_LABELS[MeetingKind(kind)]}, {plain(on)}") for pk, kind, on in rows]
