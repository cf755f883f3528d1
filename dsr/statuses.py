"""The states of an entry and of a recommendation, as dicts. Pure."""

from enum import StrEnum


class EntryStatus(StrEnum):
    """Where an entry is in its life."""

    ACTIVE = "active"
    PAUSED_CONSENT = "paused_consent"
    REMOVED = "removed"
    REMOVED_IN_ERROR = "removed_in_error"
    TRANSFERRED_OUT = "transferred_out"
    DIED = "died"


# A person has one of these in an area at most; the database holds it.
HOLDS_A_PLACE = (EntryStatus.ACTIVE, EntryStatus.PAUSED_CONSENT)
ENTRY_LABELS = {
    EntryStatus.ACTIVE: "On the register",
    EntryStatus.PAUSED_CONSENT: "Paused until consent is answered",
    EntryStatus.REMOVED: "No longer on the register",
    EntryStatus.REMOVED_IN_ERROR: "Taken off: entered in error",
    EntryStatus.TRANSFERRED_OUT: "Moved to another area",
    EntryStatus.DIED: "Died",
}
ENTRY_MOVES = {
    EntryStatus.ACTIVE: (
        EntryStatus.PAUSED_CONSENT,
        EntryStatus.REMOVED,
        EntryStatus.REMOVED_IN_ERROR,
        EntryStatus.TRANSFERRED_OUT,
        EntryStatus.DIED,
    ),
    EntryStatus.PAUSED_CONSENT: (
        EntryStatus.ACTIVE,
        EntryStatus.REMOVED,
        EntryStatus.REMOVED_IN_ERROR,
        EntryStatus.TRANSFERRED_OUT,
        EntryStatus.DIED,
    ),
    # What has ended stays as it is: whoever belongs on the register again is added anew, with consent.
    EntryStatus.REMOVED: (EntryStatus.DIED,),
    EntryStatus.REMOVED_IN_ERROR: (),
    EntryStatus.TRANSFERRED_OUT: (EntryStatus.DIED,),
    EntryStatus.DIED: (),
}


class Step(StrEnum):
    """What happened to a recommendation; the latest step is where it stands (domain reference 6.10 [D])."""

    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    PARTLY = "partly"
    DONE = "done"
    CONFIRMED = "confirmed"
    NOT_DONE = "not_done"
    CANNOT = "cannot"
    REPLACED = "replaced"


STEP_LABELS = {
    Step.AGREED: "Agreed",
    Step.IN_PROGRESS: "Under way",
    Step.PARTLY: "Partly done",
    Step.DONE: "Done, to be confirmed",
    Step.CONFIRMED: "Done and confirmed",
    Step.NOT_DONE: "Not done",
    Step.CANNOT: "Cannot be done",
    Step.REPLACED: "Replaced by another one",
}
_ANY = (Step.IN_PROGRESS, Step.PARTLY, Step.DONE, Step.NOT_DONE, Step.CANNOT, Step.REPLACED)
STEP_MOVES = {
    Step.AGREED: _ANY,
    Step.IN_PROGRESS: _ANY,
    Step.PARTLY: _ANY,
    # Somebody else has looked: it is so, or it is not and goes on.
    Step.DONE: (Step.CONFIRMED, Step.IN_PROGRESS),
    Step.CONFIRMED: (),
    Step.NOT_DONE: (Step.IN_PROGRESS, Step.PARTLY, Step.DONE, Step.REPLACED),
    Step.CANNOT: (Step.IN_PROGRESS, Step.PARTLY, Step.DONE, Step.NOT_DONE, Step.REPLACED),
    Step.REPLACED: (),
}
OPEN_STEPS = (Step.AGREED, Step.IN_PROGRESS, Step.PARTLY, Step.CANNOT)
# While it stands so its owner is asked about it once its day has come.
CHASED_STEPS = (Step.AGREED, Step.IN_PROGRESS, Step.PARTLY)


class CameFrom(StrEnum):
    """Where a recommendation was agreed."""

    REVIEW = "review"
    MEETING = "meeting"
    BETWEEN = "between"


CAME_FROM_LABELS = {
    CameFrom.REVIEW: "A review",
    CameFrom.MEETING: "A meeting",
    CameFrom.BETWEEN: "Between meetings",
}
