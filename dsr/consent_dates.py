"""Which dates follow from what was answered: asking again when not sure, and at 16 and 18. Pure."""

from collections.abc import Iterable
from datetime import date

from dsr.answers import Answer, asked, standing
from dsr.consent_words import STANDING, UNDER_16, Basis, Decision, Purpose
from dsr.who_decides import counts_from_birthday

TURNING = {"consent_turning_16": 16, "consent_turning_18": 18}  # which deadline belongs to which birthday


def in_order(answers: Iterable[Answer], purpose: Purpose) -> list[Answer]:
    """All answers for a purpose, in the order of their days; on one day as written down."""
    return sorted((a for a in answers if a.purpose is purpose), key=lambda answer: answer.decided_on)


def thinking_since(answers: list[Answer]) -> date | None:
    """The first day since which somebody is not sure about a decision that is still open, or None."""
    scopes = {(a.purpose, a.to) for a in answers if a.purpose in STANDING and a.about is None}
    days = []
    for purpose, to in scopes:
        found = standing(asked(answers, purpose, on=date.max, about=None, to=to))
        if found and found.answer.decision is Decision.THINKING:
            days.append(found.answer.decided_on)
    return min(days, default=None)


def answers_birthday(answer: Answer, born: date, age: int) -> bool:
    """Whether this is the answer that was asked for because somebody turns `age`."""
    own = answer.basis not in UNDER_16 or answer.basis is Basis.CHILD
    said = answer.decision is not Decision.THINKING
    return own and said and counts_from_birthday(answer.decided_on, born, age)
