"""The words of questions about what happens in a stay. `version` is what the page showed."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm
from dsr import stay_rules as tables
from dsr.actions.stay_corrections import in_words
from dsr.days import plain
from dsr.law import SECTION_LABELS
from dsr.models import HospitalStay, choices
from dsr.stay_forms import STATUSES, WardForm, time_field


class MoveForm(WardForm):
    """To another ward or hospital."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    moved_on = NHSDateField(not_future=True)
    why = NHSTextareaField(max_length=500, rows=2)
    field_order = ("version", "moved_on")
    labels = {**WardForm.labels, "hospital": "To which hospital?", "why": "Why did they move?"}
    legends = {**WardForm.legends, "moved_on": "When did they move?"}
    error_words = {
        **WardForm.error_words,
        "moved_on": "the day of the move",
        "why": {"words": "the reason", "required": "Say why they moved"},
    }


class StatusForm(NHSForm):
    """Another legal status."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    status = NHSChoiceField(choices=STATUSES)
    on = NHSDateField(not_future=True)
    at = time_field()
    labels = {"status": "Legal status now", "at": "At what time?"}
    legends = {"on": "Since which day?"}
    hints = {"at": "For example 14:30. Holding powers and emergencies are counted in hours."}
    error_words = {"status": {"required": "Choose the legal status"}, "on": "the day"}

    def clean(self) -> dict[str, Any]:
        """Later today has not happened yet."""
        found = super().clean() or self.cleaned_data
        now = timezone.localtime()
        if found.get("at") and found.get("on") == now.date() and found["at"] > now.time():
            self.add_error("at", "The time must be now or earlier")
        return found


class LeaveForm(NHSForm):
    """Away from the ward for a while."""

    kind = NHSRadiosField(choices=choices(tables.LEAVE_LABELS))
    from_on = NHSDateField(not_future=True)
    expected_on = NHSDateField()
    overnight = NHSYesNoField()
    where = NHSTextField(max_length=200)
    labels = {"where": "Where are they going?"}
    legends = {
        "kind": "What kind of leave is it?",
        "from_on": "When did they go?",
        "expected_on": "When are they expected back?",
        "overnight": "Do they stay overnight?",
    }
    error_words = {
        "kind": {"required": "Say what kind of leave it is"},
        "from_on": "the day they went",
        "expected_on": "the day they are expected back",
        "overnight": {"required": "Say whether they stay overnight"},
        "where": {"words": "where they are going", "required": "Say where they are going"},
    }


class BackForm(NHSForm):
    """Back on the ward."""

    back_on = NHSDateField(not_future=True)
    how_it_went = NHSTextareaField(max_length=2000, rows=3, required=False)
    legends = {"back_on": "When did they come back?"}
    labels = {"how_it_went": "How did it go?"}
    hints = {"how_it_went": "What went well, what was hard, and what the person says."}
    error_words = {"back_on": "the day they came back"}


class PlannedForm(NHSForm):
    """The day for which leaving is planned."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    planned_for = NHSDateField(required=False, not_past=True)
    why = NHSTextareaField(max_length=500, rows=2)
    legends = {"planned_for": "For which day is leaving planned?"}
    labels = {"why": "Why this day, or why no day?"}
    hints = {"planned_for": "Leave it empty if no day is planned any more."}
    error_words = {
        "planned_for": "the planned day",
        "why": {"words": "the reason", "required": "Say why"},
    }


class ReadyForm(NHSForm):
    """Ready to leave, and what keeps somebody in."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    ready = NHSYesNoField()
    on = NHSDateField(not_future=True)
    reasons = NHSCheckboxesField(choices=choices(tables.DELAY_LABELS), required=False)
    words = NHSTextareaField(max_length=2000, rows=3, required=False)
    legends = {
        "ready": "Are they well enough to leave hospital?",
        "on": "Since which day?",
        "reasons": "What keeps them in? Tick what fits.",
    }
    labels = {"words": "More about it: who does what, and by when"}
    hints = {"reasons": "It can change: record it again when it does."}
    error_words = {"ready": {"required": "Say whether they are ready"}, "on": "the day"}


class NoticeForm(NHSForm):
    """One of the three was told."""

    kind = NHSRadiosField(choices=[])
    sent_on = NHSDateField(not_future=True)
    to_whom = NHSTextField(max_length=200, required=False)
    legends = {"kind": "Who was told?", "sent_on": "When?"}
    labels = {"to_whom": "Their name, or where it was sent"}
    error_words = {"kind": {"required": "Say who was told"}, "sent_on": "the day"}

    def __init__(self, *args: Any, left: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [
            (kind, label) for kind, label in choices(tables.NOTICE_LABELS) if kind in left
        ]


class CorrectForm(NHSForm):
    """A date, or a legal status, that was wrong."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    which = NHSRadiosField(choices=[])
    day = NHSDateField()
    at = time_field()
    status = NHSChoiceField(choices=[("", "As it is"), *choices(SECTION_LABELS)], required=False)
    why = NHSTextareaField(max_length=500, rows=2)
    legends = {"which": "What is wrong?", "day": "What is the right day?"}
    labels = {
        "at": "For a legal status: the time, if you know it",
        "status": "For a legal status: which one was it?",
        "why": "How do you know?",
    }
    hints = {"why": "What it said before stays on record, with this reason."}
    error_words = {
        "which": {"required": "Choose what is wrong"},
        "day": "the right day",
        "why": {"words": "the reason", "required": "Say how you know"},
    }

    def __init__(self, *args: Any, stay: HospitalStay, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["which"].choices = list(what_may_be_wrong(stay))

    def facts(self) -> dict[str, Any]:
        """What `correct_stay` asks for."""
        found = dict(self.cleaned_data)
        what, _, row = found.pop("which").partition(":")
        facts = {"what": what, "row": UUID(row) if row else None, "day": found["day"], "why": found["why"]}
        return facts | ({"at": found["at"], "status": found["status"]} if what == "status" else {})


def what_may_be_wrong(stay: HospitalStay) -> list[tuple[str, str]]:
    """Each date of a stay as a choice: what it is, and what it says now."""
    found = [("admission", f"The day of the admission: {plain(stay.admitted_on)}")]
    found += [
        (f"status:{row.pk}", f"Legal status: {in_words(row)}") for row in stay.statuses.order_by("started_at")
    ]
    found += [
        (f"move:{row.pk}", f"The move to {row.place}: {plain(row.moved_on)}")
        for row in stay.moves.filter(number__gt=1).order_by("number")
    ]
    for leave in stay.leaves.order_by("from_on"):
        days: list[tuple[str, str, date | None]] = [
            ("leave_from", "Leave: the day they went", leave.from_on),
            ("leave_expected", "Leave: expected back", leave.expected_on),
            ("leave_back", "Leave: the day they came back", leave.back_on),
        ]
        found += [(f"{what}:{leave.pk}", f"{label}: {plain(day)}") for what, label, day in days if day]
    if stay.discharged_on:
        found.append(("leaving", f"The day they left hospital: {plain(stay.discharged_on)}"))
    return found
