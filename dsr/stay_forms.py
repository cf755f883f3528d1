"""The words of questions about hospital: into it, a visit, out of it."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Area
from config.nhsuk.fields import NHSChoiceField, NHSDateField, NHSTextareaField, NHSTextField, NHSYesNoField
from config.nhsuk.forms import NHSForm


class AdmitForm(NHSForm):
    """Into hospital."""

    hospital = NHSTextField(max_length=200)
    admitted_on = NHSDateField(not_future=True)
    legal_status = NHSTextField(max_length=100)
    secure = NHSYesNoField()
    host_area = NHSChoiceField(required=False)
    labels = {
        "hospital": "Which hospital and ward?",
        "legal_status": "Legal status",
        "host_area": "Which area is the hospital in, if you know?",
    }
    hints = {
        "legal_status": "For example: informal, section 2, section 3.",
        "host_area": "That area’s commissioner sees how many people are placed there, and no names.",
    }
    legends = {"admitted_on": "When were they admitted?", "secure": "Is it a secure ward?"}
    error_words = {
        "hospital": {"words": "the hospital and ward", "required": "Enter the hospital and ward"},
        "admitted_on": "the day of the admission",
        "legal_status": {"required": "Enter the legal status"},
        "secure": {"required": "Say whether it is a secure ward"},
    }

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        named = ((slug, area.name) for slug, area in self.areas.items())
        self.fields["host_area"].choices = [("", "Not known"), *named]

    def facts(self) -> dict[str, Any]:
        """What `admit` asks for."""
        found = dict(self.cleaned_data)
        return found | {"host_area": self.areas.get(found["host_area"])}


class DischargeForm(NHSForm):
    """Out of hospital."""

    discharged_on = NHSDateField(not_future=True)
    going_to = NHSTextField(max_length=200)
    labels = {"going_to": "Where are they going to live?"}
    legends = {"discharged_on": "When did they leave?"}
    error_words = {
        "discharged_on": "the day they left",
        "going_to": {"words": "where they are going", "required": "Say where they are going to live"},
    }


class VisitForm(NHSForm):
    """A commissioner's visit to somebody in hospital."""

    visited_on = NHSDateField(not_future=True)
    words = NHSTextareaField(max_length=3500, rows=5)
    legends = {"visited_on": "When was the visit?"}
    labels = {"words": "What was seen, and what the person said"}
    hints = {"words": "Who saw them, whether alone, what is restricted, what worries anybody."}
    error_words = {"visited_on": "the day of the visit", "words": {"required": "Say what was seen"}}
