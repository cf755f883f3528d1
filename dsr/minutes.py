"""The minutes of a meeting as blocks in order: the page, the PDF and every extract are made from them.

A block is a dict with its `kind`: heading, text, facts, table, list or rating, as in a review's report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from dsr import agenda, consent
from dsr.agenda_rows import entries_of
from dsr.days import plain, plain_with_weekday
from dsr.ledgers import ledgers_of
from dsr.meeting_words import (
    ITEM_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    TABLE_LABELS,
    Depth,
    ItemState,
    MeetingKind,
    MeetingState,
    depth,
    is_owned_by,
)
from dsr.models import Meeting, MeetingDecision, MeetingItem, Recommendation
from dsr.ratings import MEANINGS, Colour

Block = dict[str, Any]
NOT_SAID = "Not said"
SAID = {
    "discussion": "What was discussed",
    "works": "What works",
    "must_change": "What must change",
    "own_view": "What the person and the family say",
}


@dataclass
class Part:
    """One person's part of the minutes, before it is written."""

    item: MeetingItem
    decisions: list[MeetingDecision] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)  # each as it was when it was agreed


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def paragraphs(text: str) -> list[Block]:
    """A paragraph for each line that says something."""
    return [{"kind": "text", "text": line} for line in map(str.strip, text.splitlines()) if line]


def parts_of(meeting: Meeting, reader: User) -> list[Part]:
    """Everybody on the agenda whom `reader` finds, with what was decided and asked for. Three queries."""
    rows = MeetingItem.objects.filter(meeting=meeting, entry__in=entries_of(meeting, reader))
    parts = {item.pk: Part(item) for item in rows.select_related("entry__person").order_by("position", "pk")}
    decided = MeetingDecision.objects.filter(item__in=parts).select_related("rating", "by")
    for decision in decided.order_by("number"):
        parts[decision.item_id].decisions.append(decision)
    asked_here = Recommendation.objects.filter(about__in=parts)
    # As it was agreed there: another day, or an owner found later, does not rewrite the minutes.
    agreed = Recommendation.history.filter(history_type="+", id__in=asked_here.values("pk"))
    for asked in agreed.order_by("position"):
        parts[asked.about].asked.append(asked)
    return list(parts.values())


def content_of(meeting: Meeting, reader: User, *, narrative: bool) -> tuple[list[Block], list[UUID]]:
    """The minutes as `reader` may see them, and the ids of the people in them.

    Without `narrative`: agenda, attendance, ratings and what was agreed, not what was said.
    """
    parts = parts_of(meeting, reader)
    discussed = [part for part in parts if part.decisions]
    blocks = [*_head(meeting, len(discussed)), *_attendance(meeting)]
    for part in discussed:
        blocks += [heading(part.item.entry.person.full_name), *about(part, narrative=narrative)]
    blocks += _not_discussed([part for part in parts if not part.decisions], narrative=narrative)
    if hidden := meeting.items.count() - len(parts):
        blocks += paragraphs(
            f"{hidden} more on the agenda: their records are restricted, and not shown to you."
        )
    blocks += _addenda(meeting) if narrative else []
    return blocks, [part.item.entry.person_id for part in parts]


def _head(meeting: Meeting, discussed: int) -> list[Block]:
    clock = "{:%H:%M}".format
    opened, closed = (timezone.localtime(at) if at else None for at in (meeting.opened_at, meeting.closed_at))
    when = f"{plain_with_weekday(meeting.on)}, {meeting.starts_at:%H:%M}"
    if opened:
        when += f" (opened {clock(opened)}{f', closed {clock(closed)}' if closed else ''})"
    rows = [
        ["Meeting", KIND_LABELS[MeetingKind(meeting.kind)]],
        ["Register", meeting.area.name],
        ["When", when],
        ["Where", f"{'Online' if meeting.online else 'In person'}: {meeting.place}"],
        ["Chair", meeting.chair],
        ["People discussed", str(discussed)],
        ["Where it stands", STATE_LABELS[MeetingState(meeting.state)]],
    ]
    return [heading("The meeting"), {"kind": "facts", "rows": rows}]


def _attendance(meeting: Meeting) -> list[Block]:
    came = meeting.attendance.filter(here=True).order_by("kind", "name").values_list("kind", "name")
    rows = [[TABLE_LABELS[kind], name] for kind, name in came]
    table = {"kind": "table", "caption": "Who came", "head": ["Organisation", "Name"], "rows": rows}
    return [heading("Attendance"), *([table] if rows else paragraphs("Nobody has been written down."))]


def about(part: Part, *, narrative: bool) -> list[Block]:
    """What was decided about one person."""
    decision = part.decisions[-1]
    blocks = _rating(decision, narrative=narrative)
    if narrative:
        for name, label in SAID.items():
            if said := getattr(decision, name):
                blocks += [heading(label, 3), *paragraphs(said)]
    blocks += _asked(part.asked)
    if decision.next_look:
        blocks += paragraphs(f"Looked at again on {plain(decision.next_look)}.")
    return [*blocks, *_room(decision, len(part.decisions))]


def _rating(decision: MeetingDecision, *, narrative: bool) -> list[Block]:
    colour = Colour(decision.colour)
    label = MEANINGS[colour].label
    blocks: list[Block] = [
        {
            "kind": "rating",
            "colour": colour.value,
            "text": f"Stays {label.lower()}" if decision.stays else label,
        }
    ]
    return blocks + (paragraphs(decision.rating.reason) if narrative and decision.rating else [])


def _asked(asked: list[Any]) -> list[Block]:
    rows = [
        [" ".join(one.text.split()), one.owner, plain(one.due_on), " ".join(one.measure.split()) or NOT_SAID]
        for one in asked
    ]
    caption = "What was agreed, who does it, by when, and how we will know"
    head = ["What", "Who", "By when", "How we will know"]
    table = {"kind": "table", "caption": caption, "head": head, "rows": rows}
    return [table] if rows else []


def _room(decision: MeetingDecision, versions: int) -> list[Block]:
    said = [f"Heard by: {'; '.join(decision.present) or 'nobody was written down'}."]
    if decision.left:
        said.append(f"Left for this one, without consent to share: {', '.join(decision.left)}.")
    if decision.missing:
        said.append(f"Decided without {' and without '.join(decision.missing)}.")
    if versions > 1:
        at = timezone.localtime(decision.at)
        said.append(f"Put right at {at:%H:%M}: the decision above stands in place of an earlier one.")
    return [{"kind": "list", "points": said}]


def _not_discussed(parts: list[Part], *, narrative: bool) -> list[Block]:
    rows = []
    for part in parts:
        state = ITEM_LABELS[ItemState(part.item.state)]
        why = f": {part.item.off_why}" if part.item.off_why and narrative else ""
        rows.append([part.item.entry.person.full_name, agenda.in_words(part.item.why), f"{state}{why}"])
    head = ["Person", "Why on the agenda", "What became of it"]
    table = {"kind": "table", "caption": "On the agenda and not discussed", "head": head, "rows": rows}
    return [heading("Not discussed"), table] if rows else []


def _addenda(meeting: Meeting) -> list[Block]:
    blocks: list[Block] = []
    for row in meeting.addenda.select_related("by").order_by("at", "pk"):
        at = timezone.localtime(row.at)
        blocks += [
            heading(f"Added on {plain(at.date())}, {at:%H:%M}, by {row.by.name}", 3),
            *paragraphs(row.text),
        ]
    return [heading("Added after the meeting"), *blocks] if blocks else []


@dataclass(frozen=True)
class ExtractDraft:
    """What one kind of organisation would be given now."""

    content: list[dict[str, Any]]
    people: tuple[UUID, ...]
    left_out: int


def extract_for(meeting: Meeting, kind: consent.ShareKind, *, reader: User, today: date) -> ExtractDraft:
    """What `kind` may be given of a meeting, by the gate of this moment. Nobody else is named in it."""
    discussed = [part for part in parts_of(meeting, reader) if part.decisions]
    gates = gates_for_all([part.item.entry.person for part in discussed], [kind], today)
    came = list(meeting.attendance.filter(kind=kind, here=True).values_list("name", flat=True))
    content = []
    for part in discussed:
        person = part.item.entry.person
        if blocks := extracted(part, kind, gates[person.pk][kind], came):
            deep = depth_of(kind, gates[person.pk][kind])
            content.append(
                {"person": str(person.pk), "name": person.full_name, "depth": deep, "blocks": blocks}
            )
    people = tuple(UUID(str(one["person"])) for one in content)
    return ExtractDraft(content, people, len(discussed) - len(people))


Gates = dict[UUID, dict[consent.ShareKind, consent.Gate]]


def gates_for_all(people: Iterable[Any], kinds: list[consent.ShareKind], today: date) -> Gates:
    """Whether something about each of these people may be shared with each kind now. Two queries."""
    born = {person.pk: person.date_of_birth for person in people}
    share = consent.Purpose.SHARE
    return {
        pk: {kind: ledger.may(share, on=today, to=kind, named=False) for kind in kinds}
        for pk, ledger in ledgers_of(born).items()
    }


def depth_of(kind: consent.ShareKind, gate: consent.Gate) -> Depth:
    """How much goes to a kind of organisation by this answer."""
    return depth(kind, limited=gate.state is consent.State.LIMITED)


def extracted(part: Part, kind: consent.ShareKind, gate: consent.Gate, came: list[str]) -> list[Block]:
    """One person's part for a kind of organisation: nothing without a yes, less when it has limits."""
    if not gate.allowed:
        return []
    decision = part.decisions[-1]
    match depth_of(kind, gate):
        case Depth.WHOLE:
            said = [b for name, label in SAID.items() for b in _said(label, getattr(decision, name))]
            return [*_rating(decision, narrative=True), *said, *_asked(part.asked)]
        case Depth.OUTCOME:
            return [*_rating(decision, narrative=False), *_asked(part.asked)]
        case Depth.OWN_PART:
            return _asked([one for one in part.asked if is_owned_by(one.owner, kind, came)])


def _said(label: str, text: str) -> list[Block]:
    return [heading(label, 3), *paragraphs(text)] if text else []
