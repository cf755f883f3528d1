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
        EntryStatus.DIED,
    ),
    EntryStatus.REMOVED: (EntryStatus.ACTIVE, EntryStatus.DIED),
    # It stays as it is: whoever belongs on the register after all is added anew, with consent asked anew.
    EntryStatus.REMOVED_IN_ERROR: (),
    EntryStatus.TRANSFERRED_OUT: (EntryStatus.DIED,),
    EntryStatus.DIED: (),
}


class Step(StrEnum):
    """What happened to a recommendation; the latest step is where it stands."""

    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT = "cannot"


STEP_LABELS = {
    Step.AGREED: "Agreed",
    Step.IN_PROGRESS: "Under way",
    Step.DONE: "Done",
    Step.CANNOT: "Cannot be done",
}
STEP_MOVES = {
    Step.AGREED: (Step.IN_PROGRESS, Step.DONE, Step.CANNOT),
    Step.IN_PROGRESS: (Step.IN_PROGRESS, Step.DONE, Step.CANNOT),
    Step.DONE: (),
    Step.CANNOT: (Step.IN_PROGRESS, Step.DONE),
}
OPEN_STEPS = (Step.AGREED, Step.IN_PROGRESS, Step.CANNOT)
