"""The reviews app."""

from django.apps import AppConfig


class CetrConfig(AppConfig):
    name = "cetr"
    verbose_name = "reviews"

    def ready(self) -> None:
        from cetr import leaving  # noqa: F401  registers whose places are handed over
        from cetr import timeline  # noqa: F401  registers its lines
