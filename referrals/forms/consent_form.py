"""The pages of a consent form that everybody is asked; who answers changes their words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSDateField,
    NHSNumberField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from dsr.days import age_on
from referrals import consent_answers as given
from referrals import statuses
from referrals.forms import self_referral
from referrals.forms.asked import StepForm, Words
from referrals.forms.consent_choices import FORMS as CHOICES
from referrals.forms.consent_versions import FORMS as VERSIONS
from referrals.models import choices
from referrals.references import read_reference
from referrals.sheets.consent_form import age_of, giver_of

# In whose voice the questions are said.
FILLED_IN_BY = {
    given.Giver.PERSON: statuses.FillingIn.ME,
    given.Giver.PARENT: statuses.FillingIn.CHILD,
    given.Giver.ATTORNEY: statuses.FillingIn.CARE,
    given.Giver.BEST_INTERESTS: statuses.FillingIn.WORK,
}


class Who(StepForm):
    giver = NHSRadiosField(choices=choices(given.GIVERS))

    page_heading = "giver"
    hints = {
        "giver": "Does somebody help you with this form? It is still you who answers. Choose the first one.",
    }
    item_hints = {
        "giver": {
            given.Giver.PERSON: "At any age. Under 16 too, if you understand what this is about.",
            given.Giver.BEST_INTERESTS: "A best-interests decision, after capacity was assessed.",
        }
    }
    error_words = {"giver": {"required": "Choose who answers on this form"}}

    def clean_giver(self) -> str:
        giver: str = self.cleaned_data["giver"]
        if refused := given.cannot_answer(giver, age_of(self.answers)):
            raise ValidationError(refused)
        return giver

    def kept(self) -> Words:
        giver = given.Giver(self.cleaned_data["giver"])
        return {"giver": giver.value, "filling_in_for": FILLED_IN_BY[giver].value}


class You(StepForm):
    giver_name = NHSTextField(max_length=200)
    giver_role = NHSTextField(max_length=200)

    labels = {"giver_name": "Your full name", "giver_role": "Who are you to {who}?"}
    hints = {"giver_role": "For example: mum, grandad, deputy, social worker at the council."}
    error_words = {"giver_name": "your full name", "giver_role": "who you are"}
    autocomplete = {"giver_name": "name"}


class Reference(StepForm):
    reference_known = NHSRadiosField(choices=choices(statuses.YES_NO), required=False)
    reference_typed = NHSTextField(max_length=40)

    page_heading = "reference_known"
    labels = {"reference_typed": "Reference"}
    hints = {
        "reference_known": "Did you send us a form, or did we write to you? Then the reference stands there. "
        "With it your answers find their place at once.",
        "reference_typed": "It looks like ABCD-EFGH-J.",
    }
    reveals = {"reference_known": {"yes": "reference_typed"}}
    error_words = {
        "reference_typed": {"words": "the reference", "required": "Enter the reference, or choose “No”"}
    }
    widths = {"reference_typed": 20}

    def clean_reference_typed(self) -> str:
        typed: str = self.cleaned_data["reference_typed"]
        if typed and read_reference(typed) is None:
            raise ValidationError(
                "This is not one of our references. Check each letter and number, or choose “No”"
            )
        return typed


class Name(self_referral.Name):
    """The same as on a self-referral."""


class Born(StepForm):
    date_of_birth = NHSDateField(not_future=True)

    page_heading = "date_of_birth"
    hints = {
        "date_of_birth": "For example, 15 3 2009. From the 16th birthday other rules hold, so we must ask."
    }
    error_words = {"date_of_birth": "the date of birth"}
    about_the_person = {"date_of_birth": "bday"}

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born and (refused := given.cannot_answer(giver_of(self.answers), self._age(born))):
            raise ValidationError(refused)
        return born

    def kept(self) -> Words:
        return {**super().kept(), "age": self._age(self.cleaned_data["date_of_birth"])}

    @staticmethod
    def _age(born: Any) -> int:
        return age_on(born, timezone.localdate())


class Home(StepForm):
    postcode = NHSTextField(max_length=10, required=False)
    nhs_number = NHSNumberField(required=False)
    lives_in = NHSRadiosField(choices=[], required=False)

    labels = {"postcode": "Postcode", "nhs_number": "NHS number, if you know it"}
    legends = {"lives_in": "Which area is that in?"}
    hints = {"nhs_number": "10 digits, like 999 482 1172. It only helps us to find the right record."}
    error_words = {"postcode": "the postcode", "nhs_number": "the NHS number"}
    about_the_person = {"postcode": "postal-code"}
    widths = {"postcode": 10, "nhs_number": 20}

    def prepare(self) -> None:
        others = [(statuses.ELSEWHERE, "Somewhere else"), (statuses.NOT_SURE, "I am not sure")]
        self.fields["lives_in"].choices = [*((area.slug, area.name) for area in self.areas), *others]


class Explained(StepForm):
    explained_how = NHSCheckboxesField(choices=list(given.EXPLAINED.items()))
    explained_by = NHSTextField(max_length=200, required=False)

    page_heading = "explained_how"
    labels = {"explained_by": "Who explained it, or helped? (you can skip this)"}
    hints = {
        "explained_how": "Tick one or more. Would it be easier with pictures, or with somebody beside you? "
        "Stop here and phone us: we find a way that suits you."
    }
    error_words = {
        "explained_how": {"required": "Tick at least one way in which it was explained"},
        "explained_by": "who explained it",
    }


class Given(StepForm):
    given_how = NHSRadiosField(
        choices=[
            ("typed", "I type my name here"),
            ("spoken", "I have said it to somebody of the team, or to a worker I trust"),
            ("paper", "I have signed it on paper"),
        ]
    )
    typed_name = NHSTextField(max_length=200)
    worker_name = NHSTextField(max_length=200)
    said_on = NHSDateField(not_future=True)
    said_words = NHSTextareaField(max_length=1000, rows=3)
    paper_how = NHSRadiosField(choices=list(given.PAPER_HOW.items()))
    signed_on = NHSDateField(not_future=True)

    page_heading = "given_how"
    labels = {
        "typed_name": "Your full name",
        "worker_name": "The name of the worker",
        "said_words": "The words that you said, as well as anybody remembers",
    }
    legends = {
        "said_on": "On which day?",
        "paper_how": "How does the paper come to us?",
        "signed_on": "When?",
    }
    hints = {
        "given_how": "All of these count the same. You can change your mind on any day, in any way.",
        "said_on": "For example, 15 3 2026.",
        "signed_on": "The day on the paper. For example, 15 3 2026.",
    }
    reveals = {
        "given_how": {
            "typed": "typed_name",
            "spoken": ["worker_name", "said_on", "said_words"],
            "paper": ["paper_how", "signed_on"],
        }
    }
    error_words = {
        "given_how": {"required": "Choose how you give these answers"},
        "typed_name": "your full name",
        "worker_name": "the name of the worker",
        "said_on": "the day",
        "said_words": "the words that were said",
        "paper_how": {"required": "Choose how the paper comes to us"},
        "signed_on": "the day on the paper",
    }


class Copy(StepForm):
    copy_to = NHSCheckboxesField(choices=list(given.COPY_TO.items()), required=False)
    copy_whom = NHSTextField(max_length=300)
    copy_format = NHSRadiosField(choices=list(given.COPY_FORMATS.items()), required=False)

    page_heading = "copy_to"
    labels = {"copy_whom": "Who, and how do we reach them?"}
    legends = {"copy_format": "In which way?"}
    hints = {"copy_to": "Everybody who is named here reads your answers. Choose only who may know."}
    reveals = {"copy_to": {"other": "copy_whom"}}
    error_words = {"copy_whom": "who should get a copy"}

    def prepare(self) -> None:
        if giver_of(self.answers) == given.Giver.PERSON:
            mine: Any = self.fields["copy_to"]
            mine.choices = [(key, label) for key, label in mine.choices if key != "person"]


class Reach(self_referral.Reach):
    """The same as on a self-referral, with nothing written beforehand."""

    def first_values(self) -> Words:
        return {}


FORMS: dict[str, type[StepForm]] = {
    **{
        form.__name__: form for form in (Who, You, Reference, Name, Born, Home, Explained, Given, Copy, Reach)
    },
    **VERSIONS,
    **CHOICES,
}
