"""What somebody must know to see where their form is, and taking it back."""

from typing import Any

from config.nhsuk.fields import NHSDateField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm


class Track(NHSForm):
    reference = NHSTextField(max_length=40)
    date_of_birth = NHSDateField(required=False)
    other = NHSTextField(max_length=254, required=False)

    labels = {"reference": "Reference", "other": "Only if you did not give a date of birth"}
    legends = {"date_of_birth": "Date of birth"}
    hints = {
        "reference": "It looks like ABCD-EFGH-J. Capitals and hyphens do not matter.",
        "date_of_birth": "Of the person the form is about. For example, 15 3 2009.",
        "other": "The phone number, e-mail address or postcode on the form.",
    }
    error_words = {
        "reference": "the reference",
        "date_of_birth": "the date of birth",
        "other": "the phone number, e-mail address or postcode",
    }
    widths = {"reference": 20, "other": 30}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("date_of_birth") and not found.get("other"):
            self.add_error("date_of_birth", "Enter the date of birth")
        return found

    def facts(self) -> dict[str, Any]:
        """What `find` asks for."""
        found = self.cleaned_data
        return {"typed": found["reference"], "born": found["date_of_birth"], "other": found["other"] or ""}


class TakeBack(NHSForm):
    why = NHSTextareaField(max_length=1000, rows=3, required=False)

    labels = {"why": "Do you want to tell us why? (you can skip this)"}
    hints = {"why": "It helps us to do better. Nobody is cross with you."}
    error_words = {"why": "what you write"}
