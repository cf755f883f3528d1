"""The life of a review, as a dict. Pure."""

from enum import StrEnum

from config.refused import Refused


class State(StrEnum):
    """Where a review is in its life. That its report is issued is a date on a concluded review."""

    PLANNED = "planned"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


LABELS = {
    State.PLANNED: "Planned",
    State.CONCLUDED: "Concluded",
    State.CANCELLED: "Cancelled",
}
MOVES = {
    State.PLANNED: (State.CONCLUDED, State.CANCELLED),
    State.CONCLUDED: (),
    State.CANCELLED: (),
}


class Trigger(StrEnum):
    """What a review is held for (domain reference 6.2)."""

    RED = "red"
    ADMISSION = "admission"
    REPEAT = "repeat"
    REQUEST = "request"
    STUCK = "stuck"


TRIGGER_LABELS = {
    Trigger.RED: "Rated red: high risk of going into hospital",
    Trigger.ADMISSION: "Went into hospital",
    Trigger.REPEAT: "Still in hospital: the next review",
    Trigger.REQUEST: "Somebody asked for it",
    Trigger.STUCK: "Ready to leave hospital, and something is in the way",
}


class Role(StrEnum):
    """What somebody does on a panel."""

    CHAIR = "chair"
    CLINICAL = "clinical_expert"
    EXPERIENCE = "expert_by_experience"
    OTHER = "other"


ROLE_LABELS = {
    Role.CHAIR: "Chair",
    Role.CLINICAL: "Independent clinical expert",
    Role.EXPERIENCE: "Independent expert by experience",
    Role.OTHER: "Also on the panel",
}
ROLE_PLAINLY = {
    Role.CHAIR: "leads the review",
    Role.CLINICAL: "is a health professional who does not work for the team",
    Role.EXPERIENCE: "knows from their own life, or their family's, what this is like",
    Role.OTHER: "is there to help",
}
REQUIRED = (Role.CHAIR, Role.CLINICAL, Role.EXPERIENCE)


class View(StrEnum):
    """What somebody on the panel thinks of a principle."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT = "not"


VIEW_LABELS = {View.UPHELD: "Upheld", View.PARTLY: "Partly", View.NOT: "Not upheld"}
VIEW_MARKS = {View.UPHELD: "✓", View.PARTLY: "~", View.NOT: "✗"}


class PaperKind(StrEnum):
    """What a paper is (domain reference 6.6)."""

    PLANNER = "planner"
    LAST_REPORT = "last_report"
    CRISIS_PLAN = "crisis_plan"
    RISK = "risk_assessment"
    CARE_PLAN = "care_plan"
    EHC_PLAN = "ehc_plan"
    HEALTH = "health"
    COMMUNICATION = "communication"
    OTHER = "other"


PAPER_LABELS = {
    PaperKind.PLANNER: "The person's planner",
    PaperKind.LAST_REPORT: "The last report and action plan",
    PaperKind.CRISIS_PLAN: "Crisis plan",
    PaperKind.RISK: "Risk assessment",
    PaperKind.CARE_PLAN: "Care plan",
    PaperKind.EHC_PLAN: "EHC plan or its annual review",
    PaperKind.HEALTH: "Health: action plan, physical health, medicines",
    PaperKind.COMMUNICATION: "Communication or hospital passport",
    PaperKind.OTHER: "Another paper",
}


def check_can_move(now: State, to: State) -> None:
    """Refuse a move that the life of a review does not have."""
    if to not in MOVES[now]:
        raise Refused(f"This review is {LABELS[now].lower()}, so that can no longer be done.")
