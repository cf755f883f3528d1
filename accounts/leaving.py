"""What somebody leaves behind: each app says what work of its own people hold, and how it is handed over.

The upper apps fill this from their AppConfig: accounts knows neither entries nor reviews. A count is all
that is shown, for whoever keeps accounts sees nobody's record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Area, User
from accounts.permissions import RoleName
from accounts.told import holders


@dataclass(frozen=True)
class Work:
    """One kind of work. `give` is called with user, area, to (None: nobody yet), by and today."""

    name: str
    words: str  # "keyworker of": a number of people follows
    thing: str  # "person" or "review"
    things: str
    roles: frozenset[RoleName]  # who may hold it
    count: Callable[[User, Area], int]
    give: Callable[..., int]
    may_take: Callable[[Area, date], list[User]] | None = None

    def takers(self, area: Area, today: date) -> list[User]:
        """Who could take it in this area, by name."""
        return self.may_take(area, today) if self.may_take else holders(area, self.roles)


@dataclass(frozen=True)
class Held:
    """How much of one kind of work somebody holds in one area, and who could take it."""

    work: Work
    area: Area
    count: int
    takers: list[User]

    @property
    def key(self) -> str:
        """How a form names this choice."""
        return f"{self.work.name}-{self.area.slug}"

    @property
    def sentence(self) -> str:
        """What it is, in words: "Keyworker of 3 people in Northmoor"."""
        things = self.work.thing if self.count == 1 else self.work.things
        return f"{self.work.words} {self.count} {things} in {self.area.name}"


WORK: dict[str, Work] = {}
Choices = Mapping[str, User | None]


def hands_over(work: Work) -> Work:
    """Register a kind of work that people hold."""
    WORK[work.name] = work
    return work


def held_by(user: User, areas: Iterable[Area], today: date, *, kept: frozenset = frozenset()) -> list[Held]:
    """The work `user` holds in these areas; `kept` are the roles that stay with them there."""
    return [
        Held(work, area, count, [taker for taker in work.takers(area, today) if taker.pk != user.pk])
        for area in areas
        for work in WORK.values()
        if not work.roles & kept and (count := work.count(user, area))
    ]


def give_away(held: Iterable[Held], *, user: User, to: Choices, by: User, today: date) -> int:
    """Hand each kind of work to the person chosen, or to nobody yet; how many pieces went."""
    return sum(_pieces(held, user, to, by, today))


def _pieces(held: Iterable[Held], user: User, to: Choices, by: User, today: date) -> Iterator[int]:
    for row in held:
        chosen = to.get(row.key)
        taker = chosen if chosen and chosen.pk in {one.pk for one in row.takers} else None
        yield row.work.give(user=user, area=row.area, to=taker, by=by, today=today)
