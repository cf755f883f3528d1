"""The register as a list: in one of a few orders, paged by key, drawn row by row.

A list row is not a whole entry: values only, and one further query for the next deadline of those
shown. It costs the same at a thousand people and at a hundred thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Subquery, Value

from accounts.models import User
from accounts.permissions import Permission
from accounts.stand_in import rows_for
from config.compiled import compiled
from dsr import ratings
from dsr.handing_on import OPEN
from dsr.models import Deadline, HospitalStay, Leave, Rating, RegisterEntry, Transfer
from dsr.models.entries import EntryQuerySet
from dsr.register_filters import Filters, consent_owed
from dsr.register_sorts import SORTS, Sort

__all__ = ["SORTS", "Filters", "RegisterPage", "Row", "Step", "next_steps", "page", "totals"]
SIZE, PRINTED = 25, 500  # people on a page, and on paper: for more, filters make several lists
EMPTY = Value(None, output_field=CharField())


class Row(NamedTuple):
    """One line of the register. What no column asks for is None."""

    id: UUID
    person_id: UUID
    colour: str | None
    coloured_since: date | None
    given_name: str
    family_name: str
    preferred_name: str
    nhs_number: str | None
    born: date
    keyworker: str | None
    area: str
    adjustments: list[str]
    restricted: bool
    looked_after: str
    decided_by: str | None
    place: str | None
    setting: str | None
    law: str | None
    added_on: date | None
    lead: str | None
    on_leave: bool | None
    offered: bool | None
    consent: str | None  # the clock of consent that says something must be done


class Step(NamedTuple):
    """The earliest open deadline of an entry, and what says why it is due."""

    key: str
    due: date
    started: date
    count: int
    own: bool
    paused: str  # the code of why it cannot be done now


FIELDS = (
    "id", "person_id", "colour", "coloured_since", "person__given_name", "person__family_name",
    "person__preferred_name", "person__nhs_number", "person__date_of_birth", "keyworker__name", "area__name",
    "person__adjustments", "person__restricted", "person__looked_after",
)  # fmt: skip
DECIDED_BY = Subquery(
    Rating.objects.filter(entry=OuterRef("pk"), number=OuterRef("rating_number")).values("decided_by")[:1]
)
LAW_NOW = Subquery(
    HospitalStay.objects.filter(entry=OuterRef("pk"), discharged_on=None).values("legal_status")[:1]
)
ON_LEAVE = Exists(Leave.objects.filter(stay__entry=OuterRef("pk"), back_on=None))
OFFERED = Exists(Transfer.objects.filter(entry=OuterRef("pk"), state__in=OPEN))


def _consent_now(today: date) -> Subquery:
    """Which clock of consent asks somebody to act; that it was taken back before that it is old."""
    owed = consent_owed(today).filter(entry=OuterRef("pk"))
    return Subquery(owed.order_by("-key").values("key")[:1])


def _on_demand(today: date) -> list[tuple[str, Any]]:
    """Which column needs it, and what a row of the database is asked for when that column shows it."""
    return [
        ("rating", DECIDED_BY),
        ("place", F("place__name")),
        ("setting", F("person__setting")),
        ("law", LAW_NOW),
        ("added", F("added_on")),
        ("lead", F("lead_professional__name")),
        ("flags", ON_LEAVE),
        ("flags", OFFERED),
        ("flags", _consent_now(today)),
    ]


@dataclass(frozen=True)
class RegisterPage:
    """The rows of one page, what is next for each, and where the next page begins."""

    rows: list[Row]
    next_steps: dict[UUID, Step]
    after: str = field(default="")


def page(
    filters: Filters,
    *,
    after: str,
    today: date,
    reader: User,
    sort: Sort = SORTS["urgent"],
    columns: Iterable[str] = ("rating", "next"),
    size: int | None = None,
) -> RegisterPage:
    """One page of the active entries that `reader` may see, as `sort` has them; `size` people, else 25."""
    size, columns = size or SIZE, frozenset(columns)
    how = (filters, sort, today, columns, size)
    if after:  # the key of a page may stand for a name, which is looked up
        found = list(_rows(reader, *how, after=after))
    else:
        marked, values = filters.marked()  # a reference is one of many: it is told, and not written out
        key = ("register", marked, sort.label, today, columns, size)
        found = rows_for(reader, key, lambda other: _rows(other, marked, *how[1:]), values)
    shown = [Row(*values[: len(Row._fields)]) for values in found[:size]]
    more = sort.key(found[size - 1][len(Row._fields) :], shown[-1].id) if len(found) > size else ""
    steps = next_steps([row.id for row in shown]) if "next" in columns else {}
    return RegisterPage(shown, steps, more)


def _rows(
    reader: User,
    filters: Filters,
    sort: Sort,
    today: date,
    columns: frozenset[str],
    size: int,
    after: str = "",
) -> QuerySet:
    """The people of a page, and one more if there are more."""
    entries = visible(reader)
    rows = filters.narrow(entries.active(), today=today, reader=reader)
    rows = sort.ordered(sort.after(rows, after, entries) if after else rows)
    asked = [value if name in columns else EMPTY for name, value in _on_demand(today)]
    return rows.values_list(*FIELDS, *asked, *sort.fields())[: size + 1]


def visible(reader: User) -> EntryQuerySet:
    """The entries whose place on the register `reader` sees."""
    return RegisterEntry.objects.visible_to(reader, Permission.SEE_REGISTER)


def next_steps(entry_ids: Iterable[UUID]) -> dict[UUID, Step]:
    """The earliest open deadline of each entry."""
    ids = tuple(entry_ids)
    # One statement for every page, full or not; a long list has one of its own.
    found = _first_open(ids + ids[-1:] * (SIZE - len(ids))) if 0 < len(ids) <= SIZE else _steps_of(ids)
    return {entry: Step(*step) for entry, *step in found}


@compiled
def _first_open(entry_ids: tuple[UUID, ...]) -> QuerySet:
    return _steps_of(entry_ids)


def _steps_of(entry_ids: tuple[UUID, ...]) -> QuerySet:
    rows = Deadline.objects.open().filter(entry_id__in=entry_ids)
    first = rows.order_by("entry_id", "due_on", "key").distinct("entry_id")
    return first.values_list("entry_id", "key", "due_on", "started_on", "count", "own_number", "paused")


def totals(entries: QuerySet) -> dict[str | None, int]:
    """How many active entries there are of each colour; None is "not yet rated"."""
    return dict(_counted(entries))


def _counted(entries: QuerySet) -> QuerySet:
    return entries.active().order_by().values_list("colour").annotate(Count("pk"))


def visible_totals(entries: QuerySet) -> list[tuple[str | None, int]]:
    """The totals in the order people read them: the loudest first, all of them even when none."""
    return _in_order(totals(entries))


def totals_for(reader: User) -> list[tuple[str | None, int]]:
    """The same of those whose place on the register `reader` sees."""
    return _in_order(dict(rows_for(reader, "totals", lambda other: _counted(visible(other)))))


def _in_order(found: dict[str | None, int]) -> list[tuple[str | None, int]]:
    return [(None, found.get(None, 0)), *((c.value, found.get(c.value, 0)) for c in ratings.URGENT_FIRST)]
