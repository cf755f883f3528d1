"""What takes two people: which things those are, and who carries each out.

The app that knows how registers a `Kind`; this one knows only that two different people are needed.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from accounts.models import JointRequest, User

LAPSES_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Plainly:
    """A request in plain words for one reader: what it is, what will happen, who is shown by it."""

    title: str
    lines: list[str]
    people: list[UUID] = field(default_factory=list)  # whoever is named here is put on record as seen
    links: list[tuple[str, str]] = field(default_factory=list)  # words and address
    # what, of one, of the other, and what is kept of the two
    rows: Sequence[tuple[str, str, str, str]] = ()
    heads: tuple[str, str] = ("", "")  # above those two
    tells_outcome: bool = False  # the lines say what has become of it by now


class Kind(ABC):
    """One thing that takes two people."""

    key: str
    label: str  # Remove an entry made in error

    @abstractmethod
    def check(self, request: JointRequest) -> None:
        """Refuse what can no longer be done, or what the asker may no longer ask, with the sentence."""

    @abstractmethod
    def carry_out(self, request: JointRequest, *, by: User) -> str:
        """Do it, signed by the second person; the outcome in words without anybody's name."""

    @abstractmethod
    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        """What it is, as far as this reader may know: ids where they may not see the person."""

    def hidden_from(self, request: JointRequest, reader: User) -> bool:
        """Whether a colleague who could be the second person is not to learn of this one."""
        return False


KINDS: dict[str, Kind] = {}


def carries_out(kind: type[Kind]) -> type[Kind]:
    """Register one thing that takes two people."""
    KINDS[kind.key] = kind()
    return kind
