"""The pack of somebody whose place is offered to another area: what was chosen, and nothing else."""

from dataclasses import dataclass, field

from django.utils import timezone

from dsr.days import plain
from dsr.handing_on import Part
from dsr.law import SECTION_LABELS, Section
from dsr.models import HospitalStay, Note, Rating, Recommendation, Transfer
from dsr.notes import LONGEST
from dsr.ratings import MEANINGS, Colour
from dsr.statuses import OPEN_STEPS


@dataclass(frozen=True)
class Pack:
    """What goes along; a part that was not chosen is None or empty."""

    rating: Rating | None = None
    colour: str | None = None
    recommendations: list[Recommendation] = field(default_factory=list)
    stays: list[HospitalStay] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def pack_of(transfer: Transfer) -> Pack:
    """Read the pack as it stands today: four queries at most."""
    entry, parts = transfer.entry, transfer.parts
    recommendations = entry.recommendations.filter(step__in=OPEN_STEPS).order_by("due_on", "position")
    notes = entry.notes.filter(pk__in=transfer.notes).select_related("by", "entry__area").order_by("at")
    with_rating = Part.RATING in parts
    return Pack(
        rating=entry.ratings.order_by("-number").first() if with_rating else None,
        colour=entry.colour if with_rating else None,
        recommendations=list(recommendations) if Part.RECOMMENDATIONS in parts else [],
        stays=list(entry.stays.order_by("-admitted_on")) if Part.STAYS in parts else [],
        notes=list(notes) if transfer.notes else [],
    )


def as_note(transfer: Transfer) -> str:
    """The pack in plain words, without the notes: what stands on the new entry once the pack is shut."""
    pack, area = pack_of(transfer), transfer.entry.area
    lines = [f"Handed over from {area.name}. {transfer.why}"]
    if pack.rating:
        label = MEANINGS[Colour(pack.rating.colour)].label
        lines.append(f"Rated {label.lower()} there on {plain(pack.rating.decided_on)}: {pack.rating.reason}")
    lines += [
        f"{stay.hospital}, {law(stay.legal_status)}: {plain(stay.admitted_on)} to "
        f"{plain(stay.discharged_on) if stay.discharged_on else 'now'}."
        for stay in pack.stays
    ]
    return "\n".join(lines)


def note_as_text(note: Note) -> str:
    """A note that was chosen, with who wrote it, where and when."""
    day = plain(timezone.localdate(note.at))
    return f"{note.by.name} of {note.entry.area.name}, {day}: {note.text}"


def in_pieces(text: str, most: int = LONGEST) -> list[str]:
    """A text in as many notes as it takes, parted between lines where that can be."""
    found = []
    while len(text) > most:
        end = text.rfind("\n", 1, most + 1)
        end = most if end < 0 else end
        found.append(text[:end].rstrip())
        text = text[end:].lstrip("\n")
    return [piece for piece in [*found, text] if piece.strip()]


def law(status: str) -> str:
    """A legal status in words, whether it is a code of the list or was typed."""
    return SECTION_LABELS[Section(status)] if status in set(Section) else status
