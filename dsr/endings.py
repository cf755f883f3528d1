"""How somebody's place on a register ends or rests: reasons, and what stands against them. Pure.

Codes are those of the domain reference, 3.8 [D]. Nobody is taken off while in hospital or held after it,
unless they take their yes back, have died, or should never have been on it.
"""

from datetime import date
from enum import StrEnum

from dsr.days import plain
from dsr.ratings import Colour


class Reason(StrEnum):
    """Why a place on the register ended."""

    RISK_REDUCED = "risk_reduced_sustained"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    MOVED = "moved_area"
    NOT_ELIGIBLE = "not_eligible"
    TURNED_18 = "turned_18_child_register"
    DIED = "died"
    IN_ERROR = "entered_in_error"


REASON_LABELS = {
    Reason.RISK_REDUCED: "The risk has been low for a good while",
    Reason.CONSENT_WITHDRAWN: "They no longer agree to be on it",
    Reason.MOVED: "They live in another area now",
    Reason.NOT_ELIGIBLE: "The register is not for them after all",
    Reason.TURNED_18: "They turned 18 and this register is for children",
    Reason.DIED: "They have died",
    Reason.IN_ERROR: "The entry was made in error",
}
# A death has a page of its own; an error takes two people.
BY_HAND = (
    Reason.RISK_REDUCED,
    Reason.CONSENT_WITHDRAWN,
    Reason.MOVED,
    Reason.NOT_ELIGIBLE,
    Reason.TURNED_18,
)
ALWAYS = frozenset({Reason.CONSENT_WITHDRAWN, Reason.DIED, Reason.IN_ERROR})


class DecidedWhere(StrEnum):
    """Where it was decided."""

    MEETING = "meeting"
    URGENT = "urgent"
    BETWEEN = "between"


WHERE_LABELS = {
    DecidedWhere.MEETING: "At a meeting",
    DecidedWhere.URGENT: "At an urgent meeting",
    DecidedWhere.BETWEEN: "Between meetings",
}


class Told(StrEnum):
    """How somebody was told."""

    LETTER = "letter"
    PHONE = "phone"
    IN_PERSON = "in_person"
    MEETING = "meeting"
    OTHER = "other"


TOLD_LABELS = {
    Told.LETTER: "A letter",
    Told.PHONE: "On the phone",
    Told.IN_PERSON: "Face to face",
    Told.MEETING: "At a meeting",
    Told.OTHER: "Another way",
}


def in_the_way(
    reason: Reason,
    *,
    in_hospital: bool,
    held_until: date | None,
    on: date,
    still_agrees: bool,
    held_at: Colour = Colour.RED,
) -> str:
    """Why a place may not end for this reason on this day, as a sentence; empty when it may."""
    if reason is Reason.CONSENT_WITHDRAWN and still_agrees:
        return "Their yes to being on the register still stands. Record first that they took it back."
    if reason in ALWAYS:
        return ""
    if in_hospital:
        return "They are in hospital now. Their place can end once leaving hospital is recorded."
    return held(held_until, held_at, on)


def held(until: date | None, at: Colour, on: date) -> str:
    """Why a place stays where it is for a while after hospital, as a sentence; empty when it need not."""
    if until is None or on > until:
        return ""
    colour = "red" if at is Colour.RED else f"at least {at}"
    return f"They left hospital a short while ago and stay {colour} until {plain(until)}."


def needs_a_meeting(reason: Reason, where: DecidedWhere) -> str:
    """Taking somebody off is decided at a meeting (3.6 [D]); taking a yes back is their own decision."""
    if reason not in ALWAYS and where is DecidedWhere.BETWEEN:
        return "Between meetings nobody is taken off, unless they take their yes back. Say at which meeting."
    return ""
