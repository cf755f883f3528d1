"""The only writers of the register: keyword-only, signed `by` somebody, one transaction each."""

from dsr.actions.after_ratings import offer_keyworker, record_rating_told
from dsr.actions.agenda import add_to_agenda, move_on_agenda, plan_meeting_about, take_off_agenda
from dsr.actions.capacity import record_capacity
from dsr.actions.chasing import chase_recommendations
from dsr.actions.consent_clocks import ask_for_birthdays
from dsr.actions.consents import record_answers, record_consent
from dsr.actions.contacts import (
    NotSo,
    add_contact,
    add_to_people,
    change_access,
    change_contact,
    end_contact,
)
from dsr.actions.deadlines import (
    cancel_deadlines,
    end_pause,
    heard,
    meet_deadlines,
    open_deadline,
    pause_deadline,
)
from dsr.actions.deaths import record_death, record_partner_told_of_death
from dsr.actions.disclosures import record_disclosure
from dsr.actions.entries import ChosenFirst, add_to_register, allocate
from dsr.actions.escalations import close_escalation, escalate
from dsr.actions.finding import (
    add_part,
    change_filter,
    choose_part,
    close_part,
    remove_filter,
    rename_part,
    save_filter,
)
from dsr.actions.going_home import (
    PointChangedFirst,
    change_point,
    decide_stuck,
    plan_discharge,
    record_readiness,
    set_checklist,
)
from dsr.actions.growing_up import add_plan_step
from dsr.actions.holds import end_hold, place_hold
from dsr.actions.known_admissions import (
    answer_known_admission,
    follow_up_admission,
    record_known_admission,
)
from dsr.actions.leaving import hand_over_people
from dsr.actions.meeting_decisions import DecidedFirst, decide
from dsr.actions.meeting_drafts import keep_drafts
from dsr.actions.meetings import (
    PlanChangedFirst,
    add_to_minutes,
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    plan_meeting,
    record_attendance,
    record_attendance_of,
    take_off_attendance,
)
from dsr.actions.merging import merge_people, undo_merge
from dsr.actions.minutes import make_extract
from dsr.actions.name_lists import delete_old_lists, make_name_list, order_name_list
from dsr.actions.notes import CorrectedFirst, add_note
from dsr.actions.own_numbers import recompute_area, recompute_clocks, set_own_number
from dsr.actions.owning import OwnerChangedFirst, say_who_and_how
from dsr.actions.pauses import pause_for_consent, put_back, resume_place
from dsr.actions.people import (
    ChangedFirst,
    NotBornYet,
    NumberInUse,
    add_person,
    change_person,
    correct_person,
)
from dsr.actions.ratings import Answered, SavedFirst, change_rating
from dsr.actions.recommendations import (
    ProgressFirst,
    add_recommendation,
    record_progress,
    replace_recommendation,
)
from dsr.actions.removal import record_person_told, remove_from_register, remove_in_error
from dsr.actions.restricted import end_grant, grant_access, lift_restriction, restrict
from dsr.actions.risk_tools import (
    ToolChangedFirst,
    end_tool,
    move_question,
    name_tool,
    publish_tool,
    remove_question,
    save_question,
    set_after_hospital,
    start_tool,
    throw_tool_away,
)
from dsr.actions.stay_changes import (
    change_legal_status,
    end_leave,
    move_ward,
    record_notice,
    start_leave,
)
from dsr.actions.stay_corrections import correct_stay
from dsr.actions.stay_locks import StayChangedFirst
from dsr.actions.stays import admit, discharge
from dsr.actions.sweeping import sweep
from dsr.actions.transfers import (
    accept_transfer,
    acknowledge_transfer,
    decline_transfer,
    offer_transfer,
    take_transfer_back,
)
from dsr.actions.visits import record_visit
from dsr.actions.ward_corrections import correct_ward, record_host_told
from dsr.actions.whole_register import record_whole_review
from dsr.actions.withdrawals import record_everybody_told, record_told

__all__ = [
    "Answered",
    "ChangedFirst",
    "ChosenFirst",
    "CorrectedFirst",
    "DecidedFirst",
    "NotBornYet",
    "NotSo",
    "NumberInUse",
    "OwnerChangedFirst",
    "PlanChangedFirst",
    "PointChangedFirst",
    "ProgressFirst",
    "SavedFirst",
    "StayChangedFirst",
    "ToolChangedFirst",
    "accept_transfer",
    "acknowledge_transfer",
    "add_contact",
    "add_note",
    "add_part",
    "add_person",
    "add_plan_step",
    "add_recommendation",
    "add_to_agenda",
    "add_to_minutes",
    "add_to_people",
    "add_to_register",
    "admit",
    "allocate",
    "answer_known_admission",
    "ask_for_birthdays",
    "cancel_deadlines",
    "cancel_meeting",
    "change_access",
    "change_contact",
    "change_filter",
    "change_legal_status",
    "change_meeting",
    "change_person",
    "change_point",
    "change_rating",
    "chase_recommendations",
    "choose_part",
    "close_escalation",
    "close_meeting",
    "close_part",
    "correct_person",
    "correct_stay",
    "correct_ward",
    "decide",
    "decide_stuck",
    "decline_transfer",
    "delete_old_lists",
    "discharge",
    "end_contact",
    "end_grant",
    "end_hold",
    "end_leave",
    "end_pause",
    "end_tool",
    "escalate",
    "follow_up_admission",
    "grant_access",
    "hand_over_people",
    "heard",
    "keep_drafts",
    "lift_restriction",
    "make_extract",
    "make_name_list",
    "meet_deadlines",
    "merge_people",
    "move_on_agenda",
    "move_question",
    "move_ward",
    "name_tool",
    "offer_keyworker",
    "offer_transfer",
    "open_deadline",
    "open_meeting",
    "order_name_list",
    "pause_deadline",
    "pause_for_consent",
    "place_hold",
    "plan_discharge",
    "plan_meeting",
    "plan_meeting_about",
    "publish_tool",
    "put_back",
    "recompute_area",
    "recompute_clocks",
    "record_answers",
    "record_attendance",
    "record_attendance_of",
    "record_capacity",
    "record_consent",
    "record_death",
    "record_disclosure",
    "record_everybody_told",
    "record_host_told",
    "record_known_admission",
    "record_notice",
    "record_partner_told_of_death",
    "record_person_told",
    "record_progress",
    "record_rating_told",
    "record_readiness",
    "record_told",
    "record_visit",
    "record_whole_review",
    "remove_filter",
    "remove_from_register",
    "remove_in_error",
    "remove_question",
    "rename_part",
    "replace_recommendation",
    "restrict",
    "resume_place",
    "save_filter",
    "save_question",
    "say_who_and_how",
    "set_after_hospital",
    "set_checklist",
    "set_own_number",
    "start_leave",
    "start_tool",
    "sweep",
    "take_off_agenda",
    "take_off_attendance",
    "take_transfer_back",
    "throw_tool_away",
    "undo_merge",
]
