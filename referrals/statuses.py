"""The states of a self-referral, and the answers that can be chosen on it, as tables. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a form is in its life."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"


LABELS = {State.RECEIVED: "New", State.ACCEPTED: "Accepted", State.DECLINED: "Not accepted"}
# A decision stands; whoever asks again sends another form, which says what has changed.
MOVES = {State.RECEIVED: (State.ACCEPTED, State.DECLINED), State.ACCEPTED: (), State.DECLINED: ()}
OPEN = tuple(state for state, moves in MOVES.items() if moves)


class FillingIn(StrEnum):
    """Whom the form is about, as the sender says it."""

    ME = "me"
    CHILD = "child"
    CARE = "care"
    WORK = "work"


FILLING_IN = {
    FillingIn.ME: "Me",
    FillingIn.CHILD: "My child",
    FillingIn.CARE: "Someone I care for",
    FillingIn.WORK: "Someone I support at work",
}


class Told(StrEnum):
    """What somebody has been told about a learning disability or autism."""

    LEARNING_DISABILITY = "learning_disability"
    AUTISM = "autism"
    BOTH = "both"
    WAITING = "waiting"
    NOT_SURE = "not_sure"


TOLD = {
    Told.LEARNING_DISABILITY: "A learning disability",
    Told.AUTISM: "Autism",
    Told.BOTH: "A learning disability and autism",
    Told.WAITING: "Waiting for an assessment",
    Told.NOT_SURE: "Not sure",
}

YES_NO_NOT_SURE = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
YES_NO = {"yes": "Yes", "no": "No"}


class Agreement(StrEnum):
    """What the person says about the form being sent."""

    AGREES = "agrees"
    SAYS_NO = "says_no"
    CANNOT_DECIDE = "cannot_decide"
    PARENT_AGREES = "parent_agrees"
    NOT_ASKED = "not_asked"


AGREEMENT = {
    Agreement.AGREES: "Yes, they know and they agree",
    Agreement.SAYS_NO: "They know, and they say no",
    Agreement.CANNOT_DECIDE: "They cannot decide this themselves",
    Agreement.PARENT_AGREES: "They are under 16, and a parent agrees",
    Agreement.NOT_ASKED: "They have not been asked yet",
}
ELSEWHERE, NOT_SURE = "elsewhere", "not_sure"
