"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import invited  # noqa: F401  registers what joining and coming back send
        from accounts import heads, messages  # noqa: F401  registers what is sent
