"""What notes tell on a timeline: their kind, the contact, and what was put right."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Func, Q, QuerySet, TextField, Value, When
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
# Whether any note is sensitive of those that put this one right, one after the other.
LATER = """EXISTS (
    WITH RECURSIVE later AS (
        SELECT c.id, c.sensitive FROM dsr_note c WHERE c.corrects_id = %(expressions)s
        UNION ALL
        SELECT c.id, c.sensitive FROM dsr_note c JOIN later ON c.corrects_id = later.id
    )
    SELECT FROM later WHERE sensitive)"""
SAID_LATER = Case(
    When(correction=None, then=Value(False)),  # most notes are right
    default=Func(F("pk"), template=LATER, output_field=BooleanField()),
    output_field=BooleanField(),
)


def readable(rows: QuerySet, *, reader: int, sees: Any) -> QuerySet:
    """The notes of `rows` that a reader of narrative may read: each `hidden` or not, with `correction_words`.

    Hidden is what is sensitive, and what was put right by a sensitive note, however many notes later. It
    is for who `sees` sensitive notes (a truth, or a condition in SQL) and for who wrote it. The words of a
    correction follow the same rule, as the correction stands: they are empty for whoever may not read it.
    """
    rows = rows.annotate(later_hidden=SAID_LATER)
    rows = rows.annotate(
        hidden=Case(
            When(Q(sensitive=True), then=Value(True)), default=F("later_hidden"), output_field=BooleanField()
        )
    )
    if sees is True:
        return rows.annotate(correction_words=F("correction__text"))
    sees = Q() if sees is False else Q(sees)
    theirs = Q(later_hidden=False) | Q(correction__by=reader) | sees
    rows = rows.annotate(
        correction_words=Case(
            When(theirs, then=F("correction__text")), default=Value(""), output_field=TextField()
        )
    )
    return rows.filter(Q(hidden=False) | Q(by=reader) | sees)


NOT_SHOWN = "What it says is sensitive, and not shown to you."


def _day_of(at: str) -> TruncDate:
    return TruncDate(at, tzinfo=get_default_timezone())


@told(
    lambda: readable(Note.objects.filter(entry=ENTRY), reader=READER, sees=Exact(Value(SEES), 1)),
    kind="note", when=WHEN, who="by_id", detail="text", needs=NARRATIVE,
    values=(
        "kind", "with_whom", "how", "reached", "hidden", "correction_words", "correction__by__name",
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
        "correction": correction or (NOT_SHOWN if corrected_on else ""),
    }


def _plain(text: str) -> str:
    return plain(date.fromisoformat(text))
