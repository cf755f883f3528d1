"""Who comes up at a meeting, why, and in which order. Pure.

Sorted by colour, then by how late something is, as the meeting mode of the domain reference has it
(3.9 [D]). Red and "not yet rated" come up always; others when something asks for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from dsr.ratings import URGENT_FIRST, Colour


class Why(StrEnum):
    """What brings somebody up, the strongest first."""

    NOT_RATED = "not_rated"
    RED = "red"
    CARRIED = "carried"
    LOOK_AGAIN = "look_again"
    AMBER = "amber"
    RATING_LATE = "rating_late"
    RECOMMENDATION_LATE = "recommendation_late"
    SILENT = "silent"


WHY_LABELS = {
    Why.NOT_RATED: "Not yet rated",
    Why.RED: "Red",
    Why.CARRIED: "Not reached last time",
    Why.LOOK_AGAIN: "To be looked at again by now",
    Why.AMBER: "Amber",
    Why.RATING_LATE: "Rating to be looked at again",
    Why.RECOMMENDATION_LATE: "A recommendation is late",
    Why.SILENT: "Nothing heard for too long",
}
ALWAYS = (Why.NOT_RATED, Why.RED)


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody on the register. Days are due dates, and None where nothing is open."""

    entry: UUID
    colour: Colour | None
    rated_on: date | None = None
    rating_due: date | None = None
    recommendation_due: date | None = None
    silent_since: date | None = None
    carried: bool = False
    next_look: date | None = None


def reasons(one: Candidate, today: date) -> tuple[Why, ...]:
    """Why somebody comes up, the strongest first; empty when nothing asks for them.

    `today` is the day of the meeting. What is due that day is not late; a next look agreed for it is due.
    """
    asks = {
        Why.NOT_RATED: one.colour is None,
        Why.RED: one.colour is Colour.RED,
        Why.CARRIED: one.carried,
        Why.LOOK_AGAIN: one.next_look is not None and one.next_look <= today,
        Why.AMBER: one.colour is Colour.AMBER,
        Why.RATING_LATE: _late(one.rating_due, today) > 0,
        Why.RECOMMENDATION_LATE: _late(one.recommendation_due, today) > 0,
        Why.SILENT: _late(one.silent_since, today) > 0,
    }
    return tuple(why for why, asked in asks.items() if asked)


def always(found: tuple[Why, ...]) -> bool:
    """Whether they come up at every meeting: then they are left out only with a reason."""
    return any(why in ALWAYS for why in found)


def overdue_days(one: Candidate, today: date) -> int:
    """How late the latest thing about somebody is, in days; 0 when nothing is."""
    return max(_late(day, today) for day in (one.rating_due, one.recommendation_due, one.silent_since))


def _late(due: date | None, today: date) -> int:
    return max((today - due).days, 0) if due else 0


def in_order(candidates: Iterable[Candidate], today: date) -> list[Candidate]:
    """Everybody whom something brings up: by colour, then the latest first, then the longest not rated."""
    return sorted((one for one in candidates if reasons(one, today)), key=lambda one: _place(one, today))


def _place(one: Candidate, today: date) -> tuple[int, int, bool, date, str]:
    urgency = URGENT_FIRST.index(one.colour) + 1 if one.colour else 0
    days = overdue_days(one, today)
    return (urgency, -days, not one.carried, one.rated_on or date.min, str(one.entry))


def in_words(codes: Iterable[str]) -> str:
    """Reasons in a line; somebody without any was picked by hand."""
    said = ", ".join(WHY_LABELS[Why(code)].lower() for code in codes)
    return said[:1].upper() + said[1:] or "Picked by hand"


def pace(*, opened: datetime, now: datetime, done: int, minutes_each: int) -> int:
    """Minutes ahead of the plan, or behind it when below zero: what was done against the time it took."""
    passed = int((now - opened).total_seconds() // 60)
    return done * minutes_each - passed


def pace_in_words(ahead: int) -> str:
    """4 min ahead; 1 min behind; on time."""
    if ahead == 0:
        return "on time"
    return f"{ahead} min ahead" if ahead > 0 else f"{-ahead} min behind"
