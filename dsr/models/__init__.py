"""The register's records. Rules live in the pure modules; writing lives in actions."""

from dsr.adjustments import ADJUSTMENTS
from dsr.models.choices import choices
from dsr.models.clocks import AreaRule, Deadline
from dsr.models.consents import CapacityAssessment, ConsentRecord
from dsr.models.discharge_plans import DischargeChecklist, PlanPoint
from dsr.models.disclosures import Disclosure, PartnerTold
from dsr.models.entries import Note, Rating, RegisterEntry
from dsr.models.escalations import Escalation
from dsr.models.followup import Progress, Recommendation
from dsr.models.known_admissions import AdmissionFollowUp, KnownAdmission
from dsr.models.people import Contact, Diagnosis, Person, YesNo
from dsr.models.putting_right import LegalHold, NameList
from dsr.models.restricted import RestrictedGrant, Restriction
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
    "AreaRule",
    "CapacityAssessment",
    "ConsentRecord",
    "Contact",
    "Deadline",
    "Diagnosis",
    "DischargeChecklist",
    "Disclosure",
    "Escalation",
    "HospitalStay",
    "KnownAdmission",
    "Leave",
    "LegalHold",
    "LegalStatusPeriod",
    "NameList",
    "Note",
    "OversightVisit",
    "PartnerTold",
    "Person",
    "PlanPoint",
    "PlannedDischarge",
    "Progress",
    "Rating",
    "Readiness",
    "Recommendation",
    "RegisterEntry",
    "RestrictedGrant",
    "Restriction",
    "StayCorrection",
    "UnitNotice",
    "WardMove",
    "YesNo",
    "choices",
]
