"""The reviews app."""

from django.apps import AppConfig


class CetrConfig(AppConfig):
    name = "cetr"
    verbose_name = "reviews"

    def ready(self) -> None:
        from cetr import (  # noqa: F401  registers obstacles, lines and answers
            asked,
            came_from,
            clock_facts,
            done_at,
            in_the_way,
            leaving,
            looks,
            stuck,
            timeline,
        )
