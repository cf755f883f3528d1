"""Which part of a timeline is asked for, read from an address and written into one: no personal data."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from dsr.timeline_html import KINDS

PLACE = "#timeline-heading"


class Asked(NamedTuple):
    """Some kinds of line, or all; days before one, or the newest; a page of them, or the whole."""

    kinds: tuple[str, ...] = ()
    before: date | None = None
    whole: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """What makes no sense is left out: an address that somebody cut off shows the newest lines."""
        named = set(query.getlist("kind"))
        return cls(
            tuple(kind for kind in KINDS if kind in named), day_of(query.get("before")), "all" in query
        )

    def href(self, **changes: object) -> str:
        """The address of the same timeline with something changed."""
        asked = self._replace(**changes)
        pairs = [("kind", kind) for kind in asked.kinds]
        pairs += [("before", asked.before.isoformat())] if asked.before else []
        pairs += [("all", "1")] if asked.whole else []
        return f"?{urlencode(pairs)}{PLACE}"

    def chips(self) -> list[tuple[str, str]]:
        """The kinds chosen, each with the address without it."""
        return [(KINDS[kind], self.href(kinds=self._without(kind), before=None)) for kind in self.kinds]

    def offers(self) -> list[tuple[str, str]]:
        """The kinds not chosen, each with the address that shows it too."""
        return [
            (label, self.href(kinds=(*self.kinds, kind), before=None))
            for kind, label in KINDS.items()
            if kind not in self.kinds
        ]

    def _without(self, kind: str) -> tuple[str, ...]:
        return tuple(other for other in self.kinds if other != kind)


def day_of(text: str | None) -> date | None:
    """A day written as 2026-03-03, or None for whatever else stands there."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None
