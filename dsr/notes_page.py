"""The page of notes: by kind, with paging by key, and the contacts as a log."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from dsr.models import RegisterEntry
from dsr.note_lines import NOT_SHOWN, WHEN, readable
from dsr.notes import CONTACTS, HOW_LABELS, KINDS, How, Kind

SIZE = 30


class Asked(NamedTuple):
    """Some kinds, or all; as a log of contacts or not; and the key with which the page begins."""

    kinds: tuple[Kind, ...] = ()
    log: bool = False
    before: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """What makes no sense is left out."""
        named = set(query.getlist("kind"))
        return cls(
            tuple(kind for kind in KINDS if kind.value in named), "log" in query, query.get("before", "")
        )

    def href(self, **changes: Any) -> str:
        """The address of the same page with something changed."""
        asked = self._replace(**changes)
        pairs = [("kind", kind.value) for kind in asked.kinds]
        pairs += [("log", "1")] if asked.log else []
        pairs += [("before", asked.before)] if asked.before else []
        return f"?{urlencode(pairs)}"

    def without(self, kind: Kind) -> str:
        """The address without one of the kinds."""
        return self.href(kinds=tuple(other for other in self.kinds if other is not kind), before="")


def facts(
    entry: RegisterEntry, *, lets: Callable[[Permission], bool], reader: User, asked: Asked
) -> dict[str, Any]:
    """The context of the page for a reader of narrative; one query for the notes, however many there are."""
    rows = readable(entry.notes.all(), reader=reader.pk, sees=lets(Permission.SEE_SENSITIVE))
    rows = rows.annotate(when=WHEN.at, has_time=WHEN.has_time)
    offered = [kind for kind in KINDS if not asked.log or kind in CONTACTS]
    wanted = [kind for kind in asked.kinds if kind in offered] or offered
    found = list(_values(_before(rows.filter(kind__in=wanted), asked.before))[: SIZE + 1])
    more = found[SIZE - 1] if len(found) > SIZE else None
    return {
        "notes": [_shown(row) for row in found[:SIZE]],
        "asked": asked,
        "older_href": asked.href(before=key_of(more)) if more else "",
        "newest_href": asked.href(before="") if asked.before else "",
        "log_href": Asked(log=True).href(),
        "all_href": Asked().href() or "?",
        "chips": [(KINDS[kind].several, asked.without(kind)) for kind in asked.kinds],
        "offers": [
            (KINDS[kind].several, asked.href(kinds=(*asked.kinds, kind), before=""))
            for kind in offered
            if kind not in asked.kinds
        ],
        "may_write": lets(Permission.WRITE_NOTE),
    }


FIELDS = (
    "pk", "key", "kind", "text", "when", "has_time", "at", "with_whom", "how", "reached", "hidden",
    "correction_words",
)  # fmt: skip


def _values(rows: QuerySet) -> QuerySet:
    names = {"who": F("by__name"), "first_by": F("corrects__by__name"), "first_at": F("corrects__at")}
    names |= {
        "corrected_by": F("correction__by__name"),
        "corrected_at": F("correction__at"),
    }
    return rows.order_by("-when", "-pk").values(*FIELDS, **names)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    kind, day = Kind(row["kind"]), timezone.localdate(row["when"])
    return row | {
        "label": KINDS[kind].label,
        "correction_text": row["correction_words"] or NOT_SHOWN,
        "day": day,
        "how_words": HOW_LABELS[How(row["how"])] if row["how"] else "",
        "written_later": day != timezone.localdate(row["at"]),
    }


def key_of(row: dict[str, Any]) -> str:
    """Where a page ends: the moment of its last note and its number."""
    return f"{row['when'].isoformat()}_{row['pk']}"


def _before(rows: QuerySet, key: str) -> QuerySet:
    """The notes after a page's last; a key that makes no sense starts at the top."""
    when, _, number = key.partition("_")
    try:
        sent = datetime.fromisoformat(when)
        moment = sent.astimezone(UTC)
    except (ValueError, OverflowError):  # the first day of the year 1 may be no day in another time zone
        return rows
    if sent.tzinfo is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return rows
    return rows.filter(Q(when__lt=moment) | Q(when=moment, pk__lt=int(number)))
