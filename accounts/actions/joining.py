"""Somebody joins an area, comes back, or lost their second step."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from accounts.actions.areas import give_role
from accounts.actions.events import record_event
from accounts.actions.invitations import check_identity, send_link
from accounts.actions.sessions import end_sessions
from accounts.actions.users import add_user
from accounts.models import AccountEvent, Area, Organisation, User
from accounts.outbox import post
from accounts.permissions import RoleName
from config.refused import Refused


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: RoleName,
    area: Area,
    by: User,
    organisation: Organisation | None = None,
) -> User:
    """Give a role to somebody, by e-mail: a new account with a link to join, or the account they have.

    An account that was stopped is opened again. Whoever has an account is told that something is new.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user and user.automatic:
        raise Refused("This address belongs to the register itself.")
    if user is None:
        user = add_user(email=email, name=name, by=by)
    give_role(user=user, area=area, role=role, organisation=organisation, by=by)
    if not user.is_active:
        return reopen_account(user=user, by=by)
    if user.has_usable_password():
        _tell("role_given", user)
    else:
        send_link(user=user, by=by)
    return user


def _tell(kind: str, user: User) -> None:
    post(kind, key=f"{kind}-{user.pk}-{timezone.now().isoformat()}", payload={"user": user.pk})


@transaction.atomic
def reopen_account(*, user: User, by: User) -> User:
    """Open a stopped account again, with the roles it still has; where no password is left, by a link."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_active:
        return user
    if user.pk == by.pk:
        raise Refused("Somebody else does this for you: ask another administrator.")
    user.is_active, user.stopped_why, user.stopped_at = True, "", None
    user.save(by=by)
    if user.has_usable_password():
        _tell("account_open_again", user)
    else:
        send_link(user=user, by=by)
    return user


@transaction.atomic
def reopen_accounts(*, users: Iterable[User], by: User) -> int:
    """Open many at once; how many were closed until now."""
    closed = [user for user in users if not user.is_active]
    for user in closed:
        reopen_account(user=user, by=by)
    return len(closed)


@transaction.atomic
def remove_second_step(*, user: User, how_checked: str, by: User) -> int:
    """Take away every second step of somebody who lost theirs; they make a new one at their next sign-in.

    Who is asking is made sure of first (ASVS 6.4.4), their sessions end, and they are told.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_identity(user=user, what="The second step was taken away", how=how_checked, by=by)
    count = Authenticator.objects.filter(user=user).count()
    Authenticator.objects.filter(user=user).delete()
    record_event(user=user, kind=AccountEvent.Kind.FACTOR_REMOVED, by=by)
    end_sessions(user=user, by=by)
    return count
