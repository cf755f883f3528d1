"""Recommendations as a list: whose, and how they stand; the oldest day first, paged by key.

Rows of values; it costs the same at a thousand people and at a hundred thousand.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, User
from config.compiled import compiled
from dsr.models import Recommendation
from dsr.statuses import OPEN_STEPS, EntryStatus, Step

SIZE = 25
WHOSE = {"all": "Everybody’s", "mine": "Mine", "organisation": "My organisation’s"}
STATES = {"open": "Open", "late": "Late", "confirm": "To be confirmed", "ended": "Ended"}
ENDED = (Step.CONFIRMED, Step.NOT_DONE, Step.REPLACED)
NOTHING = {
    "open": "Nothing is open here. Reviews and meetings put theirs here; one can be added on an entry.",
    "late": "Nothing is late here.",
    "confirm": "Nothing waits to be confirmed here.",
    "ended": "Nothing has ended yet.",
}


class Row(NamedTuple):
    """One line of the list."""

    pk: UUID
    due_on: date
    first_due_on: date | None
    text: str
    owner: str
    organisation: str | None
    step: str
    entry_id: UUID
    person_id: UUID
    given_name: str
    family_name: str
    colour: str | None
    area: str

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def is_open(self) -> bool:
        return self.step in OPEN_STEPS


FIELDS = (
    "pk", "due_on", "first_due_on", "text", "owner", "organisation__name", "step", "entry_id",
    "entry__person_id", "entry__person__given_name", "entry__person__family_name", "entry__colour",
    "entry__area__name",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; each of a few words, so that nothing personal is in an address."""

    whose: str = "all"
    state: str = "open"

    @classmethod
    def read(cls, query: Any) -> "Filters":
        """From an address's query; what makes no sense is left out."""
        whose, state = query.get("whose", ""), query.get("state", "")
        return cls(whose if whose in WHOSE else "all", state if state in STATES else "open")

    def of(self, rows: QuerySet, user: User) -> QuerySet:
        """Those of `whose`, of people who are on the register now."""
        rows = rows.filter(entry__status__in=(EntryStatus.ACTIVE, EntryStatus.PAUSED_CONSENT))
        if self.whose == "mine":
            return rows.filter(owner_user=user)
        if self.whose == "organisation":
            held = Membership.objects.on(timezone.localdate()).filter(user=user)
            return rows.filter(organisation__in=held.values("organisation"))
        return rows

    def narrow(self, rows: QuerySet, today: date) -> QuerySet:
        """Those that stand so."""
        return rows.filter(_stands(today)[self.state])

    def links(self, counts: dict[str, int]) -> list[tuple[str, str, bool, int | None]]:
        """The two rows of links: label, query, whether chosen, how many (of the states only)."""
        whose = [
            (label, urlencode({"whose": key, "state": self.state}), key == self.whose, None)
            for key, label in WHOSE.items()
        ]
        states = [
            (label, urlencode({"whose": self.whose, "state": key}), key == self.state, counts[key])
            for key, label in STATES.items()
        ]
        return [*whose, *states]

    def query(self, after: str) -> str:
        return urlencode({"whose": self.whose, "state": self.state, "after": after})


def _stands(today: date) -> dict[str, Q]:
    still = Q(step__in=OPEN_STEPS)
    return {
        "open": still,
        "late": still & Q(due_on__lt=today),
        "confirm": Q(step=Step.DONE),
        "ended": Q(step__in=ENDED),
    }


def counts(rows: QuerySet, today: date) -> dict[str, int]:
    """How many stand how, in one query."""
    stands = _stands(today)
    return rows.order_by().aggregate(**{key: Count("pk", filter=q) for key, q in stands.items()})


def page(rows: QuerySet, filters: Filters, *, after: str) -> tuple[list[Row], str]:
    """One page of rows, and the key with which the next begins, or nothing. Ended ones: the latest first."""
    backwards = filters.state == "ended"
    rows = _after(rows, after, backwards)
    order = ("-due_on", "-pk") if backwards else ("due_on", "pk")
    found = [Row(*values) for values in rows.order_by(*order).values_list(*FIELDS)[: SIZE + 1]]
    last = found[SIZE - 1] if len(found) > SIZE else None
    return found[:SIZE], f"{last.due_on}.{last.pk}" if last else ""


def _after(rows: QuerySet, key: str, backwards: bool) -> QuerySet:
    try:
        day, pk = key.split(".")
        due_on, last = date.fromisoformat(day), UUID(pk)
    except ValueError:
        return rows
    way = "lt" if backwards else "gt"
    return rows.filter(Q(**{f"due_on__{way}": due_on}) | Q(due_on=due_on, **{f"pk__{way}": last}))


@compiled
def of_entry(entry_id: UUID) -> QuerySet:
    """The recommendations of one entry in the order of their days, with all that its page says of them."""
    rows = Recommendation.objects.filter(entry=entry_id).select_related("organisation")
    return rows.order_by("due_on", F("position"))
