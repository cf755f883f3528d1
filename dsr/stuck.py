"""When something was decided about somebody who is ready to leave and still in hospital (R56 [D]).

Putting the case before the oversight panel is one such decision; an upper app adds its own (a review).
"""

from collections.abc import Callable, Iterable
from datetime import date

from dsr.models import RegisterEntry

Decisions = Callable[[RegisterEntry], Iterable[date]]
DECISIONS: list[Decisions] = []


def decides(days: Decisions) -> Decisions:
    """Register where days come from on which something was decided about an entry."""
    DECISIONS.append(days)
    return days


def decided_on(entry: RegisterEntry, *, since: date) -> date | None:
    """The first day from `since` on, on which something was decided; None if nothing was."""
    return min((day for days in DECISIONS for day in days(entry) if day >= since), default=None)


@decides
def _escalated(entry: RegisterEntry) -> Iterable[date]:
    return entry.escalations.values_list("put_on", flat=True)
