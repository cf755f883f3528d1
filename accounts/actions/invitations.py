"""Joining and coming back: links that let somebody choose a password. No link signs anybody in."""

from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import links
from accounts.actions.events import record_event
from accounts.actions.sessions import end_sessions
from accounts.models import AccountEvent, BrowserSession, IdentityCheck, Invitation, User
from accounts.outbox import post
from config.refused import Refused

# How long a link is good for (ASVS 6.4.1): a week to join, an hour for a password that was forgotten.
GOOD_FOR = {Invitation.Kind.JOIN: timedelta(days=7), Invitation.Kind.RESET: timedelta(minutes=60)}


@transaction.atomic
def send_link(*, user: User, by: User) -> Invitation:
    """Send a link to choose a password; any sent before is dead. To join, where none was chosen yet."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.automatic or not user.is_active:
        raise Refused(f"{user.name}’s account is closed. Bring it back first.")
    for older in Invitation.objects.open().filter(user=user):
        _cancel(older, by)
    kind = Invitation.Kind.RESET if user.has_usable_password() else Invitation.Kind.JOIN
    now = timezone.now()
    latest = Invitation.objects.filter(user=user).aggregate(Max("number"))["number__max"] or 0
    invitation = Invitation.objects.create(
        user=user, kind=kind, number=latest + 1, invited_at=now, expires_at=now + GOOD_FOR[kind], by=by
    )
    post("invitation", key=f"invitation-{invitation.pk}", payload={"invitation": str(invitation.pk)})
    return invitation


def _cancel(invitation: Invitation, by: User) -> None:
    invitation.cancelled_at = timezone.now()
    invitation.save(by=by)


@transaction.atomic
def cancel_invitation(*, user: User, by: User) -> bool:
    """Take an invitation back: its link is dead from now on. False when there is none to take back."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    open_ones = list(Invitation.objects.open().filter(user=user))
    for invitation in open_ones:
        _cancel(invitation, by)
    return bool(open_ones)


@transaction.atomic
def accept_invitation(*, link: str, password: str) -> User:
    """Choose a password with a link, once. It signs nobody in: the second step still comes.

    Signed by the account itself. Raises DeadLink, also for the slower of two.
    """
    found = links.read(link, timezone.now())
    user = User.objects.select_for_update(no_key=True).get(pk=found.user_id)
    invitation = links.read(link, timezone.now())  # again, now that nobody else can change the account
    user.set_password(password)
    user.save(by=user)
    _take_up(invitation, user, timezone.now())
    return user


def _take_up(invitation: Invitation, user: User, now: datetime) -> None:
    invitation.accepted_at = now
    invitation.save(by=user)
    record_event(user=user, kind=AccountEvent.Kind.PASSWORD_CHANGED, by=user, method="link")
    end_sessions(user=user, by=user, why=BrowserSession.Ended.PASSWORD)


@transaction.atomic
def answer_cannot_sign_in(*, user: User | None, by: User) -> str:
    """Send a link to whoever asked for one, if there is an account that it is good for."""
    if user is None or user.automatic or not user.is_active:
        return "no account to send a link to"
    if not user.has_usable_password() and SocialAccount.objects.filter(user=user).exists():
        return "signs in with their organisation"
    if user.invitations.exists() and _was_taken_back(user):
        return "the invitation was taken back"
    send_link(user=user, by=by)
    return "link on its way"


def _was_taken_back(user: User) -> bool:
    """Whether an administrator cancelled the latest link before any password was chosen."""
    latest = user.invitations.order_by("-number").first()
    return not user.has_usable_password() and bool(latest and latest.cancelled_at)


@transaction.atomic
def start_reset(*, user: User, how_checked: str, by: User) -> Invitation:
    """Start a new password for somebody who asked; an administrator never sets one (ASVS 6.4.6)."""
    check_identity(user=user, what="A new password was started", how=how_checked, by=by)
    return send_link(user=user, by=by)


@transaction.atomic
def check_identity(*, user: User, what: str, how: str, by: User) -> IdentityCheck:
    """Write down how it was made sure who was asking."""
    if user.pk == by.pk:
        raise Refused("Somebody else does this for you: ask another administrator.")
    if not how.strip():
        raise Refused("Say how you made sure who is asking.")
    return IdentityCheck.objects.create(user=user, what=what, how=how, by=by)
