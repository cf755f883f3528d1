"""What the team does with a form, one line each: the words of its history. Pure."""

from enum import StrEnum

from referrals.statuses import State


class Kind(StrEnum):
    """One thing done."""

    MATCHED = "matched"
    NEW_PERSON = "new_person"
    UNMATCHED = "unmatched"
    REAL = "real"
    URGENT = "urgent"
    NOT_URGENT = "not_urgent"
    URGENT_MET = "urgent_met"
    CONSENT_ASKED = "consent_asked"
    CONSENT = "consent"
    ASKED_MORE = "asked_more"
    CAME = "came"
    HELD = "held"
    RESUMED = "resumed"
    OFFERED = "offered"
    TAKEN_BACK = "taken_back"
    PASSED_ON = "passed_on"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"


WORDS = {
    Kind.MATCHED: "Said who this is: somebody on record",
    Kind.NEW_PERSON: "Made a new record from the form",
    Kind.UNMATCHED: "Took back who this is",
    Kind.REAL: "Looked at the doubts: it is real",
    Kind.URGENT: "Marked urgent, today",
    Kind.NOT_URGENT: "No longer marked urgent",
    Kind.URGENT_MET: "Met about it as urgent",
    Kind.CONSENT_ASKED: "Asked for their agreement",
    Kind.CONSENT: "Recorded an answer about consent",
    Kind.ASKED_MORE: "Asked for more",
    Kind.CAME: "Wrote down what came back",
    Kind.HELD: "Put on hold",
    Kind.RESUMED: "Took off hold",
    Kind.OFFERED: "Offered to another area",
    Kind.TAKEN_BACK: "Took the offer to another area back",
    Kind.PASSED_ON: "Taken over from another area",
    Kind.SENT_BACK: "Not taken by the other area: it stays with this one",
    Kind.REOPENED: "Opened again",
}

# Where each of these leads, when it moves the form; what is not here leaves the state as it is.
LEADS_TO: dict[Kind, State] = {
    Kind.ASKED_MORE: State.MORE,
    Kind.CAME: State.RECEIVED,
    Kind.HELD: State.HELD,
    Kind.RESUMED: State.RECEIVED,
    Kind.REOPENED: State.RECEIVED,
}
# From where each may be done.
FROM: dict[Kind, tuple[State, ...]] = {
    Kind.ASKED_MORE: (State.RECEIVED, State.MORE, State.HELD),
    Kind.CAME: (State.MORE,),
    Kind.HELD: (State.RECEIVED, State.MORE, State.HELD),
    Kind.RESUMED: (State.HELD,),
    Kind.REOPENED: (State.DECLINED, State.WITHDRAWN),
}


class Asked(StrEnum):
    """Of whom more is asked."""

    SENDER = "sender"
    PERSON = "person"
    OTHER = "other"


ASKED = {
    Asked.SENDER: "Whoever sent the form",
    Asked.PERSON: "The person it is about",
    Asked.OTHER: "Somebody else: a school, a GP, a colleague",
}
