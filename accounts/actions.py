"""The only writers of accounts, areas, memberships and signs of life."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Area, Heartbeat, Membership, Organisation, User
from accounts.permissions import RoleName

PUBLIC_FORM = "Public form"
AUTOMATIC_MESSAGES = "Automatic messages"
AUTOMATIC_CHECKS = "Automatic checks"
FIRST_RUN = "First run"


def automatic_user(name: str) -> User:
    """The account that signs what the register does by itself; nobody can sign in as it."""
    email = f"{name.lower().replace(' ', '-')}@automatic.invalid"
    user = User.objects.filter(email=email).first()
    return user or _make_automatic(email, name)


def _make_automatic(email: str, name: str) -> User:
    user = User(email=email, name=name, automatic=True)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # two tasks need the same hand for the first time at once
        return User.objects.get(email=email)
    return user


@transaction.atomic
def add_user(*, email: str, name: str, by: User, password: str | None = None) -> User:
    """Make an account; without a password nobody can sign in to it until one is set."""
    user = User(email=email.lower(), name=name)
    user.set_password(password)
    user.save(by=by)
    return user


@transaction.atomic
def add_area(*, name: str, slug: str, valid_from: date, by: User, **contacts: Any) -> Area:
    """Open a register's territory, with the numbers that the public is shown."""
    return Area.objects.create(name=name, slug=slug, valid_from=valid_from, by=by, **contacts)


@transaction.atomic
def add_organisation(*, name: str, kind: str, by: User, ods_code: str = "") -> Organisation:
    """Record a body that plays a part."""
    return Organisation.objects.create(name=name, kind=kind, ods_code=ods_code, by=by)


@transaction.atomic
def add_membership(
    *,
    user: User,
    area: Area,
    role: RoleName,
    from_day: date,
    by: User,
    organisation: Organisation | None = None,
) -> Membership:
    """Give somebody a role in an area from a day."""
    return Membership.objects.create(
        user=user, area=area, role=role, from_day=from_day, organisation=organisation, by=by
    )


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: User) -> Membership:
    """End a role; `on` is its last day."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    membership.to_day = on
    membership.save(by=by)
    return membership


@transaction.atomic
def stop_account(*, user: User, by: User) -> User:
    """Close somebody's account: it ends their sessions at the next page, and they cannot sign in again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.save(by=by)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User) -> User:
    """Give an account a new password; its sessions end at their next page."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.save(by=by)
    return user


def mark_alive(*, name: str, finding: str = "") -> None:
    """Remember that a part of the house was at work just now, and in a few words what it found."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "finding": finding})


@transaction.atomic
def forget_signs_of_life() -> None:
    """Forget when each part was last seen, so that "ready" means ready since this start."""
    Heartbeat.objects.all().delete()
