"""The states of an entry and of a recommendation, as dicts. Pure."""

from enum import StrEnum


class EntryStatus(StrEnum):
    """Where an entry is in its life."""

    ACTIVE = "active"
    PAUSED_CONSENT = "paused_consent"
    REMOVED = "removed"
    TRANSFERRED_OUT = "transferred_out"
    DIED = "died"


# A person has one of these in an area at most; the database holds it.
HOLDS_A_PLACE = (EntryStatus.ACTIVE, EntryStatus.PAUSED_CONSENT)
ENTRY_LABELS = {
    EntryStatus.ACTIVE: "On the register",
    EntryStatus.PAUSED_CONSENT: "Paused until consent is answered",
    EntryStatus.REMOVED: "No longer on the register",
    EntryStatus.TRANSFERRED_OUT: "Moved to another area",
    EntryStatus.DIED: "Died",
}
ENTRY_MOVES = {
    EntryStatus.ACTIVE: (
        EntryStatus.PAUSED_CONSENT,
        EntryStatus.REMOVED,
        EntryStatus.TRANSFERRED_OUT,
        EntryStatus.DIED,
    ),
    EntryStatus.PAUSED_CONSENT: (EntryStatus.ACTIVE, EntryStatus.REMOVED, EntryStatus.DIED),
    EntryStatus.REMOVED: (EntryStatus.ACTIVE, EntryStatus.DIED),
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
