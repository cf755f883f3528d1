"""The referrals app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "referrals"

    def ready(self) -> None:
        from referrals import (  # noqa: F401  registers what is theirs
            flag_messages,
            found_by,
            history,
            messages,
            open_clocks,
        )
        from referrals.actions import following  # noqa: F401  registers what follows a merged person
