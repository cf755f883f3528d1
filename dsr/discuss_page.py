"""What stands beside one person at a meeting: the last decision, what is new since, who may hear it."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from dsr import ratings
from dsr.meeting_words import TABLE_LABELS, ItemState
from dsr.models import ConsentRecord, Deadline, MeetingDecision, MeetingItem, Recommendation, RegisterEntry
from dsr.statuses import OPEN_STEPS


class New(NamedTuple):
    """Something that happened since they were last looked at: how many, in words, and where to read it."""

    count: int
    words: str
    where: str


def last_time(item: MeetingItem) -> dict[str, Any]:
    """The last decision before this meeting, or the latest rating; and what was asked for, with its step."""
    entry = item.entry
    before = MeetingDecision.objects.filter(item__entry=entry).exclude(item=item)
    latest = before.select_related("item__meeting", "rating").order_by("-at").first()
    asked = Recommendation.objects.filter(entry=entry).order_by("due_on", "position")
    facts: dict[str, Any] = {
        "decision": latest,
        "rating": None if latest else entry.ratings.order_by("-number").first(),
        "asked": list(asked.filter(about=latest.item_id) if latest else asked.filter(step__in=OPEN_STEPS)),
    }
    return facts | {"since": _since(latest, facts["rating"], entry)}


def _since(decision: MeetingDecision | None, rating: Any, entry: RegisterEntry) -> datetime:
    if decision:
        return decision.at
    day = rating.decided_on if rating else entry.added_on
    return timezone.make_aware(datetime.combine(day, time.min))


def whats_new(entry: RegisterEntry, since: datetime, today: date) -> list[New]:
    """Notes, answers about consent, stays since then, and late clocks, in words with where to read them."""
    day = timezone.localdate(since)
    stays = (
        entry.stays.filter(admitted_on__gte=day).count() + entry.stays.filter(discharged_on__gte=day).count()
    )
    counted = [
        (entry.notes.filter(at__gt=since).count(), "note", "notes", "#timeline-heading"),
        (ConsentRecord.objects.of(entry.person_id).filter(at__gt=since).count(), "answer about consent",
         "answers about consent", "consents/"),
        (stays, "change of a hospital stay", "changes of hospital stays", "#timeline-heading"),
        (Deadline.objects.late(today).filter(entry=entry).count(), "clock late", "clocks late", ""),
    ]  # fmt: skip
    return [New(n, f"{n} {one if n == 1 else many}", where) for n, one, many, where in counted if n]


def room_of(item: MeetingItem) -> list[tuple[str, str, str]]:
    """Who is at the meeting: id, kind, and name with organisation."""
    rows = (
        item.meeting.attendance.filter(here=True).order_by("kind", "name").values_list("pk", "kind", "name")
    )
    return [(str(pk), kind, f"{name}, {TABLE_LABELS[kind]}") for pk, kind, name in rows]


def place_of(items: list[Any], item: MeetingItem) -> tuple[int, int]:
    """This one's place on the agenda and how many there are, without those taken off."""
    shown = [line.id for line in items if line.state != ItemState.TAKEN_OFF]
    return (shown.index(item.pk) + 1 if item.pk in shown else 0), len(shown)


def now_of(entry: RegisterEntry) -> ratings.Colour | None:
    return ratings.Colour(entry.colour) if entry.colour else None
