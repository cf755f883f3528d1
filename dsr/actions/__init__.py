"""The only writers of the register: keyword-only, signed `by` somebody, one transaction each."""

from dsr.actions.consents import record_consent
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline, set_own_number
from dsr.actions.entries import (
    ChangedFirst,
    add_contact,
    add_note,
    add_person,
    add_to_register,
    allocate,
    change_access,
    change_person,
)
from dsr.actions.escalations import close_escalation, escalate
from dsr.actions.leaving import hand_over_people
from dsr.actions.ratings import SavedFirst, change_rating
from dsr.actions.recommendations import add_recommendation, record_progress
from dsr.actions.restricted import end_grant, grant_access, lift_restriction, restrict
from dsr.actions.stays import admit, discharge, record_visit

__all__ = [
    "ChangedFirst",
    "SavedFirst",
    "add_contact",
    "add_note",
    "add_person",
    "add_recommendation",
    "add_to_register",
    "admit",
    "allocate",
    "cancel_deadlines",
    "change_access",
    "change_person",
    "change_rating",
    "close_escalation",
    "discharge",
    "end_grant",
    "escalate",
    "grant_access",
    "hand_over_people",
    "lift_restriction",
    "meet_deadlines",
    "open_deadline",
    "record_consent",
    "record_progress",
    "record_visit",
    "restrict",
    "set_own_number",
]
