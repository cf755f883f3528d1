"""The only writers of referrals: keyword-only, signed `by` somebody, one transaction each."""

from referrals.actions.coming_back import come_back, save_for_later
from referrals.actions.consent_forms import (
    match_consent_form,
    put_consent_form_aside,
    record_consent_form,
    send_consent_draft,
    send_consent_form,
)
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
from referrals.actions.minds import change_mind, record_change_seen
from referrals.actions.send import send_draft, send_referral
from referrals.actions.triage import make_person, match_person, record_contact

__all__ = [
    "DraftGone",
    "accept_referral",
    "change_mind",
    "come_back",
    "decline_referral",
    "forget_draft",
    "forget_drafts",
    "keep_answers",
    "keep_typed",
    "make_person",
    "match_consent_form",
    "match_person",
    "put_consent_form_aside",
    "record_change_seen",
    "record_consent_form",
    "record_contact",
    "record_receipt",
    "record_told",
    "save_for_later",
    "send_consent_draft",
    "send_consent_form",
    "send_draft",
    "send_referral",
    "start_draft",
    "withdraw_referral",
]
