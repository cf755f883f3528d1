"""The words of questions about a ward that somebody is on, or was on, as it is recorded already."""

from collections.abc import Iterable
from typing import Any

from django import forms

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr.days import plain
from dsr.models import WardMove
from dsr.stay_forms import WardForm


class WardRightForm(WardForm):
    """What is recorded of a ward, as it should be, and how somebody knows."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    why = NHSTextareaField(max_length=500, rows=2)
    field_order = ("version",)
    labels = {**WardForm.labels, "why": "How do you know?"}
    hints = {**WardForm.hints, "why": "What it said before stays on record, with this reason."}
    error_words = {**WardForm.error_words, "why": {"words": "the reason", "required": "Say how you know"}}


def as_recorded(move: WardMove) -> dict[str, Any]:
    """What a ward says now, as the form asks for it."""
    names = (
        "hospital", "ward", "provider", "security", "host_commissioner", "host_told_on", "inadequate",
    )  # fmt: skip
    found = {name: getattr(move, name) for name in names}
    return found | {"host_area": move.host_area.slug if move.host_area else ""}


class HostToldForm(NHSForm):
    """The commissioner where the hospital stands was told, later than somebody came there."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    move_number = NHSRadiosField(choices=[])
    host_commissioner = NHSTextField(max_length=200, required=False)
    told_on = NHSDateField(not_future=True)
    legends = {"move_number": "About which ward?", "told_on": "When were they told?"}
    labels = {"host_commissioner": "Who is the commissioner there?"}
    hints = {"host_commissioner": "Leave it empty to keep the name that is recorded."}
    error_words = {"move_number": {"required": "Choose the ward"}, "told_on": "the day they were told"}

    def __init__(self, *args: Any, moves: Iterable[WardMove], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["move_number"].choices = [
            (str(move.number), f"{move.place}, from {plain(move.moved_on)}") for move in moves
        ]

    def facts(self) -> dict[str, Any]:
        """What `record_host_told` asks for."""
        return self.cleaned_data | {"move_number": int(self.cleaned_data["move_number"])}
