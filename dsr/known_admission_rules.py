"""Why somebody in hospital is not on the register, and how it is followed up. Pure.

Nobody is added without consent (domain reference 3.8: "if not on the register, add with consent" [L]). Until
consent is answered the admission is known to the area and chased like any missing answer (R09 [D]).
"""

from datetime import date
from enum import StrEnum

from dsr import rules


class Because(StrEnum):
    """What stands in the way."""

    NOT_ASKED = "not_asked"
    THINKING = "thinking"
    CANNOT_DECIDE = "cannot_decide"
    NOBODY_FOUND = "nobody_found"
    SAID_NO = "said_no"


BECAUSE_LABELS = {
    Because.NOT_ASKED: "Nobody has asked them yet",
    Because.THINKING: "They are thinking about it",
    Because.CANNOT_DECIDE: "They cannot decide now, and no decision in their best interests is made yet",
    Because.NOBODY_FOUND: "Whoever decides for the child was not reached yet",
    Because.SAID_NO: "They have said no",
}


class Outcome(StrEnum):
    """What was done."""

    ASKED = "asked"
    ADDED = "added"
    SAID_NO = "said_no"
    LEFT = "left"
    ELSEWHERE = "elsewhere"
    MISTAKE = "mistake"


OUTCOME_LABELS = {
    Outcome.ASKED: "Asked again, no answer yet",
    Outcome.ADDED: "Added to the register",
    Outcome.SAID_NO: "They said no",
    Outcome.LEFT: "They left hospital",
    Outcome.ELSEWHERE: "Another area looks after them, and knows",
    Outcome.MISTAKE: "Recorded by mistake",
}
CLOSING = frozenset(Outcome) - {Outcome.ASKED}
BY_HAND = (Outcome.ASKED, Outcome.SAID_NO, Outcome.LEFT, Outcome.ELSEWHERE, Outcome.MISTAKE)


ASKED = "consent_missing_chase"


def ask_by(since: date, *, because: Because, own: int | None = None) -> date | None:
    """The day by which consent is asked again: the working days of R09 [D] after they were last asked.

    `own` is the area's own number of them. Who has said no is not asked again: None.
    """
    if because is Because.SAID_NO:
        return None
    rule = rules.RULES[ASKED]
    return rules.add(since, rule.days[rules.Group.ADULT] if own is None else own, rule.unit)
