"""A place on the register goes to another area: its states, and what goes along. Pure.

The sender keeps the case until the other area takes it (domain reference 3.8 [D]): nobody is lost between.
"""

from enum import StrEnum


class State(StrEnum):
    """Where an offer stands."""

    OFFERED = "offered"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


STATE_LABELS = {
    State.OFFERED: "Offered",
    State.SEEN: "Offered, and they have seen it",
    State.ACCEPTED: "Taken over",
    State.DECLINED: "Declined",
    State.TAKEN_BACK: "Taken back",
}
MOVES = {
    State.OFFERED: (State.SEEN, State.ACCEPTED, State.DECLINED, State.TAKEN_BACK),
    State.SEEN: (State.ACCEPTED, State.DECLINED, State.TAKEN_BACK),
    State.ACCEPTED: (),
    State.DECLINED: (),
    State.TAKEN_BACK: (),
}
OPEN = (State.OFFERED, State.SEEN)


class Kind(StrEnum):
    """Why it goes."""

    MOVING = "moving"
    ADULTS = "adults"


KIND_LABELS = {
    Kind.MOVING: "They move, or have moved, to the other area",
    Kind.ADULTS: "They turn 18 and the other register is for adults",
}


class Part(StrEnum):
    """What goes along in the pack, beside name, date of birth, NHS number and what helps."""

    RATING = "rating"
    RECOMMENDATIONS = "recommendations"
    STAYS = "stays"


PART_LABELS = {
    Part.RATING: "The rating now, since when, and why",
    Part.RECOMMENDATIONS: "The recommendations that are open: who does what, by when",
    Part.STAYS: "Stays in hospital",
}
EVERY_PART = tuple(Part)
