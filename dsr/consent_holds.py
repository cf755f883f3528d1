"""Whether an answer still holds on a day, and the sentence that says so. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from dsr.answers import Answer, Assessment, Standing, capacity_on
from dsr.consent_words import (
    FOR_SOMEBODY_UNABLE,
    OWN,
    STANDING,
    WHO,
    Basis,
    Decision,
    Purpose,
    ShareKind,
    thing,
)
from dsr.days import birthday, plain
from dsr.who_decides import Capacity, ends_with_birthday

GRACE = {Purpose.REGISTER: timedelta(days=28), Purpose.SHARE: timedelta(days=28)}


class State(StrEnum):
    """Where a decision stands."""

    NOT_ASKED = "not_asked"
    THINKING = "thinking"
    YES = "yes"
    LIMITED = "yes_with_limits"
    NO = "no"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class Gate:
    """Whether something may be done, and the sentence that says so.

    `answer` is the one that counts; `sides` are those who disagree; `rechecking`: it is open still, and
    being asked again.
    """

    allowed: bool
    sentence: str
    state: State | None = None
    answer: Answer | None = None
    sides: tuple[Answer, ...] = ()
    rechecking: bool = False


@dataclass(frozen=True)
class Asking:
    """What is asked, of whom, when."""

    purpose: Purpose
    to: ShareKind | None
    about: UUID | None
    born: date
    on: date
    named: bool
    assessments: tuple[Assessment, ...]

    @property
    def thing(self) -> str:
        return thing(self.purpose, self.to)

    def who(self, answer: Answer) -> str:
        return answer.given_by if self.named else WHO[answer.basis]


def held(found: Standing, asking: Asking) -> Gate:
    """People disagree; from the 16th birthday it is the young person who is asked."""
    if asking.on >= birthday(asking.born, 16):
        sentence = f"{_ended(asking, 16)} Before that people disagreed."
        return Gate(False, sentence, State.EXPIRED, found.answer)
    sentence = f"People disagree about {asking.thing} since {plain(found.disputed_since or asking.on)}."
    sentence = f"{sentence} Share nothing until it is settled."
    return Gate(False, sentence, State.DISPUTED, found.answer, found.sides)


def not_yes(answer: Answer, asking: Asking) -> str:
    who, day = asking.who(answer), plain(answer.decided_on)
    return {
        Decision.NO: f"{who} said no to {asking.thing} on {day}.",
        Decision.WITHDRAWN: f"Consent for {asking.thing} was withdrawn on {day}.",
        Decision.THINKING: f"{who} was not sure about {asking.thing} on {day}. Ask again.",
        Decision.DISPUTED: f"People disagree about {asking.thing} since {day}. "
        "Share nothing until it is settled.",
    }[answer.decision]


def still_good(answer: Answer, asking: Asking) -> Gate:
    """A yes, unless a birthday, the year, or what is known of the person's capacity has ended it."""
    ended = _why_ended(answer, asking)
    if ended:
        return Gate(False, ended, State.EXPIRED, answer)
    if answer.basis is Basis.CHILD_WISH:
        sentence = (
            f"{asking.who(answer)} wants {asking.thing}, and does not understand all of it: "
            "whoever holds parental responsibility must say yes too."
        )
        return Gate(False, sentence, State.THINKING, answer)
    state = State(answer.decision)
    if answer.valid_until and asking.on > answer.valid_until:
        sentence = (
            f"Consent for {asking.thing} ran out on {plain(answer.valid_until)} and is being checked again."
        )
        return Gate(True, sentence, state, answer, rechecking=True)
    limits = " with limits" if answer.decision is Decision.LIMITED else ""
    sentence = f"{asking.who(answer)} said yes{limits} to {asking.thing} on {plain(answer.decided_on)}."
    return Gate(True, sentence + _since_unable(answer, asking), state, answer)


def _why_ended(answer: Answer, asking: Asking) -> str:
    age = ends_with_birthday(
        answer.basis,
        decided_on=answer.decided_on,
        born=asking.born,
        standing=asking.purpose in STANDING,
    )
    if age and asking.on >= birthday(asking.born, age):
        return _ended(asking, age)
    if unable := _why_capacity_ended(answer, asking):
        return unable
    grace = GRACE.get(answer.purpose, timedelta())
    if answer.valid_until and asking.on > answer.valid_until + grace:
        return f"Consent for {asking.thing} ran out on {plain(answer.valid_until)}. Ask again."
    return ""


def _ended(asking: Asking, age: int) -> str:
    return f"Consent for {asking.thing} ended on the {age}th birthday. Ask the person themselves."


def _why_capacity_ended(answer: Answer, asking: Asking) -> str:
    """A best-interests decision ends when capacity is back; a yes of somebody unable never counted."""
    now = _capacity(asking, asking.on)
    if answer.basis in FOR_SOMEBODY_UNABLE:
        if now and now.finding is Capacity.HAS and now.on >= answer.decided_on:
            return (
                f"The person was found able to decide about {asking.thing} on {plain(now.on)}, so what "
                "others decided for them has ended. Ask the person themselves."
            )
    elif answer.basis in OWN:
        then = _capacity(asking, answer.decided_on)
        if then and then.finding is Capacity.LACKS:
            return (
                f"The person was found unable to decide about {asking.thing} on {plain(then.on)}, before "
                "this yes. A best-interests decision is needed."
            )
    return ""


def _since_unable(answer: Answer, asking: Asking) -> str:
    """An earlier yes stands when capacity is lost, until it is looked at again (domain reference 5.4 [D])."""
    now = _capacity(asking, asking.on)
    if answer.basis in OWN and now and now.finding is Capacity.LACKS and now.on > answer.decided_on:
        return f" Found unable to decide this on {plain(now.on)}: the yes stands until it is checked again."
    return ""


def _capacity(asking: Asking, on: date) -> Assessment | None:
    return capacity_on(asking.assessments, asking.purpose, on=on, about=asking.about)
