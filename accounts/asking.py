"""What the commands ask the person at the keyboard, or read from a pipe."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from accounts.models import User


def ask_for_password(user: User) -> str:
    """A password that is good enough for `user`; raises CommandError with the reason when it is not."""
    word = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(word, user)
    except ValidationError as wrong:
        raise CommandError(" ".join(wrong.messages)) from wrong
    return word


def known_user(email: str) -> User:
    """The account with this e-mail address; raises CommandError when there is none."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"There is no account {email}.")
    return user
