"""The register app."""

from django.apps import AppConfig


class DsrConfig(AppConfig):
    name = "dsr"
    verbose_name = "the register"

    def ready(self) -> None:
        from dsr import (  # noqa: F401  registers what is theirs
            held_rows,
            leaving,
            looks,
            meeting_lines,
            messages,
            pairs,
            putting_right_lines,
        )
