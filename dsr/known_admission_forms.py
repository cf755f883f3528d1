"""The words of questions about somebody in hospital who is not on the register."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Area
from config.nhsuk.fields import (
    NHSChoiceField,
    NHSDateField,
    NHSNumberField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from dsr import stay_rules as tables
from dsr.days import plain
from dsr.known_admission_rules import BECAUSE_LABELS, BY_HAND, OUTCOME_LABELS, Because
from dsr.models import Person, choices
from dsr.names import spaced_nhs_number
from dsr.stay_forms import STATUSES

NOBODY = "none"


class KnownAdmissionForm(NHSForm):
    """Who is in hospital, where, since when, and why they are not on the register."""

    given_name = NHSTextField(max_length=100)
    family_name = NHSTextField(max_length=100)
    date_of_birth = NHSDateField(not_future=True)
    nhs_number = NHSNumberField(required=False)
    area = NHSChoiceField(choices=[])
    is_one = NHSRadiosField(choices=[], required=False)
    hospital = NHSTextField(max_length=200)
    security = NHSRadiosField(choices=choices(tables.SECURITY_LABELS))
    admitted_on = NHSDateField(not_future=True)
    legal_status = NHSChoiceField(choices=STATUSES)
    because = NHSRadiosField(choices=choices(BECAUSE_LABELS))
    words = NHSTextareaField(max_length=2000, rows=3, required=False)
    labels = {
        "given_name": "Given name",
        "family_name": "Family name",
        "nhs_number": "NHS number, if you know it",
        "area": "Which area’s register?",
        "hospital": "Which hospital and ward?",
        "legal_status": "Legal status",
        "words": "Who told you, and what happens next?",
    }
    legends = {
        "date_of_birth": "When were they born?",
        "is_one": "Is it one of these?",
        "security": "What kind of ward is it?",
        "admitted_on": "When were they admitted?",
        "because": "Why are they not on the register?",
    }
    error_words = {
        "given_name": {"words": "the given name", "required": "Enter the given name"},
        "family_name": {"words": "the family name", "required": "Enter the family name"},
        "date_of_birth": "the date of birth",
        "hospital": {"words": "the hospital and ward", "required": "Enter the hospital and ward"},
        "security": {"required": "Say what kind of ward it is"},
        "admitted_on": "the day of the admission",
        "legal_status": {"required": "Choose the legal status, or “Not known yet”"},
        "because": {"required": "Say why they are not on the register"},
    }

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        self.fields["area"].choices = [(slug, area.name) for slug, area in self.areas.items()]
        self.people: dict[str, Person] = {}
        if len(self.areas) == 1:
            self.fields["area"].required = False
            self.fields["area"].widget = self.fields["area"].hidden_widget()

    def offer(self, people: Iterable[Person]) -> None:
        """Ask whether it is one of these, with what tells people apart."""
        self.people = {str(person.pk): person for person in people}
        self.fields["is_one"].choices = [
            *((key, _told(person)) for key, person in self.people.items()),
            (NOBODY, "None of these: somebody new"),
        ]

    @property
    def chosen_area(self) -> Area:
        """The area chosen, or the only one."""
        return self.areas.get(self.cleaned_data["area"]) or next(iter(self.areas.values()))

    @property
    def chosen(self) -> Person | None:
        """The person on record that it is."""
        return self.people.get(self.cleaned_data.get("is_one") or "")

    @property
    def must_ask(self) -> bool:
        """Whether somebody like this is on record and it was not said yet whether it is them."""
        answer = self.data.get("is_one", "")
        return bool(self.people) and answer not in (*self.people, NOBODY)

    def whom(self) -> dict[str, Any]:
        """What `add_person` asks for."""
        names = ("given_name", "family_name", "date_of_birth", "nhs_number")
        return {name: self.cleaned_data[name] for name in names}

    def facts(self) -> dict[str, Any]:
        """What `record_known_admission` asks for."""
        names = ("hospital", "security", "legal_status", "admitted_on", "because", "words")
        return {name: self.cleaned_data[name] for name in names}

    def as_admission(self) -> dict[str, Any]:
        """What the page of an admission asks for; why they were thought not to be here is in the words."""
        found = self.facts()
        because = BECAUSE_LABELS[Because(found.pop("because"))]
        said = f"Thought not to be on the register: {because[:1].lower()}{because[1:]}."
        return found | {"words": "\n\n".join(filter(None, [said, found["words"]]))}


def _told(person: Person) -> str:
    number = (
        f", NHS {spaced_nhs_number(person.nhs_number)}" if person.nhs_number else ", NHS number not known"
    )
    return f"{person.full_name}, born {plain(person.date_of_birth)}{number}"


class FollowUpForm(NHSForm):
    """What was done about it."""

    outcome = NHSRadiosField(choices=[(o.value, OUTCOME_LABELS[o]) for o in BY_HAND])
    words = NHSTextareaField(max_length=2000, rows=3)
    legends = {"outcome": "What happened?"}
    labels = {"words": "Whom did you speak to, and what comes next?"}
    error_words = {
        "outcome": {"required": "Say what happened"},
        "words": {"words": "what happened", "required": "Say whom you spoke to"},
    }
