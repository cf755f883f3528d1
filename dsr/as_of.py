"""What held about an entry on a day: rating, keyworker, stay and open deadlines, as the record tells."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from dsr.days import plain
from dsr.models import Deadline, HospitalStay, RegisterEntry
from dsr.rating_strip import Span, colour_on
from dsr.statuses import ENTRY_LABELS, EntryStatus


def end_of(day: date) -> datetime:
    """The first moment after a day, in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def as_of(entry: RegisterEntry, day: date, *, spans: list[Span], today: date) -> dict[str, Any]:
    """What held at the end of `day`, in words and rows; `refused` says why it cannot be told.

    Ratings count from the day they were decided and stays from the day of admission. Deadlines count from
    the day they started, also where that was recorded later, or from the day they were opened, where that
    came first, as it does before a birthday. Who was keyworker is told as it was recorded by then.
    """
    if day > today:
        return {"day": day, "refused": "That day is still to come."}
    if day < entry.added_on:
        return {
            "day": day,
            "refused": f"On that day this person was not on the register: they were added on "
            f"{plain(entry.added_on)}.",
        }
    version = _version(entry, day)
    return {
        "day": day,
        "colour": colour_on(spans, day),
        "rated": any(span.colour and span.first <= day for span in spans),
        "keyworker": version["keyworker__name"] if version else "",
        "lead": version["lead_professional__name"] if version else "",
        "status": ENTRY_LABELS[EntryStatus(version["status"])] if version else "",
        "stays": list(_stays(entry, day)),
        "deadlines": list(_deadlines(entry, day)),
    }


def _version(entry: RegisterEntry, day: date) -> dict[str, Any] | None:
    rows = entry.history.filter(history_date__lt=end_of(day)).order_by("-history_id")
    return rows.values("status", "keyworker__name", "lead_professional__name").first()


def _stays(entry: RegisterEntry, day: date) -> Any:
    open_then = Q(discharged_on=None) | Q(discharged_on__gt=day)
    return HospitalStay.objects.filter(open_then, entry=entry, admitted_on__lte=day).order_by("admitted_on")


def _deadlines(entry: RegisterEntry, day: date) -> Any:
    """Those that ran: begun or opened by then, and neither met nor ended by the end of that day."""
    met, ended = (Q(**{name: None}) | Q(**{f"{name}__gt": day}) for name in ("met_on", "cancelled_on"))
    there = Q(started_on__lte=day) | Q(opened_at__lt=end_of(day))
    rows = Deadline.objects.filter(there, met, ended, entry=entry)
    return rows.order_by(F("due_on"), "key")
