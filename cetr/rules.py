"""What makes a review a CETR, a panel a panel, a recommendation one, and a review ready to conclude. Pure.

Each check raises `Refused` with the sentence that the page, the button and the message show.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cetr.personal import PRINCIPLES
from cetr.statuses import REQUIRED, ROLE_LABELS, Role
from config.refused import Refused, reason_not
from dsr import ratings
from dsr.consent import Gate
from dsr.days import plain
from dsr.names import search_key
from dsr.ratings import Colour, DecidedAt


class Kind(StrEnum):
    """Which review: with education in it, or without."""

    CETR = "CETR"
    CTR = "CTR"


KIND_LABELS = {
    Kind.CETR: "CETR: Care, Education and Treatment Review",
    Kind.CTR: "CTR: Care and Treatment Review",
}
QUESTIONS = {
    "is_safe": "Is the person safe?",
    "good_care": "Is their care good now?",
    "future": "What are the plans for the future?",
    "community": "Can care and treatment be given in the community?",
}
QUESTION_HINTS = {"future": "With education, when it is a CETR."}


def kind_for(*, age: int, ehc_plan: bool) -> tuple[Kind, str]:
    """CETR under 18 or with an EHC plan, else CTR [N][S]; with the reason in a sentence."""
    if age < 18:
        return Kind.CETR, f"A CETR, because this person is {age}: under 18."
    if ehc_plan:
        return Kind.CETR, "A CETR, because this person has an EHC plan."
    return Kind.CTR, f"A CTR, because this person is {age} and has no EHC plan on record."


# ---------------------------------------------------------------- the panel


@dataclass(frozen=True)
class Seat:
    """Somebody on a panel; `account` is the id of the user they sign in as, when they have one."""

    role: Role
    name: str
    account: int | None = None


def check_panel(seats: Iterable[Seat]) -> None:
    """Refuse a panel that is not three different people in the three required roles [N][8] [D]."""
    seats = list(seats)
    held = {seat.role for seat in seats}
    missing = [ROLE_LABELS[role].lower() for role in REQUIRED if role not in held]
    if missing:
        raise Refused(f"The panel still needs: {', '.join(missing)}.")
    check_different_people(seats)


def check_different_people(seats: Iterable[Seat]) -> None:
    """Refuse one person in two places: the same account, or the same name."""
    seats = list(seats)
    accounts = Counter(seat.account for seat in seats if seat.account)
    names = Counter(search_key(seat.name) for seat in seats)
    for seat in seats:
        if (seat.account and accounts[seat.account] > 1) or names[search_key(seat.name)] > 1:
            raise Refused(f"{seat.name} holds two places. A panel is three different people.")


def check_day(planned_for: date, *, today: date, was: date | None = None) -> None:
    """Refuse a day in the past, unless it is the day that was planned already."""
    if planned_for < today and planned_for != was:
        raise Refused("The day of the review must be today or later.")


def runs_out(name: str, *, training: date | None, registration: date | None, on: date) -> list[str]:
    """A sentence for each thing of an expert's that ends before the review [D]. A warning only."""
    ends = (("training", training), ("registration", registration))
    return [
        f"{name}: {thing} ends on {plain(day)}, before the review." for thing, day in ends if day and day < on
    ]


# ---------------------------------------------------------------- recommendations

WEAK_VERB = re.compile(r"\A\W*(?:please\s+|to\s+|we\s+)*(?:consider|continu)\w*", re.IGNORECASE)
TWO_OWNERS = re.compile(r"\band\b|\bwith\b|[/,&;+]", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\)")


def check_words(text: str) -> None:
    """Refuse "consider" and "continue" as the leading verb: nobody can say when that is done [D]."""
    found = WEAK_VERB.match(text)
    if found:
        raise Refused(
            f"“{found.group().strip()}” does not say what will be done. Start with what somebody will do, "
            "for example: Write, Book, Find, Start"
        )


def check_owner(owner: str) -> None:
    """Refuse two owners [D]; where somebody works may stand in brackets."""
    if TWO_OWNERS.search(IN_BRACKETS.sub("", owner)):
        raise Refused(
            "Name one person only. Put where they work in brackets, for example: Priya Nair (keyworker). "
            "If two people must do something, make two recommendations"
        )


def check_due(due_on: date, *, review_on: date) -> None:
    """Refuse a date before the review [D]."""
    if due_on < review_on:
        raise Refused(f"The date must be {plain(review_on)}, the day of the review, or later")


def not_said_of(*, measure: str, owner: str, has_account: bool) -> list[str]:
    """What a recommendation still leaves open [D]: said on the page, and nothing is refused for it."""
    found = []
    if not measure.strip():
        found.append("How we will know that it is done is not said.")
    if not has_account:
        found.append(
            f"No account here is {owner}’s: the keyworker, or the coordinator, is asked when the day comes."
        )
    return found


# ---------------------------------------------------------------- ready to conclude


@dataclass(frozen=True)
class Asked:
    """A recommendation as the chair has it now."""

    owner: str
    due_on: date | None


@dataclass(frozen=True)
class Facts:
    """All that decides whether a review can be concluded, as it stands at this moment."""

    planned_for: date
    held_on: date
    today: date
    on_register: bool
    colour_now: Colour | None
    held_until: date | None
    held_at: Colour
    panel: tuple[Seat, ...]
    meeting: Gate
    principles: frozenset[str]
    answers: dict[str, str]
    colour: Colour | None
    why: str
    recommendations: tuple[Asked, ...]


def not_yet(facts: Facts) -> list[str]:
    """Everything that is still missing, a sentence each, in the order of the day."""
    return [*_not_the_day(facts), *_not_agreed(facts), *_not_said(facts), *_not_decided(facts)]


def check_can_conclude(facts: Facts) -> None:
    """Refuse to conclude while anything is missing, and name all of it."""
    missing = not_yet(facts)
    if missing:
        raise Refused(f"Not yet: {' '.join(missing)}")


def _not_the_day(facts: Facts) -> Iterator[str]:
    if facts.today < facts.planned_for:
        yield f"The review is on {plain(facts.planned_for)}."
    elif not facts.planned_for <= facts.held_on <= facts.today:
        yield f"The day it was held must be {plain(facts.planned_for)} or later, and not in the future."
    if not facts.on_register:
        yield "This person is not on the register now. Cancel the review, with the reason."


def _not_agreed(facts: Facts) -> Iterator[str]:
    reason = reason_not(check_panel, facts.panel)
    if reason:
        yield reason
    if not facts.meeting.allowed:
        yield facts.meeting.sentence


def _not_said(facts: Facts) -> Iterator[str]:
    left = [principle.name for principle in PRINCIPLES if principle.key not in facts.principles]
    if left:
        which = "all eight principles" if len(left) == len(PRINCIPLES) else ", ".join(left)
        yield f"The chair's view is missing for: {which}."
    for key, question in QUESTIONS.items():
        if not facts.answers.get(key, "").strip():
            yield f"Answer “{question}”"


def _not_decided(facts: Facts) -> Iterator[str]:
    yield from _not_coloured(facts)
    if not facts.recommendations:
        yield "Write at least one recommendation, with an owner and a date."
    for number, asked in enumerate(facts.recommendations, 1):
        if not asked.owner.strip() or not asked.due_on:
            yield f"Recommendation {number} needs an owner and a date."
        elif asked.due_on < facts.held_on:
            yield f"Recommendation {number} is due before the day the review was held."


def _not_coloured(facts: Facts) -> Iterator[str]:
    if facts.colour is None:
        yield "Say what happens to the rating."
    else:
        reason = reason_not(
            check_colour,
            facts.colour,
            now=facts.colour_now,
            on=facts.held_on,
            held_until=facts.held_until,
            held_at=facts.held_at,
        )
        if reason:
            yield reason
    if not facts.why.strip():
        yield "Say why the rating is that."


def check_colour(
    colour: Colour,
    *,
    now: Colour | None,
    on: date,
    held_until: date | None = None,
    held_at: Colour = Colour.RED,
) -> None:
    """Refuse a colour that a review cannot give. Somebody in hospital stays blue, whatever a panel finds."""
    if now is Colour.BLUE:
        if colour is not Colour.BLUE:
            raise Refused("This person is in hospital now: the rating stays blue until they leave.")
        return
    if colour is Colour.BLUE:
        raise Refused("This person is not in hospital now: choose red, amber or green.")
    ratings.check_can_rate(
        colour, now=now, decided_at=DecidedAt.REVIEW, on=on, held_until=held_until, held_at=held_at
    )
