"""The states of a referral, and the answers that can be chosen on its forms, as tables. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a form is in its life."""

    RECEIVED = "received"
    MORE = "more"
    HELD = "held"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.RECEIVED: "New",
    State.MORE: "Waiting for more",
    State.HELD: "On hold",
    State.ACCEPTED: "Accepted",
    State.DECLINED: "Not accepted",
    State.WITHDRAWN: "Taken back",
}
_ENDS = (State.ACCEPTED, State.DECLINED, State.WITHDRAWN)
# A decision stands; whoever asks again sends another form, which says what has changed. Two ends can be
# taken back: a form that was taken back by mistake, and one that was only thought not to be real.
MOVES: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (State.MORE, State.HELD, *_ENDS),
    State.MORE: (State.RECEIVED, State.HELD, *_ENDS),
    State.HELD: (State.RECEIVED, State.MORE, *_ENDS),
    State.ACCEPTED: (),
    State.DECLINED: (State.RECEIVED,),
    State.WITHDRAWN: (State.RECEIVED,),
}
OPEN = tuple(state for state in State if state not in _ENDS)
# Which ends somebody has to be told of: not the one that the sender chose.
TO_BE_TOLD = (State.ACCEPTED, State.DECLINED)


class CameBy(StrEnum):
    """How a form reached the register."""

    WEB = "web"
    PAPER = "paper"
    PDF = "pdf"
    PHONE = "phone"


CAME_BY = {
    CameBy.WEB: "Sent on this website",
    CameBy.PAPER: "On paper, typed in by the team",
    CameBy.PDF: "As a filled-in PDF, checked by the team",
    CameBy.PHONE: "By phone, written down by the team",
}


class Urgency(StrEnum):
    """How soon somebody must look, as the sender of a flag says it or as the team decides."""

    TODAY = "today"
    WEEK = "week"
    USUAL = "usual"


URGENCY = {
    Urgency.TODAY: "Today",
    Urgency.WEEK: "This week",
    Urgency.USUAL: "In the usual time",
}


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
    THINKING = "thinking"
    SAYS_NO = "says_no"
    CANNOT_DECIDE = "cannot_decide"
    PARENT_AGREES = "parent_agrees"
    NOT_ASKED = "not_asked"


AGREEMENT = {
    Agreement.AGREES: "Yes, they know and they agree",
    Agreement.THINKING: "They know, and would like to think about it",
    Agreement.SAYS_NO: "They know, and they say no",
    Agreement.CANNOT_DECIDE: "They cannot decide this themselves",
    Agreement.PARENT_AGREES: "They are under 16, and a parent agrees",
    Agreement.NOT_ASKED: "They have not been asked yet",
}
ELSEWHERE, NOT_SURE = "elsewhere", "not_sure"
