"""The referrals app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "referrals"

    def ready(self) -> None:
        from referrals import flag_messages, found_by, history, messages  # noqa: F401  registers what is theirs
        from referrals.actions import following  # noqa: F401  registers what follows a merged person
