"""Accounts: made, given a password, closed."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions.areas import end_role_now, refuse_without_administrator
from accounts.actions.events import record_event
from accounts.actions.sessions import end_sessions
from accounts.leaving import Choices, give_away, held_by
from accounts.models import AccountEvent, Area, BrowserSession, Invitation, Membership, User
from accounts.outbox import post
from accounts.unused import unused_since
from config.refused import Refused

UNUSED_FOR = timedelta(days=90)  # domain reference 2.2 [D]


@transaction.atomic
def add_user(*, email: str, name: str, by: User, password: str | None = None) -> User:
    """Make an account; without a password nobody can sign in to it until one is set."""
    user = User(email=email.lower(), name=name)
    user.set_password(password)
    user.save(by=by)
    return user


@transaction.atomic
def stop_account(*, user: User, by: User, why: str = User.Stopped.LEFT, to: Choices | None = None) -> User:
    """Close somebody's account at once: their sessions end, no link works, their work is handed over.

    `to` names who takes each kind of work; what nobody is named for is nobody's, and stands at the top
    of the coordinator's page. Who has left loses their roles and every way in as well: they come back
    by a new invitation. Refuses to leave an area without an administrator.
    """
    # Not the key: two administrators who stop each other sign with each other's accounts.
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        return user
    today = timezone.localdate()
    held = list(Membership.objects.on(today).filter(user=user))
    refuse_without_administrator(held, without=user, today=today)
    areas = list(Area.objects.filter(memberships__user=user).distinct())
    work = held_by(user, areas, today)
    user.is_active, user.stopped_why, user.stopped_at = False, why, timezone.now()
    if why == User.Stopped.LEFT:
        user.set_unusable_password()
    user.save(by=by)
    end_sessions(user=user, by=by, why=BrowserSession.Ended.STOPPED)
    give_away(work, user=user, to=to or {}, by=by, today=today)
    if why == User.Stopped.LEFT:
        _take_everything(user, today, by)
    return user


def _take_everything(user: User, today: date, by: User) -> None:
    for membership in user.memberships.filter(Q(to_day=None) | Q(to_day__gte=today)):
        end_role_now(membership=membership, by=by, work_stays=True)
    for invitation in Invitation.objects.open().filter(user=user):
        invitation.cancelled_at = timezone.now()
        invitation.save(by=by)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()  # else their old organisation still opens the account


@transaction.atomic
def set_password(*, user: User, password: str, by: User) -> User:
    """Give an account a new password; its sessions end at their next page."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.save(by=by)
    record_event(user=user, kind=AccountEvent.Kind.PASSWORD_CHANGED, by=by)
    end_sessions(user=user, by=by, why=BrowserSession.Ended.PASSWORD)
    return user


@transaction.atomic
def suspend_unused(*, now: datetime, by: User) -> tuple[int, int]:
    """Suspend every account that nobody has used for 90 days; how many, and how many had to be kept.

    The last administrator of an area is kept, for nobody else could let them in again.
    """
    suspended = kept = 0
    for user in unused_since(now - UNUSED_FOR):
        try:
            stopped = stop_account(user=user, by=by, why=User.Stopped.UNUSED)
            key = f"account-unused-{user.pk}-{stopped.stopped_at.isoformat()}"
            post("account_unused", key=key, payload={"user": user.pk})
            suspended += 1
        except Refused:
            kept += 1
    return suspended, kept
