"""Which of many answers counts, and when people disagree. Pure.

**Everybody and one kind.** About sharing there are answers for all that help and answers for one kind of
organisation. The latest day counts; on the same day the kind's own answer. Twice the safe side wins:
a general no that is written down after the kind's own yes of that day closes it, and a general yes
does not open a kind that was refused by name.

**Several people.** From 16 there is one decider at a time, so the latest answer counts. Before that
several people may answer: the child, and whoever holds parental responsibility, each alone [S]. Each
one's own latest answer stands. When a yes and a no stand side by side they disagree, the no holds
meanwhile, and only an answer that says how it was settled ends that (domain reference 5.4 [D]). A child
who understands decides: their no ends the matter. A parent's no after their yes is held all the same
until it has been talked about.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dsr.consent_words import AGAINST, UNDER_16, USABLE, Basis, Decision, Purpose, ShareKind
from dsr.who_decides import Capacity


@dataclass(frozen=True)
class Answer:
    """One recorded decision; `about` is the review it belongs to, `to` the kind shared with, if any."""

    purpose: Purpose
    decision: Decision
    basis: Basis
    given_by: str
    decided_on: date
    valid_until: date | None = None
    about: UUID | None = None
    to: ShareKind | None = None
    settled: bool = False
    row: int | None = None  # which record it is, where somebody needs to know

    @property
    def usable(self) -> bool:
        return self.decision in USABLE

    @property
    def against(self) -> bool:
        return self.decision in AGAINST


@dataclass(frozen=True)
class Assessment:
    """What was found on a day about somebody's capacity for a decision; `purpose` None: for any of them."""

    finding: Capacity
    on: date
    purpose: Purpose | None = None
    about: UUID | None = None


@dataclass(frozen=True)
class Placed:
    """An answer with its place in the order of days and of writing."""

    answer: Answer
    order: tuple[date, int]


@dataclass(frozen=True)
class Standing:
    """The answer that counts; `disputed_since` is the day from which people disagree about it."""

    answer: Answer
    disputed_since: date | None = None
    sides: tuple[Answer, ...] = ()


def asked(
    answers: Iterable[Answer], purpose: Purpose, *, on: date, about: UUID | None, to: ShareKind | None
) -> list[Placed]:
    """What was said by a day about one decision, in the order of days; on one day as written down."""
    fitting = [
        Placed(answer, (answer.decided_on, place))
        for place, answer in enumerate(answers)
        if answer.purpose is purpose
        and answer.about == about
        and answer.decided_on <= on
        and answer.to in (None, to)
    ]
    return sorted(fitting, key=lambda placed: placed.order)


def standing(said: list[Placed]) -> Standing | None:
    """What all that was said comes to, or None when nothing was. `said` is in order."""
    if not said:
        return None
    said = _since_settled(said)
    if said[-1].answer.basis not in UNDER_16:
        grown = [placed for placed in said if placed.answer.basis not in UNDER_16]
        return Standing(_position(grown).answer)
    holders: dict[str, list[Placed]] = defaultdict(list)
    for placed in said:
        if placed.answer.basis in UNDER_16:
            holders[_holder(placed.answer)].append(placed)
    return _among_holders({holder: _position(rows) for holder, rows in holders.items()})


def _since_settled(said: list[Placed]) -> list[Placed]:
    """What was said before a disagreement was settled no longer counts against it.

    What was settled for one kind ends all that was said before. What was settled for all that help leaves
    the kinds that were answered by name as they were.
    """
    by_name = [place for place, placed in enumerate(said) if placed.answer.settled and placed.answer.to]
    said = said[by_name[-1] :] if by_name else said
    for_all = [place for place, placed in enumerate(said) if placed.answer.settled and not placed.answer.to]
    if not for_all:
        return said
    return [placed for place, placed in enumerate(said) if placed.answer.to or place >= for_all[-1]]


def _holder(answer: Answer) -> str:
    """Who holds this answer: a name, loosely written, or the child, or an office."""
    if answer.basis in (Basis.CHILD, Basis.CHILD_WISH):
        return "the child"
    if answer.basis is Basis.PARENT_PR:
        return f"parent {' '.join(answer.given_by.casefold().split())}"
    return answer.basis.value


def _position(rows: list[Placed]) -> Placed:
    """Where one decider stands: their answer for the kind itself, or for all. `rows` are in order."""
    own = next((placed for placed in reversed(rows) if placed.answer.to), None)
    general = next((placed for placed in reversed(rows) if not placed.answer.to), None)
    if own is None or general is None:
        return own or general or rows[-1]
    if not own.answer.usable:
        return general if general.order > own.order and not general.answer.usable else own
    later_day = general.answer.decided_on > own.answer.decided_on
    closes_after = general.order > own.order and not general.answer.usable
    return general if later_day or closes_after else own


def _among_holders(positions: dict[str, Placed]) -> Standing:
    child = positions.pop("the child", None)
    others = sorted(positions.values(), key=lambda placed: placed.order)
    if child and child.answer.basis is Basis.CHILD:
        return _the_child_decides(child, others)
    voices = sorted([*others, child] if child else others, key=lambda placed: placed.order)
    yes = [placed for placed in others if placed.answer.usable]
    no = [placed for placed in voices if placed.answer.against]
    if yes and no:
        return _disputed(yes, no)
    if yes and child and child.answer.usable:
        return Standing(yes[-1].answer)
    return Standing(voices[-1].answer)


def _the_child_decides(child: Placed, others: list[Placed]) -> Standing:
    objections = [placed for placed in others if placed.answer.against and placed.order > child.order]
    if child.answer.usable and objections:
        return _disputed([child], objections)
    return Standing(child.answer)


def _disputed(yes: list[Placed], no: list[Placed]) -> Standing:
    """Since the day on which the second of the two sides was heard."""
    since = max(min(placed.answer.decided_on for placed in side) for side in (yes, no))
    return Standing(no[-1].answer, since, tuple(placed.answer for placed in (*yes, *no)))


def capacity_on(
    assessments: Iterable[Assessment], purpose: Purpose, *, on: date, about: UUID | None = None
) -> Assessment | None:
    """The latest assessment of a day that is about this decision, or about all; the last written counts."""
    fitting = [
        (found.on, place, found)
        for place, found in enumerate(assessments)
        if found.on <= on and found.purpose in (None, purpose) and found.about in (None, about)
    ]
    return max(fitting, key=lambda row: row[:2])[2] if fitting else None
