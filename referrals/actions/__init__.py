"""The only writers of referrals: keyword-only, signed `by` somebody, one transaction each."""

from referrals.actions.codes import ask_for_code, forget_codes, make_code, try_code
from referrals.actions.decide import accept_referral, decline_referral, record_receipt, record_told
from referrals.actions.drafts import (
    DraftGone,
    forget_draft,
    forget_drafts,
    keep_answers,
    keep_typed,
    start_draft,
)
from referrals.actions.duty import end_duty, record_urgent_meeting, set_duty, set_urgency
from referrals.actions.flags import send_flag, take_in_flag
from referrals.actions.second_part import make_link, send_link_again, send_second_part
from referrals.actions.send import send_draft, send_referral
from referrals.actions.triage import make_person, match_person, record_contact

__all__ = [
    "DraftGone",
    "accept_referral",
    "ask_for_code",
    "decline_referral",
    "end_duty",
    "forget_codes",
    "forget_draft",
    "forget_drafts",
    "keep_answers",
    "keep_typed",
    "make_code",
    "make_link",
    "make_person",
    "match_person",
    "record_contact",
    "record_receipt",
    "record_told",
    "record_urgent_meeting",
    "send_draft",
    "send_flag",
    "send_link_again",
    "send_referral",
    "send_second_part",
    "set_duty",
    "set_urgency",
    "start_draft",
    "take_in_flag",
    "try_code",
]
