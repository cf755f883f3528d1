"""The pages of a flag about whoever writes, agreement, risk, and what is asked for."""

from typing import Any

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSDateField,
    NHSEmailField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
)
from dsr.ratings import MEANINGS, URGENT_FIRST
from referrals import flags, statuses
from referrals.choices import choices
from referrals.forms.asked import StepForm
from referrals.sheets.flag import consent_answer, is_confirmed
from referrals.steps import SIGNED, TAKEN_IN
from referrals.whom import age
from referrals.work_addresses import is_free

USE_A_WORK_ADDRESS = (
    "Use your work e-mail address: anybody can have an address like this one. "
    "No work address? Call us, and we fill the form in with you"
)


class About(StepForm):
    flag_kind = NHSRadiosField(choices=choices(flags.FLAG_KINDS))

    page_heading = "flag_kind"
    hints = {
        "flag_kind": "You are not told whether somebody is on the register. News of somebody known goes to "
        "those who work with them, the same day."
    }
    error_words = {"flag_kind": {"required": "Choose why you write"}}


class Urgent(StepForm):
    urgency = NHSRadiosField(choices=choices(statuses.URGENCY))

    page_heading = "urgency"
    hints = {"urgency": "We are not an emergency service. Is somebody in danger now? Call 999 first."}
    item_hints = {
        "urgency": {
            statuses.Urgency.TODAY: "A bed is being looked for, or things may break down within days. "
            "Whoever is on duty is told at once. Please phone us as well.",
            statuses.Urgency.WEEK: "It cannot wait for the next meeting.",
            statuses.Urgency.USUAL: "There is risk, and it is held for now.",
        }
    }
    error_words = {"urgency": {"required": "Choose how soon somebody must look"}}
    beside = "referrals/flag_phone.html"


class WorkAddress(StepForm):
    referrer_email = NHSEmailField(max_length=254)

    page_heading = "referrer_email"
    hints = {
        "referrer_email": "We send a code to it, so that nobody writes in your name. It works for 10 minutes."
    }
    error_words = {
        "referrer_email": {
            "words": "the e-mail address",
            "required": "Enter your work e-mail address",
            "invalid": "Enter an e-mail address like name@nhs.net",
        }
    }
    autocomplete = {"referrer_email": "email"}
    beside = "referrals/flag_phone.html"

    def prepare(self) -> None:
        self.fields["referrer_email"].label = self.title
        self.by_the_team = TAKEN_IN in self.answers
        if self.by_the_team:  # nothing is confirmed, and somebody on the phone may have no work address
            self.fields["referrer_email"].required = False
            self.hints = {"referrer_email": "For our answers. It can be left empty: then we phone."}

    def clean_referrer_email(self) -> str:
        address = str(self.cleaned_data["referrer_email"]).strip().lower()
        if is_free(address) and not self.by_the_team:
            self.add_error("referrer_email", USE_A_WORK_ADDRESS)
        return address


class Code(StepForm):
    code = NHSTextField(max_length=20)

    page_heading = "code"
    error_words = {"code": {"words": "the code", "required": "Enter the 6 digits from our e-mail"}}
    widths = {"code": 10}
    autocomplete = {"code": "one-time-code"}
    options = {"code": {"inputmode": "numeric", "spellcheck": False}}
    beside = "referrals/flag_code.html"

    def prepare(self) -> None:
        self.confirmed = is_confirmed(self.answers)
        self.address = self.answers.get("work-email", {}).get("referrer_email", "")
        code = self.fields["code"]
        code.label, code.required = self.title, not self.confirmed
        sent = f"If the address is right, 6 digits are on their way to {self.address}."
        done = f"{self.address} is confirmed. Just continue."
        self.hints = {"code": done if self.confirmed else sent}

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isdigit())


class Referrer(StepForm):
    referrer_name = NHSTextField(max_length=200)
    referrer_role = NHSTextField(max_length=100)
    referrer_organisation = NHSTextField(max_length=200)
    referrer_phone = NHSTelephoneField(max_length=40)
    manager = NHSTextField(max_length=200, required=False)

    labels = {
        "referrer_name": "Your full name",
        "referrer_role": "Your role",
        "referrer_organisation": "Your organisation",
        "referrer_phone": "A phone number on which you can be reached at work",
        "manager": "Your manager (you can skip this)",
    }
    hints = {
        "referrer_role": "For example: GP, social worker, head of year, police officer.",
        "manager": "Whom we may ask when you are away.",
    }
    error_words = {
        "referrer_name": "your full name",
        "referrer_role": "your role",
        "referrer_organisation": "your organisation",
        "referrer_phone": {"words": "the phone number", "required": "Enter a phone number"},
        "manager": "the name of your manager",
    }
    autocomplete = {
        "referrer_name": "name",
        "referrer_role": "organization-title",
        "referrer_organisation": "organization",
        "referrer_phone": "tel",
    }

    def prepare(self) -> None:
        if SIGNED in self.answers:
            del self.fields["referrer_name"]  # the account says it

    def first_values(self) -> dict[str, Any]:
        said = self.answers.get(SIGNED, {})
        return {"referrer_organisation": said.get("referrer_organisation", "")}


class Consent(StepForm):
    consent_answer = NHSRadiosField(choices=[])

    page_heading = "consent_answer"
    hints = {
        "consent_answer": "That our team reads this form and gets in touch. From 16 the person decides. "
        "Under 16 ask the child first. You can send the form whatever the answer is."
    }
    error_words = {"consent_answer": {"required": "Choose what came of asking"}}
    item_hints = {
        "consent_answer": {
            flags.ConsentAnswer.SAYS_NO: "We keep the form closed and put nobody on the register. All other "
            "care goes on. Is somebody in danger? Then the safeguarding rules count, here too.",
            flags.ConsentAnswer.CANNOT: "Only when help to decide was given and was not enough.",
            flags.ConsentAnswer.NOT_ASKED: "We then ask you why, and what the law allows.",
        }
    }

    def prepare(self) -> None:
        answer: Any = self.fields["consent_answer"]
        answer.choices = choices(flags.answers_for(age(self.answers)))


class Asked(StepForm):
    consent_sought_from = NHSTextField(max_length=200)
    consent_on = NHSDateField(not_future=True)

    labels = {"consent_sought_from": "Who was asked?"}
    legends = {"consent_on": "When?"}
    hints = {
        "consent_sought_from": "For example: Jade herself, and her dad.",
        "consent_on": "For example, 15 3 2026.",
    }
    error_words = {"consent_sought_from": "who was asked", "consent_on": "the day"}


class WhyNot(StepForm):
    consent_why_not = NHSTextareaField(max_length=2000, rows=5)

    page_heading = "consent_why_not"
    hints = {"consent_why_not": "What stood in the way, and when you will ask."}
    error_words = {"consent_why_not": {"words": "the reason", "required": "Say why nobody was asked"}}

    def prepare(self) -> None:
        self.fields["consent_why_not"].label = self.title


class Basis(StepForm):
    legal_basis = NHSRadiosField(choices=[])

    page_heading = "legal_basis"
    hints = {
        "legal_basis": "You need no yes when the law gives a reason. It is your decision, and is kept with "
        "your name. It never counts as the person’s yes."
    }
    item_hints = {"legal_basis": flags.WHAT_THE_LAW_ASKS}
    error_words = {"legal_basis": {"required": "Choose a reason, or “None of these”"}}

    def prepare(self) -> None:
        basis: Any = self.fields["legal_basis"]
        basis.choices = choices(flags.bases_for(age(self.answers), consent_answer(self.answers)))


class Suggested(StepForm):
    proposed_colour = NHSRadiosField(
        choices=[
            (colour.value, f"{MEANINGS[colour].shape} {MEANINGS[colour].label}") for colour in URGENT_FIRST
        ]
    )
    reasons = NHSTextareaField(max_length=5000, rows=6)

    legends = {"proposed_colour": "The colour"}
    labels = {"reasons": "Your reasons"}
    hints = {
        "proposed_colour": "A suggestion. The team decides, and keeps your colour beside its own.",
        "reasons": "What you saw or know, and since when.",
    }
    item_hints = {"proposed_colour": {colour.value: meaning.meaning for colour, meaning in MEANINGS.items()}}
    error_words = {"proposed_colour": {"required": "Choose a colour"}, "reasons": "your reasons"}
    beside = "referrals/flag_criteria.html"
    criteria = tuple(
        (MEANINGS[colour], colour, MEANINGS[colour].criteria.values()) for colour in URGENT_FIRST
    )


class Support(StepForm):
    support_now = NHSTextareaField(max_length=5000, rows=5)
    gaps = NHSTextareaField(max_length=5000, rows=5)

    labels = {"support_now": "Which help is there now?", "gaps": "What is missing?"}
    hints = {"support_now": "Who does what, how often. “None” is an answer too."}
    error_words = {"support_now": "which help there is", "gaps": "what is missing"}


class Leads(StepForm):
    lead_professional = NHSTextField(max_length=200, required=False)
    care_coordinator = NHSTextField(max_length=200, required=False)
    social_worker = NHSTextField(max_length=200, required=False)
    keyworker = NHSTextField(max_length=200, required=False)

    labels = {
        "lead_professional": "Lead professional",
        "care_coordinator": "Care coordinator",
        "social_worker": "Social worker",
        "keyworker": "Keyworker",
    }
    hints = {"lead_professional": "Name at least one person, with their phone or e-mail. It may be you."}
    error_words = {name: f"the {words[:1].lower()}{words[1:]}" for name, words in labels.items()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given.get(name) for name in self.fields):
            self.add_error("lead_professional", "Name at least one person who works with them")
        return given


class AskedFor(StepForm):
    asked_for = NHSCheckboxesField(choices=choices(flags.ASKED_FOR))

    page_heading = "asked_for"
    hints = {"asked_for": "Tick one or more."}
    error_words = {"asked_for": {"required": "Choose what you ask for"}}


FORMS: dict[str, type[StepForm]] = {
    form.__name__: form
    for form in (
        About, Urgent, WorkAddress, Code, Referrer, Consent, Asked, WhyNot, Basis, Suggested, Support, Leads,
        AskedFor,
    )
}  # fmt: skip
