"""The only writers of accounts, areas, memberships and signs of life."""

from accounts.actions.areas import (
    add_area,
    add_membership,
    add_organisation,
    carry_over,
    change_area,
    end_membership,
    end_role_now,
    give_role,
    merge_areas,
    rename_area,
    set_ages,
)
from accounts.actions.emergencies import (
    count_emergency_attempt,
    end_emergency_access,
    escalate_emergency_accesses,
    judge_emergency_access,
    start_emergency_access,
)
from accounts.actions.erasing import erase_personal_part
from accounts.actions.events import record_event
from accounts.actions.factors import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_factor,
    rename_passkey,
    use_code,
)
from accounts.actions.hands import (
    AUTOMATIC_CHECKS,
    AUTOMATIC_MESSAGES,
    FIRST_RUN,
    PUBLIC_FORM,
    automatic_user,
)
from accounts.actions.identities import link_identity, unlink_identity
from accounts.actions.invitations import (
    accept_invitation,
    answer_cannot_sign_in,
    cancel_invitation,
    check_identity,
    send_link,
    start_reset,
)
from accounts.actions.joining import invite, remove_second_step, reopen_account, reopen_accounts
from accounts.actions.kept import forget_form, forget_old_forms, keep_form
from accounts.actions.life import forget_signs_of_life, mark_alive
from accounts.actions.second import agree_as_second, ask_for_two, refuse_as_second
from accounts.actions.sessions import (
    end_session,
    end_sessions,
    follow_session,
    forget_ended_sessions,
    keep_session_alive,
    start_session,
)
from accounts.actions.signals import find_signals, judge_signal
from accounts.actions.tries import count_try, forget_old_tries, take_back_try
from accounts.actions.users import add_user, set_password, stop_account, suspend_unused

__all__ = [
    "AUTOMATIC_CHECKS",
    "AUTOMATIC_MESSAGES",
    "FIRST_RUN",
    "PUBLIC_FORM",
    "accept_invitation",
    "add_app",
    "add_area",
    "add_membership",
    "add_organisation",
    "add_passkey",
    "add_user",
    "agree_as_second",
    "answer_cannot_sign_in",
    "ask_for_two",
    "automatic_user",
    "cancel_invitation",
    "carry_over",
    "change_area",
    "check_identity",
    "count_emergency_attempt",
    "count_try",
    "end_emergency_access",
    "end_membership",
    "end_role_now",
    "end_session",
    "end_sessions",
    "erase_personal_part",
    "escalate_emergency_accesses",
    "find_signals",
    "follow_session",
    "forget_ended_sessions",
    "forget_form",
    "forget_old_forms",
    "forget_old_tries",
    "forget_signs_of_life",
    "give_role",
    "invite",
    "judge_emergency_access",
    "judge_signal",
    "keep_form",
    "keep_session_alive",
    "link_identity",
    "make_recovery_codes",
    "mark_alive",
    "merge_areas",
    "record_event",
    "refuse_as_second",
    "remove_factor",
    "remove_second_step",
    "rename_area",
    "rename_passkey",
    "reopen_account",
    "reopen_accounts",
    "send_link",
    "set_ages",
    "set_password",
    "start_emergency_access",
    "start_reset",
    "start_session",
    "stop_account",
    "suspend_unused",
    "take_back_try",
    "unlink_identity",
    "use_code",
]
