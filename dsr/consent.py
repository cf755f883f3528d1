"""May we, on what basis, or why not: one answer for a person, a purpose and a day. Pure.

Decisions are separate: being on the register, sharing, and for each review the meeting, showing
papers to its panel (disclosure) and using what it finds. The latest answer for a purpose counts.
Grace and lapse at 16 are product defaults [D]; that papers stay locked without consent is
national guidance [N].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from config.refused import Refused
from dsr.days import age_on, birthday, plain


class Purpose(StrEnum):
    """What is agreed to."""

    REGISTER = "register"
    SHARE = "share"
    MEETING = "cetr.meeting"
    DISCLOSURE = "cetr.disclosure"
    USE = "cetr.use"


PURPOSE_LABELS = {
    Purpose.REGISTER: "Being on the register",
    Purpose.SHARE: "Sharing with the organisations that help",
    Purpose.MEETING: "Having this review",
    Purpose.DISCLOSURE: "Showing papers to this panel",
    Purpose.USE: "Using what this review finds",
}
FOR_A_REVIEW = (Purpose.MEETING, Purpose.DISCLOSURE, Purpose.USE)


class Decision(StrEnum):
    """What was answered."""

    YES = "yes"
    LIMITED = "yes_with_limits"
    THINKING = "thinking"
    NO = "no"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


DECISION_LABELS = {
    Decision.YES: "Yes",
    Decision.LIMITED: "Yes, with limits",
    Decision.THINKING: "Not sure, ask again",
    Decision.NO: "No",
    Decision.WITHDRAWN: "Changed their mind: no longer",
    Decision.DISPUTED: "People disagree",
}
USABLE = (Decision.YES, Decision.LIMITED)


class Basis(StrEnum):
    """Who could decide, and why they."""

    PERSON = "person"
    CHILD = "child"
    PARENT_PR = "parent_pr"
    COUNCIL_PR = "council_pr"
    ATTORNEY = "attorney"
    BEST_INTERESTS = "best_interests"


BASIS_LABELS = {
    Basis.PERSON: "The person, who is 16 or over",
    Basis.CHILD: "The child, who is under 16 and understands this decision",
    Basis.PARENT_PR: "Somebody with parental responsibility",
    Basis.COUNCIL_PR: "The council, under a care order",
    Basis.ATTORNEY: "An attorney or deputy for health and welfare",
    Basis.BEST_INTERESTS: "A best-interests decision (16 or over, cannot decide this now)",
}
WHO: dict[Basis, str] = {  # for readers who are not told names of the people in somebody's life
    Basis.PERSON: "The person",
    Basis.CHILD: "The child",
    Basis.PARENT_PR: "Somebody with parental responsibility",
    Basis.COUNCIL_PR: "The council",
    Basis.ATTORNEY: "An attorney or deputy",
    Basis.BEST_INTERESTS: "Those who decided in the person’s best interests",
}
UNDER_16 = (Basis.CHILD, Basis.PARENT_PR, Basis.COUNCIL_PR)
GRACE = {Purpose.REGISTER: timedelta(days=28), Purpose.SHARE: timedelta(days=28)}


@dataclass(frozen=True)
class Answer:
    """One recorded decision; `about` is the review it belongs to, when it does."""

    purpose: Purpose
    decision: Decision
    basis: Basis
    given_by: str
    decided_on: date
    valid_until: date | None = None
    about: UUID | None = None


@dataclass(frozen=True)
class Gate:
    """Whether something may be done, and the sentence that says so."""

    allowed: bool
    sentence: str


def check_basis(basis: Basis, *, born: date, on: date) -> None:
    """Refuse a basis that somebody of this age cannot have."""
    age = age_on(born, on)
    if age >= 16 and basis in UNDER_16:
        raise Refused(
            f"This person is {age}: from 16 they decide for themselves, or a best-interests decision is made."
        )
    if age < 16 and basis in (Basis.PERSON, Basis.BEST_INTERESTS):
        raise Refused(
            f"This person is {age}: under 16 the child decides if they understand, "
            "or somebody with parental responsibility."
        )
    if age < 18 and basis is Basis.ATTORNEY:
        raise Refused(f"This person is {age}: an attorney or deputy decides for adults only.")


def may(
    purpose: Purpose,
    answers: Iterable[Answer],
    *,
    born: date,
    on: date,
    about: UUID | None = None,
    named: bool = True,
) -> Gate:
    """May we, for this purpose, on this day? `answers` are in the order they were recorded.

    The sentence says who answered by name, or only as whom unless `named`.
    """
    asked = [a for a in answers if a.purpose is purpose and a.about == about and a.decided_on <= on]
    thing = PURPOSE_LABELS[purpose].lower()
    if not asked:
        return Gate(False, f"No consent has been recorded for {thing}.")
    latest = max(enumerate(asked), key=lambda pair: (pair[1].decided_on, pair[0]))[1]
    if latest.decision not in USABLE:
        return Gate(False, _not_yes(latest, thing, named))
    return _still_good(latest, thing, named, born=born, on=on)


def _not_yes(answer: Answer, thing: str, named: bool) -> str:
    who = answer.given_by if named else WHO[answer.basis]
    day = plain(answer.decided_on)
    return {
        Decision.NO: f"{who} said no to {thing} on {day}.",
        Decision.WITHDRAWN: f"Consent for {thing} was withdrawn on {day}.",
        Decision.THINKING: f"{who} was not sure about {thing} on {day}. Ask again.",
        Decision.DISPUTED: f"People disagree about {thing} since {day}. Share nothing until it is settled.",
    }[answer.decision]


def _still_good(answer: Answer, thing: str, named: bool, *, born: date, on: date) -> Gate:
    if answer.basis in UNDER_16 and on >= birthday(born, 16):
        return Gate(False, f"Consent for {thing} ended on the 16th birthday. Ask the person themselves.")
    if answer.valid_until and on > answer.valid_until:
        if on > answer.valid_until + GRACE.get(answer.purpose, timedelta()):
            return Gate(False, f"Consent for {thing} ran out on {plain(answer.valid_until)}. Ask again.")
        return Gate(
            True, f"Consent for {thing} ran out on {plain(answer.valid_until)} and is being checked again."
        )
    limits = " with limits" if answer.decision is Decision.LIMITED else ""
    who = answer.given_by if named else WHO[answer.basis]
    return Gate(True, f"{who} said yes{limits} to {thing} on {plain(answer.decided_on)}.")
