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
from dsr.models.discharge_plans import DischargeChecklist, PlanPoint
from dsr.models.disclosures import Disclosure, PartnerTold
from dsr.models.entries import RegisterEntry
from dsr.models.escalations import Escalation
from dsr.models.finding import LastLook, Place, SavedFilter
from dsr.models.followup import Chase, Progress, Recommendation
from dsr.models.known_admissions import AdmissionFollowUp, KnownAdmission
from dsr.models.meetings import (
    Meeting,
    MeetingAddendum,
    MeetingAttendance,
    MeetingDecision,
    MeetingDraft,
    MeetingExtract,
    MeetingItem,
)
from dsr.models.merges import MergeRecord
from dsr.models.notes import Note
from dsr.models.people import Contact, Diagnosis, Person, YesNo
from dsr.models.places import ConsentPause, Ending, Transfer
from dsr.models.putting_right import LegalHold, NameList
from dsr.models.ratings import KeyworkerOffer, Rating, RatingTold
from dsr.models.restricted import RestrictedGrant, Restriction
from dsr.models.risk_tools import AfterHospital, RiskTool
from dsr.models.stay_records import (
    OversightVisit,
    PlannedDischarge,
    Readiness,
    StayCorrection,
    UnitNotice,
)
from dsr.models.stays import HospitalStay, Leave, LegalStatusPeriod, WardMove

__all__ = [
    "ADJUSTMENTS",
    "AdmissionFollowUp",
    "AfterHospital",
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
    "DischargeChecklist",
    "Disclosure",
    "Ending",
    "Escalation",
    "HospitalStay",
    "KeyworkerOffer",
    "KnownAdmission",
    "LastLook",
    "Leave",
    "LegalHold",
    "LegalStatusPeriod",
    "Meeting",
    "MeetingAddendum",
    "MeetingAttendance",
    "MeetingDecision",
    "MeetingDraft",
    "MeetingExtract",
    "MeetingItem",
    "MergeRecord",
    "NameList",
    "Note",
    "OversightVisit",
    "PartnerTold",
    "PauseReason",
    "Person",
    "Place",
    "PlanPoint",
    "PlanStep",
    "PlannedDischarge",
    "Progress",
    "Rating",
    "RatingTold",
    "Readiness",
    "Recommendation",
    "RegisterEntry",
    "RestrictedGrant",
    "Restriction",
    "RiskTool",
    "SavedFilter",
    "StayCorrection",
    "Transfer",
    "UnitNotice",
    "WardMove",
    "YesNo",
    "choices",
]
