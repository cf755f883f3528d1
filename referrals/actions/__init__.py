"""The only writers of referrals: keyword-only, signed `by` somebody, one transaction each."""

from referrals.actions.coming_back import come_back, save_for_later
from referrals.actions.decide import (
    accept_referral,
    decline_referral,
    record_receipt,
    record_told,
    withdraw_referral,
)
from referrals.actions.drafts import (
    DraftGone,
    forget_draft,
    forget_drafts,
    keep_answers,
    keep_typed,
    start_draft,
)
from referrals.actions.send import send_draft, send_referral
from referrals.actions.triage import make_person, match_person, record_contact

__all__ = [
    "DraftGone",
    "accept_referral",
    "come_back",
    "decline_referral",
    "forget_draft",
    "forget_drafts",
    "keep_answers",
    "keep_typed",
    "make_person",
    "match_person",
    "record_contact",
    "record_receipt",
    "record_told",
    "save_for_later",
    "send_draft",
    "send_referral",
    "start_draft",
    "withdraw_referral",
]
