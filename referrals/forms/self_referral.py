"""The pages of a self-referral."""

from typing import Any

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSCheckboxField,
    NHSDateField,
    NHSEmailField,
    NHSNumberField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from referrals import statuses
from referrals.forms.asked import StepForm, Words
from referrals.models import choices
from referrals.sheets.self_referral_lines import agreement_words


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

    page_heading = "date_of_birth"
    hints = {"date_of_birth": "For example, 15 3 2009."}
    error_words = {"date_of_birth": "the date of birth"}
    about_the_person = {"date_of_birth": "bday"}


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
        self.fields["lives_in"].choices = [*homes, *others]


class Number(StepForm):
    number_known = NHSYesNoField(required=False)
    nhs_number = NHSNumberField()

    page_heading = "number_known"
    labels = {"nhs_number": "NHS number"}
    hints = {
        "number_known": "You do not need it. It only helps us to find the right record.",
        "nhs_number": "10 digits, like 999 482 1172. It is on letters from the NHS.",
    }
    reveals = {"number_known": {"yes": "nhs_number"}}
    error_words = {
        "nhs_number": {"required": "Enter the NHS number, or choose “No”", "words": "the NHS number"}
    }


class Diagnosis(StepForm):
    diagnosis = NHSRadiosField(choices=choices(statuses.TOLD), required=False)

    page_heading = "diagnosis"
    hints = {"diagnosis": "It does not matter who said so. “Not sure” is a good answer too."}


class Happening(StepForm):
    happening = NHSTextareaField(max_length=5000, rows=8, required=False)
    rather_talk = NHSCheckboxField(required=False)

    page_heading = "happening"
    labels = {"rather_talk": "I would rather talk about this"}
    hints = {
        "happening": "Tell us in your own words what is hard, and what helps. A few lines are enough.",
        "rather_talk": "Somebody from the team asks you when they call.",
    }
    error_words = {"happening": "what you write"}

    def prepare(self) -> None:
        self.fields["happening"].label = self.title


class Hospital(StepForm):
    in_hospital = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE), required=False)
    hospital = NHSTextField(max_length=200, required=False)

    page_heading = "in_hospital"
    labels = {"hospital": "Which hospital, and since when? (you can skip this)"}
    hints = {"in_hospital": "Any hospital, also for a short time."}
    reveals = {"in_hospital": {"yes": "hospital"}}
    error_words = {"hospital": "the hospital"}


class Agreed(StepForm):
    agreement = NHSRadiosField(choices=[])

    page_heading = "agreement"
    error_words = {"agreement": {"required": "Choose what fits best"}}

    def prepare(self) -> None:
        filling_in = self.answers.get("who", {}).get("filling_in_for", "")
        agreement: Any = self.fields["agreement"]
        agreement.choices = choices(agreement_words(filling_in))
        if not self.easy:
            self.hints = {"agreement": ABOUT_AGREEING[filling_in == statuses.FillingIn.ME]}


ABOUT_AGREEING = {
    True: "That our team reads this form and talks with you. Everything else we ask you later, one by one.",
    False: "That our team reads this form and gets in touch. You can send it whatever the answer is. "
    "We ask the person themselves before anything else happens.",
}


class Reach(StepForm):
    ways = NHSCheckboxesField(choices=[("phone", "Phone"), ("email", "E-mail"), ("post", "Post")])
    phone = NHSTelephoneField(max_length=40)
    safe_message = NHSRadiosField(choices=choices(statuses.YES_NO), required=False)
    email = NHSEmailField(max_length=254)
    post = NHSTextareaField(max_length=500, rows=4)

    page_heading = "ways"
    labels = {"phone": "Phone number", "email": "E-mail address", "post": "Name and address"}
    legends = {"safe_message": "Is it safe to leave a message?"}
    hints = {
        "ways": "Choose the ways that are safe for you. Tick one or more.",
        "safe_message": "No means: we hang up if somebody else answers. You can skip this.",
        "email": "We write only that there is news, never who it is about.",
    }
    reveals = {"ways": {"phone": ["phone", "safe_message"], "email": "email", "post": "post"}}
    error_words = {
        "ways": {"required": "Choose at least one way to reach you"},
        "phone": "a phone number",
        "email": {
            "words": "the e-mail address",
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.com",
        },
        "post": "the name and address",
    }
    autocomplete = {"phone": "tel", "email": "email"}
    inline = ("safe_message",)

    def first_values(self) -> Words:
        mine = self.answers.get("who", {}).get("filling_in_for") == statuses.FillingIn.ME
        home = self.answers.get("home", {})
        lines = [home.get("address"), home.get("postcode")]
        return {"post": "\n".join(filter(None, lines))} if mine else {}


FORMS: dict[str, type[StepForm]] = {
    form.__name__: form
    for form in (Who, Helper, Name, Born, Home, Number, Diagnosis, Happening, Hospital, Agreed, Reach)
}
