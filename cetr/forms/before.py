"""What must be there before the day: the answers about consent, and the papers."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from cetr import statuses
from cetr.actions import Answer
from cetr.filetypes import ENDS, format_of
from config.nhsuk.fields import NHSDateField, NHSFileField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from config.refused import Refused, reason_not
from dsr import consent
from dsr.models import choices

ASKED = ("meeting", "disclosure", "use", "people")


def _decisions() -> NHSRadiosField:
    return NHSRadiosField(choices=choices(consent.DECISION_LABELS), required=False)


class ReviewConsentForm(NHSForm):
    """Three separate answers for one review, and who may take part, told on one occasion."""

    meeting = _decisions()
    disclosure = _decisions()
    use = _decisions()
    people = _decisions()
    limits = NHSTextareaField(max_length=2000, rows=2, required=False)
    given_by = NHSTextField(max_length=200)
    basis = NHSRadiosField(choices=choices(consent.BASIS_LABELS))
    sign_off = NHSTextField(max_length=200)
    evidence = NHSTextareaField(max_length=2000, rows=3)
    decided_on = NHSDateField(not_future=True)

    legends = {
        "meeting": "1. May this review be held?",
        "disclosure": "2. May its papers be shown to this panel?",
        "use": "3. May what it finds be used?",
        "people": "May family or other people take part?",
        "basis": "Who could decide, and why?",
        "decided_on": "When did they answer?",
    }
    labels = {
        "limits": "Limits, if they said “yes, with limits”",
        "given_by": "Who answered?",
        "sign_off": "Name of the legal or safeguarding lead who signed it off",
        "evidence": "How was it explained and answered?",
    }
    hints = {
        "meeting": "Leave a question open if it was not asked this time.",
        "disclosure": "Until somebody says yes to this, the papers stay locked for everybody on the panel.",
        "use": "A no keeps the report to the person, the chair and the commissioner.",
        "people": "From 16 the person says so themselves. Write who, under “limits”, if not everybody may.",
        "given_by": "Their name and who they are, for example: Jade herself, or Mary Morris (mum)",
        "evidence": "For example: with pictures, with her advocate there. Form in the paper file.",
    }
    widths = {"given_by": 30}
    reveals = {"basis": {consent.Basis.WELFARE_UNDER_16.value: "sign_off"}}
    error_words = {
        "given_by": {"required": "Enter who answered"},
        "basis": {"required": "Choose who could decide"},
        "sign_off": {"required": "Enter the name of the lead who signed it off"},
        "evidence": {"words": "how it was explained", "required": "Say how it was explained and answered"},
        "decided_on": "the day they answered",
        "limits": "the limits",
    }
    fieldsets = [
        ("The three answers", ["meeting", "disclosure", "use", "people", "limits"]),
        ("Who answered, and how", ["given_by", "basis", "evidence", "decided_on"]),
    ]

    def __init__(self, *args: Any, born: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        # Only what somebody of this age can have: a parent cannot answer for an adult.
        self.fields["basis"].choices = [
            (basis.value, label)
            for basis, label in consent.BASIS_LABELS.items()
            if reason_not(consent.check_basis, basis, born=born, on=today) is None
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        chosen = [found.get(name) for name in ASKED]
        if not any(chosen) and not any(name in self.errors for name in ASKED):
            self.add_error("meeting", "Choose an answer to at least one of the three")
        if consent.Decision.LIMITED in chosen and not found.get("limits") and "limits" not in self.errors:
            self.add_error("limits", "Say what the limits are")
        return found

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        purposes = zip(ASKED, consent.OF_A_REVIEW, strict=True)
        return {
            "answers": {
                purpose: Answer(
                    consent.Decision(data[name]), data["limits"] if data[name] == "yes_with_limits" else ""
                )
                for name, purpose in purposes
                if data[name]
            },
            "given_by": data["given_by"],
            "basis": consent.Basis(data["basis"]),
            "sign_off": data["sign_off"] or "",
            "evidence": data["evidence"],
            "decided_on": data["decided_on"],
        }


class PaperForm(NHSForm):
    """A paper for the panel's pack."""

    kind = NHSRadiosField(choices=list(statuses.PAPER_LABELS.items()))
    title = NHSTextField(max_length=200)
    file = NHSFileField(accept=tuple(ENDS), max_bytes=settings.PAPER_MAX_BYTES)

    legends = {"kind": "What is it?"}
    labels = {"title": "Title", "file": "The file"}
    hints = {"title": "What the panel sees in the list, for example: Jade’s planner, November"}
    error_words = {
        "kind": {"required": "Choose what it is"},
        "title": {"words": "the title", "required": "Enter a title"},
        "file": "the file",
    }

    def clean_file(self) -> Any:
        """The first bytes must say the same as the end of the name."""
        file = self.cleaned_data["file"]
        try:
            format_of(file.name, file.read(16))
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return file


class TakeAwayForm(NHSForm):
    """Why a paper is taken out of the pack."""

    why = NHSTextareaField(max_length=300, rows=2)

    labels = {"why": "Why is this paper taken away?"}
    error_words = {"why": {"words": "the reason", "required": "Say why this paper is taken away"}}
