from django.apps import AppConfig


class NhsukConfig(AppConfig):
    """The NHS.UK design system for Django: components, forms and fields. Knows nothing of the register."""

    name = "config.nhsuk"
    label = "nhsuk"
    verbose_name = "NHS.UK design system"
