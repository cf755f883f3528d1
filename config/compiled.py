"""Querysets that become SQL once in the life of a process, and a plan once in the life of a connection.

More than half of a page's time went into making and planning the same SQL again (docs/decisions/0024). What
is asked here is built and compiled when it is new; after that its statement is sent with other values, as a
prepared one. The rows are those that the queryset would have made. After a rollback the library forgets a
connection's plans; they are made again when they are asked for.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from threading import Lock
from typing import Any
from uuid import UUID

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, QuerySet, Value, prefetch_related_objects
from django.utils import timezone
from psycopg.sql import Literal

MOST = 1000  # statements kept; the one that was longest not asked for gives way
PREPARED = 500  # statements that a connection keeps a plan of; the library's own measure is 100
Marks = Mapping[Any, Any]
MARKED = datetime(8888, 1, 1, tzinfo=UTC)
FIRST_ID, FIRST_NUMBER = 0x0E000000_0000_4000_8000_000000000000, 4_611_686_018_427_387_000
# Where a value will stand: an id, a number, a text, a moment that nothing has.
MARK: dict[type, Callable[[int], Any]] = {
    UUID: lambda place: UUID(int=FIRST_ID + place),
    int: lambda place: FIRST_NUMBER + place,
    str: lambda place: f"\ue000 value {place} \ue000",
    datetime: lambda place: MARKED + timedelta(seconds=place),
}


class NotTheSameTomorrow(ValueError):
    """A moment stands in the statement: what was built for one page would be wrong for the next."""


class Prepared(psycopg.Cursor[Any]):
    """A cursor whose statements PostgreSQL plans once for a connection."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> "Prepared":
        return super().execute(query, params, prepare=True)

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        """Keeps what is sent: of a prepared one the library forgets it, and Django lists it."""
        self._query = super()._convert_query(query, params)
        return self._query


def send(sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The rows of a statement that is sent again and again; counted and wrapped as any of Django's."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.connection.prepared_max = PREPARED
    with connection._prepare_cursor(Prepared(connection.connection)) as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class Compiled:
    """One queryset as SQL, with all that Django needs to make rows of what it finds."""

    def __init__(self, rows: QuerySet, marks: Collection[Any], needed: Collection[Any] = ()) -> None:
        """Compile it; each of the `needed` marks must stand in it.

        Raises NotTheSameTomorrow when it compares with a moment that is none of the marks, and ValueError for
        whatever else would be right once and wrong ever after.
        """
        self.rows, self.lookups = rows, rows._prefetch_related_lookups
        _refuse_marks_in(self.lookups, marks)
        self.compiler: Any = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            self.sql, self.params = written_out(*self.compiler.as_sql(), marks)
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        if not set(needed) <= set(_flat(self.params)):
            raise ValueError("A value makes no difference to this statement, or one for good.")
        if self.compiler.has_extra_select:
            raise ValueError("It orders by what it does not select: this cannot be compiled once.")
        columns = [column for column, _, _ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)

    def fetch(self, marks: Marks) -> list[Any]:
        """Its rows, with the values of `marks` in place of the marks."""
        if not self.sql:
            return []
        found: Any = send(self.sql, tuple(told(value, marks) for value in self.params))
        if self.converters:
            found = map(tuple, self.compiler.apply_converters(found, self.converters))
        # What Django makes rows of: its own iterable, handed a compiler that has asked already.
        query = Asked(self.rows.query, Answered(self.compiler, found))
        again = type(self.rows)(self.rows.model, query, DEFAULT_DB_ALIAS)
        made = list(self.rows._iterable_class(again))
        if self.lookups:
            prefetch_related_objects(made, *map(_own, self.lookups))
        return made


def _refuse_marks_in(lookups: Iterable[Any], marks: Collection[Any]) -> None:
    """What is read afterwards is asked as it is: nobody would put a value where a mark stands."""
    for lookup in lookups:
        rows = getattr(lookup, "queryset", None)
        with suppress(EmptyResultSet):
            if rows is not None and written_out(*rows.query.sql_with_params(), marks)[1]:
                raise ValueError("A mark stands in what is read afterwards: this cannot be compiled once.")


def _own(lookup: Any) -> Any:
    """A look-up of this page's own: Django writes into it whom it read for."""
    if getattr(lookup, "queryset", None) is None:
        return lookup
    own = copy(lookup)
    own.queryset = lookup.queryset._chain()
    return own


def _flat(params: Iterable[Any]) -> Iterator[Any]:
    for value in params:
        yield from _flat(value) if isinstance(value, list) else (value,)


class Answered:
    """A compiler as an iterable of rows sees it, which was asked already. Threads share what is kept."""

    def __init__(self, compiler: Any, rows: Iterable[tuple[Any, ...]]) -> None:
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map, self.rows = compiler.annotation_col_map, rows

    def execute_sql(self, *_: Any, **__: Any) -> Iterable[tuple[Any, ...]]:
        return self.rows

    def results_iter(self, *_: Any, **__: Any) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)


class Asked:
    """A query that hands out that compiler, and is itself in all else."""

    def __init__(self, query: Any, compiler: Answered) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> Answered:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


_kept: OrderedDict[Hashable, Compiled] = OrderedDict()
_lock = Lock()


def fetched(
    key: Hashable, build: Callable[[], QuerySet], marks: Marks, needed: Collection[Any] = ()
) -> list[Any]:
    """The rows of the queryset that `build` makes; `key` names everything in it that is not a mark.

    The day need not be in it: rules speak of today, so what is kept is kept for the day. `needed` are the
    marks that must stand in the statement. Raises as `Compiled` does.
    """
    key = (timezone.localdate(), key)
    known = _known(key)
    return (known or _keep(key, Compiled(build(), marks, needed))).fetch(marks)


def compiled(build: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Make a function that builds a queryset one that returns its rows.

    What is given by its place are values of the statement: ids, numbers, texts, moments, tuples, or None.
    What is given by name decides how the statement is built, and must be hashable.
    """

    @wraps(build)
    def rows(*values: Any, **how: Any) -> list[Any]:
        marks: dict[Any, Any] = {}
        marked = tuple(_marked(value, marks) for value in values)
        key = (build, _shape(values), tuple(sorted(how.items())))
        return fetched(key, lambda: build(*marked, **how), marks, marks)

    return rows


def first_of(rows: list[Any]) -> Any:
    """The first row, or None."""
    return rows[0] if rows else None


def all_counted(rows: QuerySet, counted: Mapping[str, Any]) -> QuerySet:
    """One row: how many of `rows` there are of each kind. No row when it is plain that there are none."""
    each = {name: Count("pk", filter=which or None) for name, which in counted.items()}
    return rows.order_by().values(together=Value(1)).annotate(**each).values(*each)


def _marked(value: Any, marks: dict[Any, Any]) -> Any:
    """The mark that stands for a value, which is written down; None stays what it is."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(_marked(one, marks) for one in value)
    mark = MARK[type(value)](len(marks))
    marks[mark] = value
    return mark


def _shape(value: Any) -> Hashable:
    return tuple(map(_shape, value)) if isinstance(value, tuple) else type(value)


def told(mark: Any, marks: Marks) -> Any:
    """What stands for a mark: a number as the kind of number that Django made of the mark."""
    if isinstance(mark, list):
        return [told(one, marks) if is_mark(one, marks) else one for one in mark]
    value = marks[mark]
    return type(mark)(value) if isinstance(mark, int) else value


def is_mark(value: Any, marks: Collection[Any]) -> bool:
    """Whether something in a statement stands for a value that comes later, or holds something that does."""
    if isinstance(value, list):
        return any(is_mark(one, marks) for one in value)
    return isinstance(value, int | str | UUID | datetime) and value in marks


def _worked_out(value: Any) -> bool:
    """Whether something looks like what was made of a mark. An id may come from an address, and is let be."""
    if isinstance(value, list):
        return any(map(_worked_out, value))
    if isinstance(value, date):
        return value.year == MARKED.year
    if isinstance(value, int):
        return value >= FIRST_NUMBER
    return any(hidden in str(value) for hidden in ("\ue000", "\\ue000"))


def written_out(sql: str, params: Sequence[Any], marks: Collection[Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement with all that is none of `marks` written into it, and those that are, in their order.

    PostgreSQL then plans it for these very words, with the indexes that only they allow. Raises
    NotTheSameTomorrow for a moment, and ValueError for a mark that is only a part of a value.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    kept, rest = [], iter(params)

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(rest)
        if is_mark(value, marks):
            kept.append(value)
            return "%s"
        if any(isinstance(one, datetime) for one in _flat([value])):
            raise NotTheSameTomorrow(sql)
        text = Literal(value).as_string(connection.connection)
        if _worked_out(value) or any(str(mark) in text for mark in marks):
            raise ValueError("A mark is part of a value here: this statement cannot be compiled once.")
        return text.replace("%", "%%")

    return re.sub("%[%s]", written, sql), tuple(kept)


def forget() -> None:
    """Keep nothing: whoever changes how a queryset is built, as tests do, must say so."""
    with _lock:
        _kept.clear()


def _known(key: Hashable) -> Compiled | None:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _keep(key: Hashable, found: Compiled) -> Compiled:
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
