"""The orders in which the register can stand, and paging by key in each of them.

The key of a page is what the last row is ordered by, and its id. A name is never in an address: in the
order of names the key is the id alone, and the names are looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from dsr.models import Deadline

NOTHING = "-"


@dataclass(frozen=True)
class Part:
    """One thing that rows are ordered by: a field, which way, where those without it stand."""

    field: str
    read: Callable[[str], Any]
    down: bool = False
    empty_first: bool = False

    def order(self) -> Any:
        """As the index has it: what goes down is never empty."""
        field = F(self.field)
        if self.down:
            return field.desc()
        return field.asc(nulls_first=True) if self.empty_first else field.asc()

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def later(self, value: Any) -> Q | None:
        """The rows behind `value`; None when there can be none."""
        empty = Q(**{f"{self.field}__isnull": True})
        if value is None:
            return ~empty if self.empty_first else None
        beyond = Q(**{f"{self.field}__{'lt' if self.down else 'gt'}": value})
        return beyond if self.empty_first or self.field in NEVER_EMPTY else beyond | empty

    def from_here(self, value: Any) -> Q:
        """What the rest says too, so that the index is entered where the page begins."""
        if value is None or not (self.empty_first or self.field in NEVER_EMPTY):
            return Q()
        return Q(**{f"{self.field}__{'lte' if self.down else 'gte'}": value})


@dataclass(frozen=True)
class Sort:
    """An order: its words and those over the table, its parts, what is worked out for it.

    `names` says that it orders by what must not stand in an address.
    """

    label: str
    caption: str
    parts: tuple[Part, ...]
    worked_out: dict[str, Any]
    names: bool = False

    def ordered(self, rows: QuerySet) -> QuerySet:
        return self._with(rows).order_by(*(part.order() for part in self.parts), "id")

    def _with(self, rows: QuerySet) -> QuerySet:
        return rows.annotate(**self.worked_out) if self.worked_out else rows

    def fields(self) -> tuple[str, ...]:
        return tuple(part.field for part in self.parts)

    def key(self, values: tuple[Any, ...], pk: UUID) -> str:
        """What the next page begins behind."""
        said = () if self.names else (NOTHING if value is None else str(value) for value in values)
        return ".".join((*said, str(pk)))

    def after(self, rows: QuerySet, key: str, sight: QuerySet) -> QuerySet:
        """The rows behind a key; a key that makes no sense, or whose row has gone, starts at the top.

        `sight` are the entries that the reader may see: a name is looked up among them alone.
        """
        rows = self._with(rows)
        try:
            *said, last = key.split(".")
            pk = UUID(last)
            values = self._looked_up(sight, pk) if self.names else self._read(said)
        except ValueError:
            return rows
        return rows.filter(self._behind(values, pk)) if values else rows

    def _read(self, said: list[str]) -> tuple[Any, ...]:
        pairs = zip(self.parts, said, strict=True)
        return tuple(None if text == NOTHING else part.read(text) for part, text in pairs)

    def _looked_up(self, sight: QuerySet, pk: UUID) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._with(sight).filter(pk=pk).values_list(*self.fields()).first()
        return found

    def _behind(self, values: tuple[Any, ...], pk: UUID) -> Q:
        wanted, same = Q(), Q()
        for part, value in zip(self.parts, values, strict=True):
            later = part.later(value)
            if later is not None:
                wanted |= same & later
            same &= part.same(value)
        return (wanted | same & Q(id__gt=pk)) & self.parts[0].from_here(values[0])


def _small(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("no number that we gave out")
    return int(text)


NEVER_EMPTY = {"standing", "family", "given", "added_on"}
NEXT_DUE = Subquery(
    Deadline.objects.open().filter(entry=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
)
BY_NAME = {"family": Lower("person__family_name"), "given": Lower("person__given_name")}
RATED = Part("rated_on", date.fromisoformat)
SORTS: dict[str, Sort] = {
    "urgent": Sort("Most urgent", "Most urgent first", (Part("standing", _small), RATED), {}),
    "next": Sort(
        "Next due", "What is due next first", (Part("next_due", date.fromisoformat),), {"next_due": NEXT_DUE}
    ),
    "name": Sort(
        "Family name", "By family name", (Part("family", str), Part("given", str)), BY_NAME, names=True
    ),
    "rated": Sort(
        "Longest since rated", "Longest since rated first", (replace(RATED, empty_first=True),), {}
    ),
    "added": Sort(
        "Latest added", "Latest added first", (Part("added_on", date.fromisoformat, down=True),), {}
    ),
}
DEFAULT = "urgent"
