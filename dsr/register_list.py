"""The register as a list: most urgent first, paged by key, drawn row by row.

A list row is not a whole entry: values only, and one further query for the next deadline of those
shown. It costs the same at a thousand people and at a hundred thousand.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dsr import days, ratings
from dsr.models import Deadline

SIZE = 25
FIRST_DAY = date(1, 1, 1)


class Row(NamedTuple):
    """One line of the register."""

    id: UUID
    person_id: UUID
    urgency: int
    rated_on: date | None
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


FIELDS = (
    "id", "person_id", "urgency", "rated_on", "colour", "coloured_since", "person__given_name",
    "person__family_name", "person__preferred_name", "person__nhs_number", "person__date_of_birth",
    "keyworker__name", "area__name", "person__adjustments", "person__restricted",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; every value is one of a few, so nothing personal is in an address."""

    colours: tuple[str, ...] = ()
    under_18: bool = False
    late: bool = False
    unowned: bool = False

    @classmethod
    def read(cls, query: Any) -> "Filters":
        """From an address's query; what makes no sense is left out."""
        known = {*(c.value for c in ratings.Colour), "none"}
        colours = tuple(dict.fromkeys(c for c in query.getlist("colour") if c in known))
        return cls(colours, *(query.get(name) == "1" for name in ("under_18", "late", "unowned")))

    def narrow(self, rows: QuerySet, today: date) -> QuerySet:
        """The rows that fit."""
        if self.colours:
            wanted = Q(colour__in=[c for c in self.colours if c != "none"])
            rows = rows.filter(wanted | Q(colour=None) if "none" in self.colours else wanted)
        if self.under_18:
            rows = rows.filter(person__date_of_birth__gt=days.add_months(today, -18 * 12))
        if self.late:
            rows = rows.filter(Exists(Deadline.objects.late(today).filter(entry=OuterRef("pk"))))
        if self.unowned:
            rows = rows.filter(keyworker=None)
        return rows

    def chips(self) -> list[tuple[str, str, str]]:
        """What is chosen, in words, each with its name and value, so that it can be taken away."""
        labels = {c.value: ratings.MEANINGS[c].label for c in ratings.Colour} | {"none": "Not yet rated"}
        found = [("colour", colour, labels[colour]) for colour in self.colours]
        words = {"under_18": "Under 18", "late": "Something is late", "unowned": "No keyworker"}
        return found + [(name, "1", label) for name, label in words.items() if getattr(self, name)]


@dataclass(frozen=True)
class RegisterPage:
    """The rows of one page, what is next for each, and where the next page begins."""

    rows: list[Row]
    next_steps: dict[UUID, tuple[str, date]]
    after: str


def page(entries: QuerySet, filters: Filters, *, after: str, today: date) -> RegisterPage:
    """One page of the active entries in `entries`, most urgent first, then the longest not looked at."""
    rows = filters.narrow(entries.active(), today)
    rows = _after(rows, after).order_by("urgency", "rated_on", "id").values_list(*FIELDS)
    found = [Row(*values) for values in rows[: SIZE + 1]]
    shown = found[:SIZE]
    more = _key(shown[-1]) if len(found) > SIZE else ""
    return RegisterPage(shown, next_steps([row.id for row in shown]), more)


def _key(row: Row) -> str:
    return f"{row.urgency}.{row.rated_on or FIRST_DAY}.{row.id}"


def _after(rows: QuerySet, key: str) -> QuerySet:
    try:
        urgency, rated_on, pk = key.split(".")
        place, day, last = int(urgency), date.fromisoformat(rated_on), UUID(pk)
    except ValueError:
        return rows
    same = Q(urgency=place)
    if day == FIRST_DAY:
        return rows.filter(Q(urgency__gt=place) | same & Q(rated_on=None, id__gt=last))
    later = Q(rated_on__gt=day) | Q(rated_on=day, id__gt=last)
    return rows.filter(Q(urgency__gt=place) | same & later)


def next_steps(entry_ids: list[UUID]) -> dict[UUID, tuple[str, date]]:
    """The earliest open deadline of each entry: its rule's key and its date."""
    rows = Deadline.objects.open().filter(entry_id__in=entry_ids)
    first = rows.order_by("entry_id", "due_on", "key").distinct("entry_id")
    return {entry: (key, due) for entry, key, due in first.values_list("entry_id", "key", "due_on")}


def totals(entries: QuerySet) -> dict[str | None, int]:
    """How many active entries there are of each colour; None is "not yet rated"."""
    counted = entries.active().order_by().values_list("colour").annotate(Count("pk"))
    return dict(counted)


def visible_totals(entries: QuerySet) -> list[tuple[str | None, int]]:
    """The totals in the order people read them: the loudest first, all of them even when none."""
    found = totals(entries)
    return [(None, found.get(None, 0)), *((c.value, found.get(c.value, 0)) for c in ratings.URGENT_FIRST)]
