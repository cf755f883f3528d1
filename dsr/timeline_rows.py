"""Reads the rows that a timeline tells of: every source in one statement, which only reads.

A source is a queryset and a sentence. Each queryset becomes SQL once in the life of a process, with marks
where the entry, the person and the reader go: twenty sources then cost one statement, and none of the ORM's
work for each page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateTimeField,
    F,
    Func,
    IntegerField,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate
from django.utils.timezone import get_default_timezone

from accounts.models import User
from accounts.permissions import Permission
from config.compiled import send, told, written_out

# Marks in a source's queryset: whose timeline it is, and who reads it.
ENTRY = UUID("0e000000-0000-4000-8000-00000000e117")
PERSON = UUID("0e000000-0000-4000-8000-000000009e15")
READER = 4_611_686_018_427_387_001
SEES = 4_611_686_018_427_387_002  # 1 for a reader of sensitive notes, else 0
MOST_VALUES = 9  # of one source, beside when, who and the detail


class Happened(NamedTuple):
    """When a line happened: the moment, whether its time is known, and when it was written down."""

    at: Any
    has_time: Any
    written: Any


def at_start_of(day: Any) -> Func:
    """The start of a day in local time, in SQL."""
    local = Func(day, template="(%(expressions)s)::timestamp")
    return Func(Value(settings.TIME_ZONE), local, function="timezone", output_field=DateTimeField())


def at_moment(at: str) -> Happened:
    """At the moment at which it was written down."""
    return Happened(F(at), Value(True), F(at))


def on_day(day: str, *, written: Any = None) -> Happened:
    """Of which only the day is known; `written` is when it was put on record, where that is known."""
    return Happened(at_start_of(F(day)), Value(False), written or at_start_of(F(day)))


def at_or_on(at: str, day: str) -> Happened:
    """At its time if it was written down on the day it happened, else only on that day."""
    same = When(**{day: TruncDate(at, tzinfo=get_default_timezone())}, then=F(at))
    has_time = When(**{day: TruncDate(at, tzinfo=get_default_timezone())}, then=Value(True))
    moment = Case(same, default=at_start_of(F(day)), output_field=DateTimeField())
    return Happened(moment, Case(has_time, default=Value(False)), F(at))


@dataclass(frozen=True)
class Told:
    """One source: its rows, what makes a line of one, and what its reader must hold.

    `who` is the way to the account that wrote it down: names are looked up once for all sources.
    """

    line: Callable[..., Any]
    rows: Callable[[], QuerySet]
    kind: str
    when: Happened
    who: Any
    detail: Any
    values: tuple[Any, ...]
    needs: Permission


TOLD: list[Told] = []
SELECTS: dict[int, tuple[str, tuple[Any, ...]]] = {}  # of each source, by its place


def _text(what: Any) -> Any:
    if isinstance(what, str):
        what = F(what) if what else Value("")
    return Cast(what, TextField())


def _select(place: int) -> tuple[str, tuple[Any, ...]]:
    """The rows of one source as SQL, each column of the same type as those of the others."""
    if place not in SELECTS:
        told = TOLD[place]
        texts = (told.detail, *told.values, *[""] * (MOST_VALUES - len(told.values)))
        who = Cast(told.who or Value(None), BigIntegerField())
        columns = (Value(place, IntegerField()), told.when.at, Cast(told.when.has_time, BooleanField()))
        columns += (told.when.written, who, *map(_text, texts))
        named = {f"line_{number:02}": column for number, column in enumerate(columns)}
        rows = told.rows().annotate(**named).values_list(*named)
        sql, params = rows.query.sql_with_params()
        # By name: a queryset that looks back (a window) may bring columns of its own.
        sql, params = written_out(sql, params, {ENTRY, PERSON, READER, SEES})
        SELECTS[place] = f"SELECT {', '.join(named)} FROM ({sql}) AS source_{place}", params  # noqa: S608
    return SELECTS[place]


VALUES = ", ".join(f"v{n}" for n in range(MOST_VALUES))
# As many of the newest as are asked for, and the rest of the day they end in: a day is never cut.
STATEMENT = f"""
WITH told (place, at, has_time, written, by_id, detail, {VALUES}) AS MATERIALIZED ({{selects}}),
lines AS (SELECT * FROM told WHERE %s::timestamptz IS NULL OR at < %s),
newest AS (
    SELECT min(timezone(%s, date_trunc('day', timezone(%s, at)))) AS since
    FROM (SELECT at FROM lines ORDER BY at DESC LIMIT %s) AS shown
),
older AS (SELECT count(*) AS count FROM lines, newest WHERE at < since)
SELECT place, at, has_time, written, account.name, detail, {VALUES}, older.count
FROM newest CROSS JOIN older JOIN lines ON at >= since
    LEFT JOIN {User._meta.db_table} AS account ON account.id = by_id
ORDER BY at DESC, place DESC, written DESC
"""  # noqa: S608  its parts are the ORM's; every value is a parameter


def rows_of(
    places: Iterable[int],
    *,
    entry: UUID,
    person: UUID,
    reader: int,
    sees: bool,
    before: datetime | None = None,
    most: int | None = None,
) -> list[tuple[Any, ...]]:
    """The rows of some sources, newest first: `most` of them and what else is of the same day, or all.

    `reader` is who reads, and `sees` whether they may read sensitive notes of others. Only what happened
    `before` a moment, if it is given. The last column of each row is how many older
    ones there are.
    """
    found = [_select(place) for place in places]
    if not found:
        return []
    marks = {ENTRY: entry, PERSON: person, READER: reader, SEES: int(sees)}
    params = [told(mark, marks) for _, own in found for mark in own]
    sql = STATEMENT.replace("{selects}", " UNION ALL ".join(f"({sql})" for sql, _ in found))
    zone = settings.TIME_ZONE
    return send(sql, (*params, before, before, zone, zone, most))
