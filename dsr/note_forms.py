"""The words of questions about notes: a short form on the entry, a whole one on a page of its own."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone

from config.nhsuk.fields import (
    NHSCheckboxField,
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from dsr.notes import CONTACTS, HOW_LABELS, KINDS, LONGEST, SHORT_KINDS, Kind

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I:%M %p", "%I.%M%p", "%I%p", "%I %p"]
REACHED = {"": "Not asked, or it does not fit", "yes": "Yes", "no": "No, or left a message"}
NO_EDITING = "A note cannot be changed later. You can put it right with another one."


class KeyField(forms.CharField):
    """The key that the page made, so that what is sent twice is one note; nonsense is no key."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID | None:
        try:
            return UUID(str(value))
        except ValueError:
            return None


class NoteForm(NHSForm):
    """A note written on the spot: what kind it is, and the words."""

    key = KeyField(initial=uuid4)
    kind = NHSChoiceField(choices=[(kind.value, KINDS[kind].label) for kind in SHORT_KINDS])
    text = NHSTextareaField(max_length=LONGEST, rows=3)
    labels = {"kind": "What is it?", "text": "Write a note"}
    hints = {"text": f"What happened, and what happens next. {NO_EDITING}"}
    error_words = {"kind": "what it is", "text": {"words": "the note", "required": "Write the note"}}

    def facts(self) -> dict[str, Any]:
        """What `add_note` asks for."""
        return dict(self.cleaned_data)


class FullNoteForm(NHSForm):
    """A note with all that can be said about it: when, with whom, how, and who may read it."""

    key = KeyField(initial=uuid4)
    kind = NHSRadiosField(choices=[(kind.value, facts.label) for kind, facts in KINDS.items()])
    with_whom = NHSTextField(max_length=200, required=False)
    how = NHSChoiceField(choices=[("", "Not said"), *HOW_LABELS.items()], required=False)
    reached = NHSRadiosField(choices=list(REACHED.items()), required=False)
    happened_on = NHSDateField(not_future=True, required=False)
    happened_time = forms.TimeField(input_formats=TIMES, widget=forms.TextInput, required=False)
    text = NHSTextareaField(max_length=LONGEST, rows=8)
    sensitive = NHSCheckboxField(required=False)

    labels = {
        "with_whom": "With whom?",
        "how": "How?",
        "happened_time": "At what time, if you know?",
        "text": "What happened, and what happens next?",
        "sensitive": "Sensitive: only the coordinator and the keyworker read it",
    }
    legends = {
        "kind": "What are you writing down?",
        "reached": "Did you reach them?",
        "happened_on": "On which day was it?",
    }
    hints = {
        "with_whom": "Their name, and who they are: Mary Morris, Mum.",
        "reached": "A try that reached nobody counts too: write it down.",
        "happened_on": "Leave it empty if it was just now.",
        "happened_time": "For example 14:30.",
        "text": NO_EDITING,
        "sensitive": "For what could put somebody at risk if many read it. You always read what you wrote.",
    }
    item_hints = {"kind": {kind.value: facts.hint for kind, facts in KINDS.items() if facts.hint}}
    error_words = {
        "kind": {"required": "Say what you are writing down"},
        "with_whom": {"words": "with whom it was"},
        "happened_on": "the day it happened",
        "happened_time": "the time",
        "text": {"words": "the note", "required": "Write the note"},
    }
    widths = {"with_whom": 30, "happened_time": 5}
    inline = ("reached",)
    fieldsets = [
        ("What it is", ["key", "kind"]),
        ("If you were in touch with somebody", ["with_whom", "how", "reached"]),
        ("When it happened, if it was not just now", ["happened_on", "happened_time"]),
        ("The words", ["text", "sensitive"]),
    ]

    def clean(self) -> dict[str, Any]:
        """What belongs to a contact is asked of one, beside its own question."""
        found = super().clean() or self.cleaned_data
        if found.get("kind") in CONTACTS and not found.get("with_whom"):
            self.add_error("with_whom", "Say with whom it was")
        if found.get("happened_time") and not found.get("happened_on") and "happened_on" not in self.errors:
            self.add_error("happened_on", "Enter the day that this time is of")
        at = self._moment()
        if at and at > timezone.now():
            self.add_error("happened_time", "The time must be now or earlier")
        return found

    def _moment(self) -> datetime | None:
        day, at = (self.cleaned_data.get(name) for name in ("happened_on", "happened_time"))
        return timezone.make_aware(datetime.combine(day, at)) if day and at else None

    def facts(self) -> dict[str, Any]:
        """What `add_note` asks for; what belongs to a contact only of one."""
        found = dict(self.cleaned_data)
        del found["happened_time"]
        moment = self._moment()
        contact = found["kind"] in CONTACTS
        reached = {"yes": True, "no": False}.get(found["reached"]) if contact else None
        return found | {
            "kind": Kind(found["kind"]),
            "how": found["how"] if contact else "",
            "reached": reached,
            "happened_at": moment,
            "happened_on": None if moment else found["happened_on"],
        }
