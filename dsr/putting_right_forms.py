"""The words of emergency access, and of asking for what takes two people."""

from typing import Any

from django import forms

from accounts import emergency
from config.nhsuk.date_fields import NHSDateField
from config.nhsuk.fields import NHSNumberField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr.models import Person


class EmergencyForm(NHSForm):
    """Whose record, and why now."""

    known = NHSRadiosField(choices=[("number", "Their NHS number"), ("name", "Their name and date of birth")])
    nhs_number = NHSNumberField()
    name = NHSTextField(max_length=200)
    born = NHSDateField(not_future=True)
    reason = NHSRadiosField(choices=list(emergency.REASON_LABELS.items()))
    words = NHSTextareaField(max_length=1000, rows=3)

    legends = {"known": "What do you know?", "born": "Date of birth", "reason": "Why can it not wait?"}
    labels = {"nhs_number": "NHS number", "name": "First name and family name", "words": "What is happening?"}
    hints = {
        "nhs_number": "10 digits, like 999 123 4567",
        "words": "A sentence: who asked you, where the person is, what you need to know.",
    }
    reveals = {"known": {"number": "nhs_number", "name": ["name", "born"]}}
    error_words = {
        "known": {"required": "Say what you know of the person"},
        "name": {"required": "Enter their first name and family name"},
        "born": "the date of birth",
        "reason": {"required": "Choose why it cannot wait"},
        "words": {"words": "what is happening", "required": "Say what is happening"},
    }

    def clean_words(self) -> str:
        """A sentence, since somebody else must understand it."""
        words = self.cleaned_data["words"]
        if not emergency.is_a_sentence(words):
            raise forms.ValidationError("Say in a sentence what is happening: somebody else reads it")
        return words

    def whom(self) -> dict[str, Any]:
        """What the search asks for."""
        found = self.cleaned_data
        if found["known"] == "number":
            return {"nhs_number": found["nhs_number"]}
        return {"name": found["name"], "born": found["born"]}


class WhyForm(NHSForm):
    """Why a second person is asked, or a hold placed."""

    why = NHSTextareaField(max_length=500, rows=4)
    labels = {"why": "Why?"}
    hints = {
        "why": "Colleagues and the governance lead read this, also some who may not open the record: "
        "write no names. It is kept."
    }
    error_words = {"why": {"words": "the reason", "required": "Say why"}}


class MergeForm(WhyForm):
    """Which of two records goes on."""

    keep = NHSRadiosField(choices=[])
    field_order = ["keep", "why"]
    legends = {"keep": "Which record goes on?"}
    error_words = {**WhyForm.error_words, "keep": {"required": "Choose which record goes on"}}

    def __init__(self, *args: Any, both: tuple[Person, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        heads = zip(both, ("The first", "The second"), strict=True)
        self.fields["keep"].choices = [(str(p.pk), f"{head}: {p.full_name}") for p, head in heads]


class NamesForm(NHSForm):
    """What a list of names is for, and who reads it."""

    purpose = NHSTextareaField(max_length=400, rows=3)
    for_whom = NHSTextField(max_length=100)
    labels = {"purpose": "What is it for?", "for_whom": "Who will read it?"}
    hints = {
        "purpose": "For example: to phone families before the offices close for the holidays.",
        "for_whom": "Names or a team. You answer for it not going any further.",
    }
    error_words = {
        "purpose": {"words": "what it is for", "required": "Say what the list is for"},
        "for_whom": {"words": "who will read it", "required": "Say who will read it"},
    }

    def why(self) -> str:
        """Both as one text: what the second person and every page of the list say."""
        found = self.cleaned_data
        return f"{found['purpose'].strip()}\nFor: {found['for_whom'].strip()}"
