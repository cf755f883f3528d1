"""The only writers of referrals: keyword-only, signed `by` somebody, one transaction each."""

from referrals.actions.codes import ask_for_code, forget_codes, make_code, try_code
from referrals.actions.coming_back import come_back, save_for_later
from referrals.actions.consent_forms import (
    match_consent_form,
    put_consent_form_aside,
    record_consent_form,
    send_consent_draft,
    send_consent_form,
)
from referrals.actions.decide import accept_referral, decline_referral, withdraw_referral
from referrals.actions.disagree import acknowledge_disagreement, answer_disagreement, send_disagreement
from referrals.actions.drafts import (
    DraftGone,
    forget_draft,
    forget_drafts,
    keep_answers,
    keep_typed,
    start_draft,
)
from referrals.actions.duty import end_duty, set_duty
from referrals.actions.flags import send_flag, take_in_flag
from referrals.actions.handover import (
    accept_handover,
    acknowledge_handover,
    decline_handover,
    offer_referral,
    take_handover_back,
)
from referrals.actions.minds import change_mind, record_change_seen
from referrals.actions.moves import (
    ask_more,
    clear_doubts,
    end_urgency,
    hold_referral,
    mark_urgent,
    record_answer,
    record_urgent_meeting,
    reopen_referral,
    resume_referral,
)
from referrals.actions.second_part import make_link, send_link_again, send_second_part
from referrals.actions.send import send_draft, send_referral
from referrals.actions.tell import ask_for_consent, change_way, end_telling, record_told, start_tellings
from referrals.actions.triage import (
    consent_was_answered,
    make_person,
    match_person,
    record_consent_answer,
    record_contact,
    unmatch_person,
)

__all__ = [
    "DraftGone",
    "accept_handover",
    "accept_referral",
    "acknowledge_disagreement",
    "acknowledge_handover",
    "answer_disagreement",
    "ask_for_code",
    "ask_for_consent",
    "ask_more",
    "change_mind",
    "change_way",
    "clear_doubts",
    "come_back",
    "consent_was_answered",
    "decline_handover",
    "decline_referral",
    "end_duty",
    "end_telling",
    "end_urgency",
    "forget_codes",
    "forget_draft",
    "forget_drafts",
    "hold_referral",
    "keep_answers",
    "keep_typed",
    "make_code",
    "make_link",
    "make_person",
    "mark_urgent",
    "match_consent_form",
    "match_person",
    "offer_referral",
    "put_consent_form_aside",
    "record_answer",
    "record_change_seen",
    "record_consent_answer",
    "record_consent_form",
    "record_contact",
    "record_told",
    "record_urgent_meeting",
    "reopen_referral",
    "resume_referral",
    "save_for_later",
    "send_consent_draft",
    "send_consent_form",
    "send_disagreement",
    "send_draft",
    "send_flag",
    "send_link_again",
    "send_referral",
    "send_second_part",
    "set_duty",
    "start_draft",
    "start_tellings",
    "take_handover_back",
    "take_in_flag",
    "try_code",
    "unmatch_person",
    "withdraw_referral",
]
