"""Setting an area's own number for a time limit."""

from datetime import date
from typing import Any

from django import forms

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr import rules
from referrals import clocks

MOST = 90


class SetTime(NHSForm):
    key = NHSRadiosField(
        choices=[(key, f"{rules.RULES[key].what} ({rules.RULES[key].unit})") for key in clocks.OF_AN_AREA]
    )
    count = NHSTextField(max_length=3)
    from_day = NHSDateField()
    reason = NHSTextareaField(max_length=1000, rows=2)

    labels = {"count": "How many days?", "reason": "Why?"}
    legends = {"key": "Which time limit?", "from_day": "From which day?"}
    hints = {
        "count": f"From 0, which is the same day, to {MOST}.",
        "from_day": "Forms that have come in already keep the day that they were promised.",
    }
    error_words = {
        "key": "which time limit",
        "count": "how many days",
        "from_day": "the day",
        "reason": "why",
    }
    widths = {"count": 3}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_count(self) -> int:
        said: str = self.cleaned_data["count"]
        if not (said.isascii() and said.isdecimal()) or int(said) > MOST:
            raise forms.ValidationError(f"Enter a whole number of days from 0 to {MOST}")
        return int(said)

    def clean_from_day(self) -> date:
        day: date = self.cleaned_data["from_day"]
        if day < self.today:
            raise forms.ValidationError("The day must be today or later: what has begun keeps its limit")
        return day
