"""Accounts: made, given a password, closed."""

from django.db import transaction

from accounts.models import User


@transaction.atomic
def add_user(*, email: str, name: str, by: User, password: str | None = None) -> User:
    """Make an account; without a password nobody can sign in to it until one is set."""
    user = User(email=email.lower(), name=name)
    user.set_password(password)
    user.save(by=by)
    return user


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
