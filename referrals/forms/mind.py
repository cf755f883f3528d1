"""“I changed my mind”: what to stop, and who says so."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.nhsuk.fields import NHSCheckboxesField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from referrals import mind
from referrals.models import choices

SOME, KINDS = "some", "kinds"


class ChangeMind(NHSForm):
    """Everything, or some of it. `says` are those who may be asking; a single one is not asked about."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = NHSRadiosField(choices=[(mind.EVERYTHING, "Stop everything"), (SOME, "Stop some of it: I choose")])
    parts = NHSCheckboxesField(choices=[*mind.PARTS.items(), (KINDS, "Sharing with some: I choose")])
    kinds = NHSCheckboxesField(
        choices=[(code, mind.STOPS[code].removeprefix("Sharing with: ")) for code in mind.KINDS]
    )
    says = NHSRadiosField(choices=[])
    name = NHSTextField(max_length=200, required=False)
    words = NHSTextareaField(max_length=1000, rows=2, required=False)

    labels = {
        "name": "Your name (you can skip this)",
        "words": "Do you want to say something about it? (you can skip this)",
    }
    legends = {
        "what": "What should stop?",
        "parts": "Which?",
        "kinds": "Sharing with whom should stop?",
        "says": "Who are you?",
    }
    hints = {
        "what": "It stops in the moment in which you press the button.",
        "words": "You do not have to give a reason.",
    }
    reveals = {"what": {SOME: "parts"}, "parts": {KINDS: "kinds"}}
    error_words = {
        "what": {"required": "Choose what should stop"},
        "parts": {"required": "Tick at least one thing that should stop"},
        "kinds": {"required": "Tick at least one with whom we should stop sharing"},
        "says": {"required": "Choose who you are"},
        "name": "your name",
        "words": "what you write",
    }

    def __init__(self, *args: Any, says: Iterable[mind.Says], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.may_say = list(says)
        field: Any = self.fields["says"]
        field.choices = choices({who: mind.SAYS[who] for who in self.may_say})
        if len(self.may_say) == 1:
            del self.fields["says"], self.fields["name"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "key" in self.errors:
            raise ValidationError("Part of this page was lost on the way. Open the page again")
        return found

    def facts(self) -> dict[str, Any]:
        """What `change_mind` asks for."""
        said = self.cleaned_data
        parts = [part for part in said["parts"] if part != KINDS]
        stops = [mind.EVERYTHING] if said["what"] == mind.EVERYTHING else [*parts, *said["kinds"]]
        says = mind.Says(said.get("says") or self.may_say[0])
        return {"key": said["key"], "stops": stops, "says": says, "words": said["words"]}
