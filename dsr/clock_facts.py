"""What the facts say about clocks: for each rule, when it began and how it ended, read anew from the records.

Deadlines are stored as the events happen. The nightly check and a property test hold them against these.
A part of the register that opens deadlines says here, once, from which facts they follow.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from dsr.models import RegisterEntry


class Clock(NamedTuple):
    """One run of a rule for one entry; neither met nor stopped means that it runs now."""

    key: str
    started_on: date
    met_on: date | None = None
    stopped_on: date | None = None
    about: UUID | None = None


Facts = Callable[[RegisterEntry], Iterable[Clock]]
FACTS: dict[str, Facts] = {}


def from_facts(*keys: str) -> Callable[[Facts], Facts]:
    """Register where the clocks of these rules come from."""

    def remember(facts: Facts) -> Facts:
        FACTS.update(dict.fromkeys(keys, facts))
        return facts

    return remember
