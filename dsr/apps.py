"""The register app."""

from django.apps import AppConfig


class DsrConfig(AppConfig):
    name = "dsr"
    verbose_name = "the register"

    def ready(self) -> None:
        from dsr import (  # noqa: F401  registers what is theirs
            clock_facts_consent,
            clock_facts_follow,
            clock_facts_rating,
            clock_facts_register,
            clock_facts_stays,
            follow_lines,
            follow_messages,
            held_rows,
            leaving,
            looks,
            meeting_lines,
            messages,
            note_lines,
            pairs,
            putting_right_lines,
            rating_lines,
            stay_lines,
            timeline_clocks,
            timeline_lines,
        )
