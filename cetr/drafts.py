"""The recommendations on their way: whose each is here by its name, and what nobody has said yet."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from accounts.models import User
from cetr import rules
from cetr.models import Review
from dsr.owners import owner_named, owners_of
from dsr.principles import served


class Line(NamedTuple):
    """One of them. `account` is the colleague whose it will be, if there is one."""

    pk: UUID
    text: str
    owner: str
    due_on: date
    measure: str
    serves: str
    account: User | None

    @property
    def served(self) -> str:
        """The principle in words; empty when nobody said."""
        return served(self.serves, "")

    @property
    def missing(self) -> list[str]:
        """What can still be said about it, a sentence each; nothing of this stops the panel."""
        return rules.not_said_of(measure=self.measure, owner=self.owner, has_account=bool(self.account))


FIELDS = ("pk", "text", "owner", "due_on", "measure", "serves")


def drafts_of(review: Review, *, colleagues: list[User] | None = None) -> list[Line]:
    """All that the panel asks for now, in two queries: each with the colleague whose name was typed.

    `colleagues` are those of `owners_of`, where the page has them already.
    """
    rows = list(review.draft_recommendations.now().values_list(*FIELDS))
    found = owners_of(review.entry) if colleagues is None and rows else colleagues or []
    return [Line(*row, account=owner_named(row[2], found)) for row in rows]
