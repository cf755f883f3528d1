"""The register's records. Rules live in the pure modules; writing lives in actions."""

from dsr.adjustments import ADJUSTMENTS
from dsr.models.choices import choices
from dsr.models.clocks import AreaRule, Deadline
from dsr.models.consents import ConsentRecord
from dsr.models.entries import Note, Rating, RegisterEntry
from dsr.models.escalations import Escalation
from dsr.models.followup import Progress, Recommendation
from dsr.models.people import Contact, Diagnosis, Person, YesNo
from dsr.models.putting_right import LegalHold, NameList
from dsr.models.restricted import RestrictedGrant, Restriction
from dsr.models.stays import HospitalStay

__all__ = [
    "ADJUSTMENTS",
    "AreaRule",
    "ConsentRecord",
    "Contact",
    "Deadline",
    "Diagnosis",
    "Escalation",
    "HospitalStay",
    "LegalHold",
    "NameList",
    "Note",
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
