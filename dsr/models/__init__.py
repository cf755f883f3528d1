"""The register's records. Rules live in the pure modules; writing lives in actions."""

from dsr.adjustments import ADJUSTMENTS
from dsr.models.choices import choices
from dsr.models.clocks import (
    AreaDeadline,
    AreaRule,
    Deadline,
    DeadlinePause,
    PauseReason,
    PlanStep,
)
from dsr.models.consents import CapacityAssessment, ConsentRecord
from dsr.models.disclosures import Disclosure, PartnerTold
from dsr.models.entries import Note, Rating, RegisterEntry
from dsr.models.escalations import Escalation
from dsr.models.finding import LastLook, Place, SavedFilter
from dsr.models.followup import Chase, Progress, Recommendation
from dsr.models.merges import MergeRecord
from dsr.models.people import Contact, Diagnosis, Person, YesNo
from dsr.models.places import ConsentPause, Ending, Transfer
from dsr.models.putting_right import LegalHold, NameList
from dsr.models.restricted import RestrictedGrant, Restriction
from dsr.models.stays import HospitalStay

__all__ = [
    "ADJUSTMENTS",
    "AreaDeadline",
    "AreaRule",
    "CapacityAssessment",
    "Chase",
    "ConsentPause",
    "ConsentRecord",
    "Contact",
    "Deadline",
    "DeadlinePause",
    "Diagnosis",
    "Disclosure",
    "Ending",
    "Escalation",
    "HospitalStay",
    "LastLook",
    "LegalHold",
    "MergeRecord",
    "NameList",
    "Note",
    "PartnerTold",
    "PauseReason",
    "Person",
    "Place",
    "PlanStep",
    "Progress",
    "Rating",
    "Recommendation",
    "RegisterEntry",
    "RestrictedGrant",
    "Restriction",
    "SavedFilter",
    "Transfer",
    "YesNo",
    "choices",
]
