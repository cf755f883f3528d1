"""How a form reached the team that was not sent on the website."""

from typing import Any

from django.utils import timezone

from accounts.models import Area
from config.nhsuk.fields import NHSDateField, NHSFileField, NHSRadiosField
from config.nhsuk.forms import NHSForm
from referrals.models import choices
from referrals.statuses import CAME_BY, CameBy
from referrals.steps import KINDS

MOST_BYTES = 5 * 1024 * 1024
OLDEST_DAYS = 366
BY_HAND = {way: words for way, words in CAME_BY.items() if way != CameBy.WEB}


class TakeIn(NHSForm):
    kind = NHSRadiosField(choices=choices(KINDS))
    came_by = NHSRadiosField(choices=choices(BY_HAND))
    file = NHSFileField(accept=(".pdf",), max_bytes=MOST_BYTES)
    received_on = NHSDateField(not_future=True)
    area = NHSRadiosField(choices=[])

    legends = {
        "kind": "Which form is it?",
        "came_by": "How did it come?",
        "received_on": "On which day did it truly reach the team?",
        "area": "For which area?",
    }
    labels = {"file": "The filled-in PDF"}
    hints = {
        "file": "Our own form with its boxes filled in. We read its answers and keep no copy of the file.",
        "received_on": "Its clocks count from that day. For example, 27 3 2026.",
    }
    reveals = {"came_by": {CameBy.PDF: "file"}}
    error_words = {
        "kind": {"required": "Choose which form it is"},
        "came_by": {"required": "Choose how it came"},
        "file": {"required": "Choose the filled-in PDF", "words": "the PDF"},
        "received_on": "the day it came",
        "area": {"required": "Choose the area"},
    }

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas: dict[str, Area] = {str(area.pk): area for area in areas}
        if len(self.areas) == 1:
            del self.fields["area"]
        else:
            named: Any = self.fields["area"]
            named.choices = [(key, area.name) for key, area in self.areas.items()]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day and (timezone.localdate() - day).days > OLDEST_DAYS:
            self.add_error("received_on", "The day must be within the last year. Check the year")
        return day

    @property
    def chosen_area(self) -> Area:
        """Whose team takes it in."""
        return self.areas[self.cleaned_data.get("area") or next(iter(self.areas))]
