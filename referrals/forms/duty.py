"""Who has duty when."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Area, User
from config.nhsuk.fields import NHSChoiceField, NHSDateField
from config.nhsuk.forms import NHSForm


class Duty(NHSForm):
    whose = NHSChoiceField(choices=[])
    from_day = NHSDateField()
    to_day = NHSDateField()

    labels = {"whose": "Who?"}
    legends = {"from_day": "First day", "to_day": "Last day"}
    error_words = {
        "whose": {"required": "Choose who has duty"},
        "from_day": "the first day",
        "to_day": "the last day",
    }

    def __init__(self, *args: Any, offered: Iterable[tuple[Area, User]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {f"{area.slug}:{user.reference}": (area, user) for area, user in offered}
        several = len({area.pk for area, _ in self.offered.values()}) > 1
        named: Any = self.fields["whose"]
        named.choices = [("", "Choose somebody")] + [
            (key, f"{user.name}, {area.name}" if several else user.name)
            for key, (area, user) in self.offered.items()
        ]

    @property
    def chosen(self) -> tuple[Area, User]:
        """In which area, and who."""
        return self.offered[self.cleaned_data["whose"]]
