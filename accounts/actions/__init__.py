"""The only writers of accounts, areas, memberships and signs of life."""

from accounts.actions.areas import add_area, add_membership, add_organisation, end_membership
from accounts.actions.hands import (
    AUTOMATIC_CHECKS,
    AUTOMATIC_MESSAGES,
    FIRST_RUN,
    PUBLIC_FORM,
    automatic_user,
)
from accounts.actions.kept import forget_form, forget_old_forms, keep_form
from accounts.actions.life import forget_signs_of_life, mark_alive
from accounts.actions.sessions import (
    end_session,
    end_sessions,
    follow_session,
    forget_ended_sessions,
    keep_session_alive,
    start_session,
)
from accounts.actions.users import add_user, set_password, stop_account

__all__ = [
    "AUTOMATIC_CHECKS",
    "AUTOMATIC_MESSAGES",
    "FIRST_RUN",
    "PUBLIC_FORM",
    "add_area",
    "add_membership",
    "add_organisation",
    "add_user",
    "automatic_user",
    "end_membership",
    "end_session",
    "end_sessions",
    "follow_session",
    "forget_ended_sessions",
    "forget_form",
    "forget_old_forms",
    "forget_signs_of_life",
    "keep_form",
    "keep_session_alive",
    "mark_alive",
    "set_password",
    "start_session",
    "stop_account",
]
