"""What notes tell on a timeline: their kind, the contact, and what was put right."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import Exact
from django.utils.timezone import get_default_timezone

from dsr.days import plain
from dsr.models import Note
from dsr.notes import KINDS, Kind, contact_words
from dsr.timeline import NARRATIVE, told
from dsr.timeline_rows import ENTRY, READER, SEES, Happened, at_start_of

WHEN = Happened(
    Coalesce("happened_at", at_start_of(F("happened_on")), "at"),
    Case(When(happened_on=None, then=Value(True)), default=Value(False)),
    F("at"),
)
# A note that was put right by a sensitive one is as sensitive itself.
IS_SENSITIVE = Case(
    When(Q(sensitive=True) | Q(correction__sensitive=True), then=Value(True)),
    default=Value(False),
    output_field=BooleanField(),
)


def readable(rows: QuerySet, *, reader: int, sees: Any) -> QuerySet:
    """The notes of `rows` that a reader of narrative may read, each with whether it is `hidden`: sensitive.

    Those are for who `sees` sensitive notes (a truth, or a condition in SQL) and for who wrote them.
    """
    shown = Q(hidden=False) | Q(by=reader)
    rows = rows.annotate(hidden=IS_SENSITIVE)
    if isinstance(sees, bool):
        return rows if sees else rows.filter(shown)
    return rows.filter(shown | Q(sees))


def _day_of(at: str) -> TruncDate:
    return TruncDate(at, tzinfo=get_default_timezone())


@told(
    lambda: readable(Note.objects.filter(entry=ENTRY), reader=READER, sees=Exact(Value(SEES), 1)),
    kind="note", when=WHEN, who="by_id", detail="text", needs=NARRATIVE,
    values=(
        "kind", "with_whom", "how", "reached", "hidden", "correction__text", "correction__by__name",
        _day_of("correction__at"), _day_of("corrects__at"),
    ),
)  # fmt: skip
def _note(
    kind: str,
    whom: str,
    how: str,
    reached: str | None,
    hidden: str,
    correction: str | None,
    corrected_by: str | None,
    corrected_on: str | None,
    first_on: str | None,
) -> dict[str, Any]:
    said = contact_words(whom, how, None if reached is None else reached == "true") if whom else ""
    if first_on:
        puts_right = f"puts right the note of {_plain(first_on)}"
        said = f"{said}; {puts_right}" if said else puts_right
    return {
        "sentence": said[:1].upper() + said[1:],
        "mark": KINDS[Kind(kind)].label,
        "sensitive": hidden == "true",
        "corrected": f"Corrected by {corrected_by}, {_plain(corrected_on)}" if corrected_on else "",
        "correction": correction or "",
    }


def _plain(text: str) -> str:
    return plain(date.fromisoformat(text))
