"""The register app."""

from django.apps import AppConfig


class DsrConfig(AppConfig):
    name = "dsr"
    verbose_name = "the register"

    def ready(self) -> None:
        from dsr import leaving  # noqa: F401  registers whose people are handed over
        from dsr import messages  # noqa: F401  registers what is sent
