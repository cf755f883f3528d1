"""The words of questions about hospital: into it, a visit, out of it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Area
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
from dsr.law import SECTION_LABELS
from dsr.models import choices

TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p"]
STATUSES = [("", "Choose"), *choices(SECTION_LABELS)]


def time_field() -> forms.TimeField:
    """A time of day, as people write it; it may stay empty."""
    return forms.TimeField(input_formats=TIMES, widget=forms.TextInput, required=False)


class WardForm(NHSForm):
    """Where somebody is: the questions that an admission and a move share."""

    hospital = NHSTextField(max_length=200)
    ward = NHSTextField(max_length=100, required=False)
    provider = NHSTextField(max_length=200, required=False)
    security = NHSRadiosField(choices=choices(tables.SECURITY_LABELS))
    host_area = NHSChoiceField(required=False)
    host_commissioner = NHSTextField(max_length=200, required=False)
    host_told_on = NHSDateField(required=False, not_future=True)
    inadequate = NHSYesNoField()
    labels = {
        "hospital": "Which hospital?",
        "ward": "Which ward?",
        "provider": "Who runs it, if you know?",
        "host_area": "Which area is the hospital in, if you know?",
        "host_commissioner": "Who is the commissioner there, if you know?",
    }
    hints = {
        "provider": "The NHS trust or the company.",
        "host_area": "That area’s commissioner sees how many people are placed there, and no names.",
        "host_told_on": "Leave it empty if they were not told yet.",
        "inadequate": "By the Care Quality Commission, on that day. Then three people must be told at once.",
    }
    legends = {
        "security": "What kind of ward is it?",
        "inadequate": "Is the unit rated inadequate?",
        "host_told_on": "When was the commissioner there told?",
    }
    error_words = {
        "hospital": {"words": "the hospital", "required": "Enter the hospital"},
        "security": {"required": "Say what kind of ward it is"},
        "inadequate": {"required": "Say whether the unit is rated inadequate"},
        "host_told_on": "the day they were told",
    }

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        named = ((slug, area.name) for slug, area in self.areas.items())
        self.fields["host_area"].choices = [("", "Not known"), *named]

    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        found = dict(self.cleaned_data)
        return found | {"host_area": self.areas.get(found["host_area"])}


class AdmitForm(WardForm):
    """Into hospital."""

    admitted_on = NHSDateField(not_future=True)
    admitted_at = time_field()
    legal_status = NHSChoiceField(choices=STATUSES)
    planned_for = NHSDateField(required=False)
    reviewed_before = NHSDateField(required=False, not_future=True)
    words = NHSTextareaField(max_length=2000, rows=3, required=False)
    field_order = (
        "admitted_on", "admitted_at", "legal_status", "hospital", "ward", "provider", "security",
        "inadequate", "host_area", "host_commissioner", "host_told_on", "planned_for", "reviewed_before",
        "words",
    )  # fmt: skip
    labels = {
        **WardForm.labels, "legal_status": "Legal status from then on",
        "admitted_at": "At what time, if you know?", "words": "Who told you, and what happens next?",
    }  # fmt: skip
    hints = {
        **WardForm.hints,
        "admitted_at": "For example 14:30.",
        "words": "If there is more to say. It is saved as a note.",
        "planned_for": "If a day is planned already. It can be changed later.",
        "reviewed_before": "A review up to 28 days before stands in for the one after the admission. Leave "
        "it empty if there was none.",
    }
    legends = {
        **WardForm.legends,
        "admitted_on": "When were they admitted?",
        "planned_for": "For which day is leaving planned?",
        "reviewed_before": "Was there a review (CETR or CTR) before? When?",
    }
    error_words = {
        **WardForm.error_words,
        "admitted_on": "the day of the admission",
        "legal_status": {"required": "Choose the legal status, or “Not known yet”"},
        "planned_for": "the planned day of leaving",
        "reviewed_before": "the day of the review",
    }

    def facts(self) -> dict[str, Any]:
        """What `admit` asks for; the words are a note of their own."""
        found = super().facts()
        del found["words"]
        return found


class DischargeForm(NHSForm):
    """Out of hospital."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    discharged_on = NHSDateField(not_future=True)
    going_to_kind = NHSRadiosField(choices=choices(tables.GOES_TO_BY_HAND))
    going_to = NHSTextField(max_length=200)
    labels = {"going_to": "Where is that?"}
    hints = {"going_to": "For example: with Mum, or the name of the home. Not the whole address."}
    legends = {"discharged_on": "When did they leave?", "going_to_kind": "Where are they going to live?"}
    error_words = {
        "discharged_on": "the day they left",
        "going_to_kind": {"required": "Say where they are going to live"},
        "going_to": {"words": "where they are going", "required": "Say where that is"},
    }


class VisitForm(NHSForm):
    """A commissioner's visit to somebody in hospital, and what was found."""

    visited_on = NHSDateField(not_future=True)
    visitors = NHSTextField(max_length=300)
    spoke_with = NHSTextField(max_length=300)
    seen_alone = NHSRadiosField(choices=choices(tables.ALONE_LABELS))
    persons_words = NHSTextareaField(max_length=3500, rows=3, required=False)
    words = NHSTextareaField(max_length=3500, rows=4)
    restrictions = NHSCheckboxesField(choices=choices(tables.RESTRICTIVE_LABELS), required=False)
    about_restrictions = NHSTextareaField(max_length=3500, rows=3, required=False)
    concerns = NHSTextareaField(max_length=3500, rows=3, required=False)
    done_about = NHSTextareaField(max_length=3500, rows=3, required=False)
    next_on = NHSDateField(required=False, not_past=True)
    legends = {
        "visited_on": "When was the visit?",
        "seen_alone": "Was the person seen alone?",
        "restrictions": "What limits them? Tick what fits.",
        "next_on": "When is the next visit, if it is agreed?",
    }
    labels = {
        "visitors": "Who visited?",
        "spoke_with": "Who spoke with the person?",
        "persons_words": "What the person said, in their own words",
        "words": "What was seen",
        "about_restrictions": "More about what limits them",
        "concerns": "What worries anybody?",
        "done_about": "What was done about it, and by whom?",
    }
    hints = {
        "words": "The room, the ward, the day, how staff and the person are with each other.",
        "next_on": "It is due in any case: see “Next” on the entry.",
    }
    error_words = {
        "visited_on": "the day of the visit",
        "visitors": {"required": "Say who visited"},
        "spoke_with": {"required": "Say who spoke with the person, or “nobody” and why"},
        "seen_alone": {"required": "Say whether they were seen alone"},
        "words": {"required": "Say what was seen"},
        "next_on": "the next visit",
    }

    def clean(self) -> dict[str, Any]:
        """A concern is never written down without what is done about it."""
        found = super().clean() or self.cleaned_data
        if found.get("concerns") and not found.get("done_about"):
            self.add_error("done_about", "Say what was done about what worries people, or who will")
        return found
