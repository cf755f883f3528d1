"""The accounts app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import (
            heads,  # noqa: F401  registers what is sent
            invited,  # noqa: F401  registers what joining and coming back send
            messages,  # noqa: F401  the same
            owner_mail,  # noqa: F401  the same
            session_clock,
        )

        # Every way in starts the clock of that sign-in.
        user_logged_in.connect(session_clock.begin, dispatch_uid="session clock")
