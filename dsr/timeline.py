"""Every step of an entry: who, when, what, in sentences.

A source says what its rows tell (`told`: all of them are read in one statement), or answers with `Line`s
itself (`source`). An upper app adds its own, so the register never needs to know what a review is. Rows of
values, not objects: a timeline is long.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from dsr.models import RegisterEntry
from dsr.timeline_rows import TOLD, Happened, Told, rows_of

NARRATIVE, CONTACTS, PLAIN = Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS, Permission.SEE_ENTRY
SENSITIVE = Permission.SEE_SENSITIVE
NEEDED = (PLAIN, NARRATIVE, CONTACTS, SENSITIVE)


class Line(NamedTuple):
    """One step. `has_time` is false where only the day is known: no fake 00:00 is shown.

    `needs` is what its reader must hold to see the line at all, `detail_needs` to read its detail: what
    people wrote is narrative unless the source says otherwise. `unnamed` is the sentence for readers who may
    not be told the people in somebody's life, where it names one. `mark` stands for the word of its kind;
    `corrected` says by whom and when its detail was put right, `correction` how. `written` is when it came
    on record, which may be long after it happened.
    """

    at: datetime
    kind: str
    sentence: str
    who: str
    detail: str = ""
    has_time: bool = True
    needs: Permission = PLAIN
    detail_needs: Permission = NARRATIVE
    unnamed: str = ""
    mark: str = ""
    sensitive: bool = False
    corrected: str = ""
    correction: str = ""
    written: datetime | None = None


class Shown(NamedTuple):
    """Some days of a timeline, whole, newest first, and how many older lines there are."""

    lines: list[Line]
    older: int


Source = Callable[[RegisterEntry], Iterable[Line]]
SOURCES: list[Source] = []
Lets = Callable[[Permission], bool]


def source(lines: Source) -> Source:
    """Add a source that reads for itself: at least one statement more on every page of an entry."""
    SOURCES.append(lines)
    return lines


def told(
    rows: Callable[[], QuerySet],
    *,
    kind: str,
    when: Happened,
    who: Any = "",
    detail: Any = "",
    values: tuple[Any, ...] = (),
    needs: Permission = PLAIN,
    detail_needs: Permission = NARRATIVE,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a source of rows, read in one statement with the others; the function says a row's sentence.

    It is handed the `values` as text, or None, and answers with the sentence, or with a dict of a Line's
    parts. `who` is the way to an account's id. `rows` is about the marks ENTRY, PERSON and READER
    (dsr/timeline_rows.py) and is asked once.
    """

    def add(says: Callable[..., Any]) -> Callable[..., Any]:
        count = len(values)

        def line(row: tuple[Any, ...]) -> Line:
            _, at, has_time, written, who, detail, *others = row
            parts = says(*others[:count])
            plain = {"sentence": parts} if isinstance(parts, str) else parts
            given = {
                "detail": detail or "",
                "who": who or "",
                "needs": needs,
                "detail_needs": detail_needs,
            } | plain
            return Line(at, kind, has_time=has_time, written=written, **given)

        TOLD.append(Told(line, rows, kind, when, who, detail, values, needs))
        return says

    return add


def midnight(day: date) -> datetime:
    """The start of a day in local time, for lines of which only the day is known."""
    return timezone.make_aware(datetime.combine(day, time.min))


def moment(at: datetime, day: date) -> tuple[datetime, bool]:
    """When something happened: its time if it was written down that day, else only the day."""
    return (at, True) if timezone.localdate(at) == day else (midnight(day), False)


def everybody(_: Permission) -> bool:
    """A reader who may read all."""
    return True


def timeline(entry: RegisterEntry) -> list[Line]:
    """All lines of an entry, newest first."""
    return shown(entry, lets=everybody).lines


def shown(
    entry: RegisterEntry,
    *,
    lets: Lets,
    reader: int = 0,
    kinds: Collection[str] = (),
    before: date | None = None,
    most: int | None = None,
) -> Shown:
    """What a reader may read of an entry's lines, newest first: whole days, at least `most` lines, or all.

    Only some `kinds`, where any are named, and only days `before` one. Lines of one moment stay in the
    order of the sources.
    """
    until = midnight(before) if before else None
    wanted = [n for n, told in enumerate(TOLD) if (not kinds or told.kind in kinds) and lets(told.needs)]
    rows = rows_of(
        wanted, entry=entry.pk, person=entry.person_id, reader=reader, sees=lets(SENSITIVE), before=until,
        most=most,
    )  # fmt: skip
    lines = [TOLD[row[0]].line(row) for row in rows]
    older = rows[0][-1] if rows else 0
    more = [
        line
        for lines_of in SOURCES
        for line in lines_of(entry)
        if (not kinds or line.kind in kinds) and (until is None or line.at < until)
    ]
    if more:
        lines, older = _merged(lines, more, older)
    lines, cut = _whole_days(lines, most)
    return Shown(for_reader(lines, lets), older + cut)


def _merged(lines: list[Line], more: list[Line], older: int) -> tuple[list[Line], int]:
    """Both, newest first; of those that were read apart, none is older than what was asked for."""
    since = midnight(timezone.localdate(lines[-1].at)) if lines and older else None
    kept = [line for line in more if since is None or line.at >= since]
    found = sorted([*lines[::-1], *kept], key=lambda line: line.at)
    return found[::-1], older + len(more) - len(kept)


def _whole_days(lines: list[Line], most: int | None) -> tuple[list[Line], int]:
    """At least `most` lines and the rest of the day the last of them is of; and how many were left out."""
    if most is None or len(lines) <= most:
        return lines, 0
    since = midnight(timezone.localdate(lines[most - 1].at))
    kept = next((n for n, line in enumerate(lines) if line.at < since), len(lines))
    return lines[:kept], len(lines) - kept


def for_reader(lines: list[Line], lets: Lets) -> list[Line]:
    """The lines that somebody may read, each with no more of its detail than is theirs to read."""
    held = {needed: lets(needed) for needed in NEEDED}
    if all(held.values()):
        return lines
    shown = (line for line in lines if held[line.needs])
    if not held[CONTACTS]:
        shown = (line._replace(sentence=line.unnamed) if line.unnamed else line for line in shown)
    return [line if held[line.detail_needs] else line._replace(detail="", correction="") for line in shown]


def by_day(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    """Days newest first; within a day the oldest line first, as a day is read."""
    zone = timezone.get_current_timezone()  # asked once: a timeline is long
    days = groupby(lines, key=lambda line: line.at.astimezone(zone).date())
    return [(day, list(found)[::-1]) for day, found in days]
