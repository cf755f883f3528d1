"""The register's records. Rules live in the pure modules; writing lives in actions."""

from dsr.adjustments import ADJUSTMENTS
from dsr.models.choices import choices
from dsr.models.clocks import AreaRule, Deadline
from dsr.models.consents import CapacityAssessment, ConsentRecord
from dsr.models.disclosures import Disclosure, PartnerTold
from dsr.models.entries import Note, Rating, RegisterEntry
from dsr.models.escalations import Escalation
from dsr.models.followup import Progress, Recommendation
from dsr.models.meetings import (
    Meeting,
    MeetingAddendum,
    MeetingAttendance,
    MeetingDecision,
    MeetingDraft,
    MeetingExtract,
    MeetingItem,
)
from dsr.models.people import Contact, Diagnosis, Person, YesNo
from dsr.models.putting_right import LegalHold, NameList
from dsr.models.restricted import RestrictedGrant, Restriction
from dsr.models.stays import HospitalStay

__all__ = [
    "ADJUSTMENTS",
    "AreaRule",
    "CapacityAssessment",
    "ConsentRecord",
    "Contact",
    "Deadline",
    "Diagnosis",
    "Disclosure",
    "Escalation",
    "HospitalStay",
    "LegalHold",
    "Meeting",
    "MeetingAddendum",
    "MeetingAttendance",
    "MeetingDecision",
    "MeetingDraft",
    "MeetingExtract",
    "MeetingItem",
    "NameList",
    "Note",
    "PartnerTold",
    "Person",
    "Progress",
    "Rating",
    "Recommendation",
    "RegisterEntry",
    "RestrictedGrant",
    "Restriction",
    "YesNo",
    "choices",
]
