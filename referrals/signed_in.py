"""Whether somebody at a public form has signed in as a colleague, so that their account speaks for them."""

from uuid import UUID

from django.http import HttpRequest

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.models import User
from accounts.permissions import Permission
from accounts.second_factor import how_strong
from referrals import taking_in
from referrals.actions.flags import signed_answers
from referrals.steps import TAKEN, Answers


def colleague(request: HttpRequest) -> User | None:
    """Whoever works here and has signed in with two steps; nobody else."""
    user = request.user
    if isinstance(user, User) and user.may(Permission.SEE_WORK) and how_strong(request):
        return user
    return None


def answers_of_account(request: HttpRequest, draft: UUID | None) -> Answers:
    """What their account answers for a colleague; nothing for anybody else.

    What one of the team is taking in is not theirs: their account does not speak for whoever wrote it.
    """
    if taking_in.of(request, draft):
        return TAKEN
    user = colleague(request)
    return signed_answers(user) if user else {}


def hand_of(request: HttpRequest) -> User:
    """Who signs what is sent: the colleague, else the public form's own hand."""
    return colleague(request) or automatic_user(PUBLIC_FORM)
