"""Where recommendations were agreed, in words and with a link: apps above say it of what is theirs."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from dsr.statuses import CAME_FROM_LABELS, CameFrom


class Where(NamedTuple):
    """A review or meeting: "Review of 3 March 2026", its page, and what that page asks for."""

    words: str
    link: str = ""
    needs: Permission | None = None

    def opens_for(self, user: User) -> bool:
        """Whether the link leads anywhere for them."""
        return bool(self.link) and (self.needs is None or user.may(self.needs))


Says = Callable[[list[UUID]], dict[UUID, Where]]
SAYS: dict[CameFrom, Says] = {}


def says_where(kind: CameFrom) -> Callable[[Says], Says]:
    """Register who knows the reviews, or the meetings, by their ids."""

    def remember(says: Says) -> Says:
        SAYS[kind] = says
        return says

    return remember


def where_from(rows: Iterable[Any]) -> dict[UUID, Where]:
    """Of each recommendation where it was agreed; one query a kind, however many there are."""
    rows = list(rows)
    known: dict[UUID, Where] = {}
    for kind, says in SAYS.items():
        ids = sorted({row.about for row in rows if row.about and row.came_from == kind})
        known |= says(ids) if ids else {}
    return {row.pk: known.get(row.about, Where(CAME_FROM_LABELS[CameFrom(row.came_from)])) for row in rows}
