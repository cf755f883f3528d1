"""The words of questions about saved filters, and about the parts of an area."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Area
from config.nhsuk.fields import NHSChoiceField, NHSTextField
from config.nhsuk.forms import NHSForm


class SavedFilterForm(NHSForm):
    """A name for the filters that are chosen now, and who else sees them."""

    name = NHSTextField(max_length=40)
    shared_with = NHSChoiceField(required=False)
    labels = {"name": "Name", "shared_with": "Who sees it?"}
    hints = {
        "name": "Short, and about the work: “Tuesday meeting”. Not the name of anybody on the register.",
        "shared_with": "Colleagues see its name; the list shows each of them only their own people.",
    }
    widths = {"name": 20}
    error_words = {"name": {"words": "the name", "required": "Give it a name"}}

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        shared = [(slug, f"Colleagues in {area.name} too") for slug, area in self.areas.items()]
        self.fields["shared_with"].choices = [("", "Only you"), *shared]

    def facts(self) -> dict[str, Any]:
        """What the actions ask for."""
        found = self.cleaned_data
        return {"name": found["name"], "shared_with": self.areas.get(found["shared_with"])}


class PartForm(NHSForm):
    """The name of a part of the area."""

    name = NHSTextField(max_length=60)
    was = forms.CharField(widget=forms.HiddenInput, required=False)
    labels = {"name": "Name of the part"}
    hints = {"name": "As your team says it: a town, a district, a locality."}
    widths = {"name": 20}
    error_words = {"name": {"words": "the name", "required": "Write its name"}}
