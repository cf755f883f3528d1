"""The accounts that sign what the register does by itself."""

from django.db import IntegrityError, transaction

from accounts.models import User

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
