"""The only writers of the register: keyword-only, signed `by` somebody, one transaction each."""

from dsr.actions.agenda import add_to_agenda, move_on_agenda, take_off_agenda
from dsr.actions.capacity import record_capacity
from dsr.actions.consent_clocks import ask_for_birthdays
from dsr.actions.consents import record_answers, record_consent
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline, set_own_number
from dsr.actions.disclosures import record_disclosure
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
from dsr.actions.holds import end_hold, place_hold
from dsr.actions.leaving import hand_over_people
from dsr.actions.meeting_decisions import DecidedFirst, decide
from dsr.actions.meeting_drafts import keep_drafts
from dsr.actions.meetings import (
    add_to_minutes,
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    plan_meeting,
    record_attendance,
    take_off_attendance,
)
from dsr.actions.merging import merge_people
from dsr.actions.minutes import make_extract
from dsr.actions.name_lists import delete_old_lists, make_name_list, order_name_list
from dsr.actions.ratings import SavedFirst, change_rating
from dsr.actions.recommendations import add_recommendation, record_progress
from dsr.actions.removal import remove_in_error
from dsr.actions.restricted import end_grant, grant_access, lift_restriction, restrict
from dsr.actions.stays import admit, discharge, record_visit
from dsr.actions.withdrawals import record_everybody_told, record_told

__all__ = [
    "ChangedFirst",
    "DecidedFirst",
    "SavedFirst",
    "add_contact",
    "add_note",
    "add_person",
    "add_recommendation",
    "add_to_agenda",
    "add_to_minutes",
    "add_to_register",
    "admit",
    "allocate",
    "ask_for_birthdays",
    "cancel_deadlines",
    "cancel_meeting",
    "change_access",
    "change_meeting",
    "change_person",
    "change_rating",
    "close_escalation",
    "close_meeting",
    "decide",
    "delete_old_lists",
    "discharge",
    "end_grant",
    "end_hold",
    "escalate",
    "grant_access",
    "hand_over_people",
    "keep_drafts",
    "lift_restriction",
    "make_extract",
    "make_name_list",
    "meet_deadlines",
    "merge_people",
    "move_on_agenda",
    "open_deadline",
    "open_meeting",
    "order_name_list",
    "place_hold",
    "plan_meeting",
    "record_answers",
    "record_attendance",
    "record_capacity",
    "record_consent",
    "record_disclosure",
    "record_everybody_told",
    "record_progress",
    "record_told",
    "record_visit",
    "remove_in_error",
    "restrict",
    "set_own_number",
    "take_off_agenda",
    "take_off_attendance",
]
