"""How the register is looked at: its order, its columns, close together or not. Read from an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dsr.law import SECTION_LABELS
from dsr.register_sorts import DEFAULT, SORTS, Sort

# Key: the heading. The person is always there; the area is there where somebody sees several.
COLUMNS = {
    "age": "Age",
    "rating": "Rating",
    "next": "Next",
    "keyworker": "Keyworker",
    "lead": "Lead professional",
    "place": "Part of the area",
    "setting": "Lives",
    "law": "In hospital under",
    "added": "On the register since",
    "flags": "Notice",
}
USUAL = ("age", "rating", "next", "keyworker", "flags")
LAW_LABELS = {code.value: label for code, label in SECTION_LABELS.items()}


@dataclass(frozen=True)
class Look:
    """An order, some columns, and whether rows stand close together."""

    sort_key: str = DEFAULT
    columns: tuple[str, ...] = USUAL
    compact: bool = False

    @classmethod
    def read(cls, query: Any) -> "Look":
        """From an address's query; what makes no sense is left out."""
        sort = query.get("sort", DEFAULT)
        chosen = set(query.getlist("column"))
        columns = tuple(name for name in COLUMNS if name in chosen) or USUAL
        return cls(sort if sort in SORTS else DEFAULT, columns, query.get("compact") == "1")

    @property
    def sort(self) -> Sort:
        return SORTS[self.sort_key]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values, as they stand in an address; what is as usual is left out."""
        if self.sort_key != DEFAULT:
            yield "sort", self.sort_key
        if self.columns != USUAL:
            yield from (("column", name) for name in self.columns)
        if self.compact:
            yield "compact", "1"
