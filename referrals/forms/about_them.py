"""Questions about who somebody is and where they live."""

from typing import Any

from django import forms
from django.utils import timezone

from config.nhsuk.fields import (
    NHSDateField,
    NHSNumberField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from dsr.days import age_on
from referrals import options, statuses
from referrals.choices import choices
from referrals.forms.asked import StepForm, Words
from referrals.whom import age, filling_in, fitting


class Who(StepForm):
    filling_in_for = NHSRadiosField(choices=choices(statuses.FILLING_IN))

    page_heading = "filling_in_for"
    hints = {"filling_in_for": "Anybody can fill this in: the person, family, a friend, somebody at work."}
    error_words = {"filling_in_for": {"required": "Choose who this form is about"}}


class Helper(StepForm):
    helper_name = NHSTextField(max_length=200)
    helper_relation = NHSTextField(max_length=100)

    labels = {"helper_name": "Your full name", "helper_relation": "Who are you to {who}?"}
    hints = {"helper_relation": "For example: mum, brother, friend, social worker, teacher."}
    error_words = {"helper_name": "your full name", "helper_relation": "who you are"}
    autocomplete = {"helper_name": "name"}

    def prepare(self) -> None:
        if filling_in(self.answers) == statuses.FillingIn.CHILD and not self.easy:
            self.hints = {"helper_relation": "For example: mum, dad, foster carer, grandmother."}


class Name(StepForm):
    given_name = NHSTextField(max_length=100)
    family_name = NHSTextField(max_length=100)
    preferred_name = NHSTextField(max_length=100, required=False)

    labels = {
        "given_name": "First name",
        "family_name": "Last name",
        "preferred_name": "What {do} {who} like to be called? (you can skip this)",
    }
    hints = {"family_name": "If there is only one name, write it in both boxes."}
    error_words = {
        "given_name": "the first name",
        "family_name": "the last name",
        "preferred_name": "this name",
    }
    about_the_person = {"given_name": "given-name", "family_name": "family-name"}
    widths = {"given_name": 20, "family_name": 20, "preferred_name": 20}


class Born(StepForm):
    date_of_birth = NHSDateField(not_future=True, required=False)
    about_age = forms.IntegerField(min_value=0, max_value=120, required=False)

    page_heading = "date_of_birth"
    labels = {"about_age": "Not sure? About how old {are} {who}?"}
    hints = {
        "date_of_birth": "For example, 15 3 2009.",
        "about_age": "A number, like 14. Leave it empty if you gave the date.",
    }
    error_words = {"date_of_birth": "the date of birth", "about_age": "the age"}
    about_the_person = {"date_of_birth": "bday"}
    widths = {"about_age": 3}

    def kept(self) -> Words:
        """The date, else about how old; with the age of today, for the questions that depend on it."""
        kept = super().kept()
        if born := self.cleaned_data["date_of_birth"]:
            return kept | {"about_age": None, "age": age_on(born, timezone.localdate())}
        return kept


class Home(StepForm):
    address = NHSTextareaField(max_length=500, rows=3, required=False)
    postcode = NHSTextField(max_length=10, required=False)
    lives_in = NHSRadiosField(choices=[], required=False)

    labels = {"address": "Address", "postcode": "Postcode"}
    legends = {"lives_in": "Which area is that in?"}
    hints = {
        "address": "No fixed address? Say where {who} mostly stay{s}.",
        "lives_in": "If it is another area, send the form all the same. We tell you who can help there.",
    }
    error_words = {"address": "the address", "postcode": "the postcode"}
    about_the_person = {"address": "street-address", "postcode": "postal-code"}
    widths = {"postcode": 10}

    def prepare(self) -> None:
        homes = [(area.slug, area.name) for area in self.areas]
        others = [(statuses.ELSEWHERE, "Somewhere else"), (statuses.NOT_SURE, "I am not sure")]
        field: Any = self.fields["lives_in"]
        field.choices = [*homes, *others]


class Place(StepForm):
    in_hospital = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE), required=False)
    hospital = NHSTextField(max_length=200, required=False)
    place_type = NHSRadiosField(choices=[], required=False)

    labels = {"hospital": "Which hospital, and since when? (you can skip this)"}
    legends = {
        "in_hospital": "{Are} {who} in hospital now?",
        "place_type": "What kind of home {do} {who} have?",
    }
    hints = {
        "in_hospital": "Any hospital, also for a short time.",
        "place_type": "In hospital now? Then say what there was before, or will be after.",
    }
    reveals = {"in_hospital": {"yes": "hospital"}}
    error_words = {"hospital": "the hospital"}

    def prepare(self) -> None:
        self.offer("place_type", fitting(options.PLACES, options.PLACE_AGES, age(self.answers)))


class Number(StepForm):
    number_known = NHSYesNoField(required=False)
    nhs_number = NHSNumberField()
    gp_practice = NHSTextField(max_length=200, required=False)

    labels = {"nhs_number": "NHS number", "gp_practice": "Which GP {do} {who} go to?"}
    legends = {"number_known": "Do you know {whose} NHS number?"}
    hints = {
        "number_known": "You do not need it. It only helps us to find the right record.",
        "nhs_number": "10 digits, like 999 482 1172. It is on letters from the NHS.",
        "gp_practice": "The name of the doctor, or of the surgery.",
    }
    reveals = {"number_known": {"yes": "nhs_number"}}
    error_words = {
        "nhs_number": {"required": "Enter the NHS number, or choose “No”", "words": "the NHS number"},
        "gp_practice": "the GP",
    }


class Diagnosis(StepForm):
    diagnosis = NHSRadiosField(choices=choices(statuses.TOLD), required=False)
    diagnosis_said = NHSTextareaField(max_length=500, rows=2, required=False)

    page_heading = "diagnosis"
    labels = {"diagnosis_said": "Who said so, and when?"}
    hints = {
        "diagnosis": "You need no letter to prove it. “Not sure” is a good answer too.",
        "diagnosis_said": "About when is enough. You can leave this empty.",
    }
    error_words = {"diagnosis_said": "who said so, and when"}
