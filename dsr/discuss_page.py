"""What stands beside one person at a meeting: the last decision, what is new since, who may hear it."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from dsr import ratings
from dsr.meeting_drafts import Typed
from dsr.meeting_words import TABLE_LABELS, ItemState, MeetingState
from dsr.models import (
    ConsentRecord,
    Deadline,
    Meeting,
    MeetingDecision,
    MeetingDraft,
    MeetingItem,
    Recommendation,
    RegisterEntry,
)
from dsr.statuses import OPEN_STEPS
from dsr.typed_words import in_words


class New(NamedTuple):
    """Something that happened since they were last looked at: how many, in words, and where to read it."""

    count: int
    words: str
    where: str


def last_time(item: MeetingItem) -> dict[str, Any]:
    """The last decision before this meeting, or the latest rating; what was asked for, with its step.

    And what was typed at a meeting since, and not decided before it was closed.
    """
    entry = item.entry
    before = MeetingDecision.objects.filter(item__entry=entry).exclude(item=item)
    latest = before.select_related("item__meeting", "rating").order_by("-at").first()
    asked = Recommendation.objects.filter(entry=entry).order_by("due_on", "position")
    facts: dict[str, Any] = {
        "decision": latest,
        "rating": None if latest else entry.ratings.order_by("-number").first(),
        "asked": list(asked.filter(about=latest.item_id) if latest else asked.filter(step__in=OPEN_STEPS)),
    }
    typed = MeetingDraft.objects.filter(item__entry=entry, item__meeting__state=MeetingState.CLOSED)
    typed = typed.filter(at__gt=latest.at) if latest else typed
    rows = typed.exclude(item=item).order_by("item__meeting__closed_at", "item_id", "pk")
    facts["typed"] = [
        found
        for field, text, by in rows.values_list("field", "text", "by__name")
        for found in in_words({field: Typed(text, by)})
    ]
    return facts | {"since": _since(latest, facts["rating"], entry)}


def undecided(meeting: Meeting, lines: list[Any]) -> list[tuple[str, str]]:
    """About whom something is typed and not decided, of those in `lines`: their name, and who typed it."""
    names = {line.id: line.name for line in lines}
    rows = MeetingDraft.objects.filter(item__meeting=meeting, item__in=names).exclude(text="")
    found: dict[Any, set[str]] = {}
    for item, by in rows.values_list("item_id", "by__name"):
        found.setdefault(item, set()).add(by)
    return [(name, ", ".join(sorted(found[item]))) for item, name in names.items() if item in found]


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
