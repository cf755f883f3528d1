"""The words of meetings: their kinds and states, and who sits at the table. Pure.

Who takes part is published by many areas [L]; one person at a time, the consent banner first and attendance
for each person are product defaults [D] (domain reference 3.9).
"""

import re
from enum import StrEnum

from dsr.consent_words import SHARE_LABELS, ShareKind


class MeetingKind(StrEnum):
    """By the calendar, or between two dates because somebody cannot wait (as Sunderland does [L])."""

    REGULAR = "regular"
    URGENT = "urgent"


KIND_LABELS = {MeetingKind.REGULAR: "Regular meeting", MeetingKind.URGENT: "Urgent meeting"}


class MeetingState(StrEnum):
    """Where a meeting is in its life."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_LABELS = {
    MeetingState.PLANNED: "Planned",
    MeetingState.OPEN: "Going on now",
    MeetingState.CLOSED: "Closed",
    MeetingState.CANCELLED: "Cancelled",
}
STATE_MOVES: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PLANNED: (MeetingState.OPEN, MeetingState.CANCELLED),
    MeetingState.OPEN: (MeetingState.CLOSED,),
    MeetingState.CLOSED: (),
    MeetingState.CANCELLED: (),
}


class ItemState(StrEnum):
    """What became of somebody on an agenda."""

    WAITING = "waiting"
    DONE = "done"
    TAKEN_OFF = "taken_off"
    CARRIED = "carried"


ITEM_LABELS = {
    ItemState.WAITING: "Not yet",
    ItemState.DONE: "Done",
    ItemState.TAKEN_OFF: "Taken off",
    ItemState.CARRIED: "Carried to the next meeting",
}
ITEM_MOVES: dict[ItemState, tuple[ItemState, ...]] = {
    ItemState.WAITING: (ItemState.DONE, ItemState.TAKEN_OFF, ItemState.CARRIED),
    ItemState.DONE: (),  # a further decision stands beside the first; nothing is undone
    ItemState.TAKEN_OFF: (ItemState.WAITING,),
    ItemState.CARRIED: (),
}

# Those who keep the register hold the record already: no answer about sharing opens or shuts it to them.
TEAM = ""
SHORT = {
    ShareKind.ICB: "Integrated care board",
    ShareKind.ADULT_SOCIAL_CARE: "Adult social care",
    ShareKind.CHILDRENS_SOCIAL_CARE: "Children’s social care",
    ShareKind.EDUCATION: "School and special educational needs (SEND)",
    ShareKind.CAMHS: "CAMHS",
    ShareKind.ADULT_MENTAL_HEALTH: "Adult mental health",
    ShareKind.LD_AUTISM_TEAM: "Learning disability and autism team",
    ShareKind.FORENSIC_OUTREACH: "Forensic outreach",
    ShareKind.CONTINUING_HEALTHCARE: "Continuing healthcare",
    ShareKind.ACUTE_HOSPITAL: "General hospital",
    ShareKind.EATING_DISORDER: "Eating disorder service",
    ShareKind.GP: "GP",
    ShareKind.KEYWORKER_PROVIDER: "Keyworker’s organisation",
    ShareKind.HOUSING: "Housing and support",
    ShareKind.POLICE: "Police and youth justice",
    ShareKind.VOLUNTARY: "Charities and community groups",
}
TABLE_LABELS = {TEAM: "The register’s own team"} | {kind.value: label for kind, label in SHORT.items()}
WHOLE_LABELS = {kind.value: label for kind, label in SHARE_LABELS.items()}

HEALTH = frozenset(
    {
        ShareKind.CAMHS, ShareKind.ADULT_MENTAL_HEALTH, ShareKind.LD_AUTISM_TEAM, ShareKind.FORENSIC_OUTREACH,
        ShareKind.CONTINUING_HEALTHCARE, ShareKind.ACUTE_HOSPITAL, ShareKind.EATING_DISORDER, ShareKind.GP,
    }
)  # fmt: skip
SOCIAL_CARE = frozenset({ShareKind.ADULT_SOCIAL_CARE, ShareKind.CHILDRENS_SOCIAL_CARE})


def missing_for_quorum(kinds: set[str]) -> tuple[str, ...]:
    """Who is not in the room, of those without whom a rating is not agreed; empty when all are.

    `kinds` are those of the people who stay for this person. The register's lead, one of health and one
    of social care: a product default for `who_rates` and `quorum` [D], after areas that publish a
    multi-disciplinary team [L] (domain reference 14).
    """
    wanted = (
        ("the register’s own team", TEAM in kinds),
        ("health", bool(kinds & HEALTH)),
        ("social care", bool(kinds & SOCIAL_CARE)),
    )
    return tuple(who for who, here in wanted if not here)


class Depth(StrEnum):
    """How much of what was decided about somebody a kind of organisation is given."""

    WHOLE = "whole"  # what was said too
    OUTCOME = "outcome"  # the rating and what was agreed; no clinical detail
    OWN_PART = "own_part"  # only what was agreed for them


FULLEST = tuple(Depth)  # each holds what those after it hold
# Domain reference 2.2 [D]: social care and education need no psychiatric detail; housing and police get only
# what a meeting agreed for them.
DEPTHS = dict.fromkeys(ShareKind, Depth.WHOLE) | {
    ShareKind.CHILDRENS_SOCIAL_CARE: Depth.OUTCOME,
    ShareKind.EDUCATION: Depth.OUTCOME,
    ShareKind.HOUSING: Depth.OWN_PART,
    ShareKind.POLICE: Depth.OWN_PART,
    ShareKind.VOLUNTARY: Depth.OWN_PART,
}
KNOWN_BY = {  # words by which the owner of a recommendation is known to be of such an organisation
    ShareKind.HOUSING: ("housing", "landlord", "support provider"),
    ShareKind.POLICE: ("police", "youth justice", "youth offending"),
    ShareKind.VOLUNTARY: ("charity", "voluntary"),
}


def is_less(now: Depth, given: Depth) -> bool:
    """Whether less may be given now than was given."""
    return FULLEST.index(now) > FULLEST.index(given)


def depth(kind: ShareKind, *, limited: bool) -> Depth:
    """How much goes to a kind of organisation; a yes with limits never lets out what was said."""
    found = DEPTHS[kind]
    return Depth.OUTCOME if limited and found is Depth.WHOLE else found


TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "pc", "dc", "ds", "sgt", "sergeant",
     "inspector", "insp", "nurse", "sister"}
)  # fmt: skip


def is_owned_by(owner: str, kind: ShareKind, names: list[str]) -> bool:
    """Whether a recommendation is for this kind: its owner names it, or somebody who came for it.

    Whole words only. Somebody who came is known by their first and family name, or where only one name was
    written down, by an owner that says this and nothing else: Ann of the housing service is not Joanne, nor
    another Ann.
    """
    said = _words(owner)
    known = [_words(words) for words in KNOWN_BY.get(kind, ())]
    return any(_stand_in(words, said) for words in known) or any(_is_named(name, said) for name in names)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.casefold())


def _stand_in(words: list[str], said: list[str]) -> bool:
    starts = range(len(said) - len(words) + 1)
    return bool(words) and any(said[start : start + len(words)] == words for start in starts)


def _is_named(came: str, said: list[str]) -> bool:
    name = [word for word in _words(came.split(",")[0]) if word not in TITLES]
    if len(name) > 1:
        return _stand_in(name, said) or _stand_in([name[0], name[-1]], said)
    return bool(name) and [word for word in said if word not in TITLES] in (name, _words(came))
