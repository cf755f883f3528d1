"""May we, on what basis, or why not: one answer for a person, a purpose and a day. Pure.

Decisions are separate: being on the register, sharing with each kind of organisation, a keyworker, and
for each review the meeting, showing papers to its panel (disclosure), using what it finds, and who
takes part. Which answer counts is worked out in `dsr.answers`; whether it still holds, in
`dsr.consent_holds`. Grace and birthdays are product defaults [D]; that papers stay locked without
consent is national guidance [N].
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from dsr.answers import Answer, Assessment, asked, standing
from dsr.consent_holds import Asking, Gate, State, held, not_yes, still_good
from dsr.consent_words import (
    BASIS_LABELS,
    DECISION_LABELS,
    FOR_A_REVIEW,
    OF_A_REVIEW,
    PURPOSE_LABELS,
    SHARE_LABELS,
    STANDING,
    UNDER_16,
    USABLE,
    WHO,
    Basis,
    Decision,
    Purpose,
    ShareKind,
    thing,
)
from dsr.who_decides import check_basis

__all__ = [
    "BASIS_LABELS",
    "DECISION_LABELS",
    "FOR_A_REVIEW",
    "OF_A_REVIEW",
    "PURPOSE_LABELS",
    "SHARE_LABELS",
    "STANDING",
    "UNDER_16",
    "USABLE",
    "WHO",
    "Answer",
    "Assessment",
    "Basis",
    "Decision",
    "Gate",
    "Purpose",
    "ShareKind",
    "State",
    "check_basis",
    "may",
    "thing",
]
CLOSES_SHARING = (State.NO, State.WITHDRAWN, State.EXPIRED, State.DISPUTED)


def may(
    purpose: Purpose,
    answers: Iterable[Answer],
    *,
    born: date,
    on: date,
    about: UUID | None = None,
    to: ShareKind | None = None,
    named: bool = True,
    assessments: Iterable[Assessment] = (),
    alone: bool = False,
) -> Gate:
    """May we, for this purpose, on this day? `answers` are in the order they were recorded.

    `to` asks for one kind of organisation. The sentence says who answered by name, or only as whom
    unless `named`. Nothing is shared of somebody whose place on the register is refused or has lapsed;
    `alone` leaves that out, to see how the decision itself stands.
    """
    answers, assessments = list(answers), tuple(assessments)
    if purpose is Purpose.SHARE and about is None and not alone:
        place = _by_itself(answers, Asking(Purpose.REGISTER, None, None, born, on, named, assessments))
        if place.state in CLOSES_SHARING:
            return Gate(False, f"{place.sentence} So nothing is shared.", place.state, place.answer)
    return _by_itself(answers, Asking(purpose, to, about, born, on, named, assessments))


def _by_itself(answers: list[Answer], asking: Asking) -> Gate:
    said = asked(answers, asking.purpose, on=asking.on, about=asking.about, to=asking.to)
    found = standing(said)
    if found is None:
        return Gate(False, f"No consent has been recorded for {asking.thing}.", State.NOT_ASKED)
    answer = found.answer
    if found.disputed_since:
        return held(found, asking)
    if answer.usable:
        return still_good(answer, asking)
    return Gate(False, not_yes(answer, asking), State(answer.decision), answer)
