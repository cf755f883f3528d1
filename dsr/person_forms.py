"""The words of the questions about who somebody is, and who is in their life."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from accounts.models import User
from config.nhsuk.fields import (
    NHSChoiceField,
    NHSDateField,
    NHSEmailField,
    NHSNumberField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm
from dsr.forms import FAMILY, accounts, workers_of
from dsr.models import Contact, Diagnosis, YesNo
from dsr.note_forms import KeyField


class WhoTheyAre(NHSForm):
    """Who somebody is: what their record says of them, whether it is new or put right."""

    given_name = NHSTextField(max_length=100)
    family_name = NHSTextField(max_length=100)
    date_of_birth = NHSDateField(not_future=True)
    nhs_number = NHSNumberField(required=False)
    address = NHSTextareaField(max_length=500, rows=3, required=False)
    postcode = NHSTextField(max_length=10, required=False)
    learning_disability = NHSRadiosField(choices=Diagnosis.choices)
    autism = NHSRadiosField(choices=Diagnosis.choices)
    ehc_plan = NHSRadiosField(choices=YesNo.choices)
    looked_after = NHSRadiosField(choices=YesNo.choices)

    labels = {
        "given_name": "First name",
        "family_name": "Last name",
        "nhs_number": "NHS number (optional)",
        "address": "Address (optional)",
        "postcode": "Postcode (optional)",
    }
    legends = {
        "date_of_birth": "Date of birth",
        "learning_disability": "Learning disability",
        "autism": "Autism",
        "ehc_plan": "EHC plan",
        "looked_after": "Looked after by the council",
    }
    error_words = {
        "given_name": "the first name",
        "family_name": "the last name",
        "date_of_birth": "the date of birth",
        "learning_disability": "what is known about a learning disability",
        "autism": "what is known about autism",
        "ehc_plan": "what is known about an EHC plan",
        "looked_after": "whether the council looks after them",
    }
    inline = ("ehc_plan", "looked_after")
    widths = {"given_name": 20, "family_name": 20, "postcode": 10}


class FactsForm(WhoTheyAre):
    """What the record says, put right. `version` is what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    hints = {
        "family_name": "After a change of name the old one still finds them.",
        "date_of_birth": "What is due by their age is counted again from it.",
    }

    def facts(self) -> dict[str, Any]:
        """What `correct_person` asks for."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return found | {"expected_version": self.cleaned_data["version"]}


class ContactForm(NHSForm):
    """Somebody in the person's life. `version` is what the page showed, `key` makes one sent twice one."""

    key = KeyField(initial=uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    name = NHSTextField(max_length=200)
    relation = NHSTextField(max_length=100)
    organisation = NHSTextField(max_length=200, required=False)
    phone = NHSTelephoneField(max_length=40, required=False)
    email = NHSEmailField(max_length=254, required=False)
    is_the_person = NHSYesNoField()
    parental_responsibility = NHSYesNoField()
    may_be_told = NHSYesNoField()
    account = NHSChoiceField(required=False)

    labels = {
        "name": "Name",
        "relation": "Who are they to the person?",
        "organisation": "Where they work, and as what (optional)",
        "phone": "Phone (optional)",
        "email": "E-mail (optional)",
        "account": "Their account, if they have one",
    }
    legends = {
        "is_the_person": "Is this the person themselves?",
        "parental_responsibility": "Do they have parental responsibility?",
        "may_be_told": "May they be told what is on the register?",
    }
    hints = {
        "relation": "Mum, brother, social worker, school. For the person themselves: herself, himself.",
        "organisation": "For example: Northmoor Council, social worker.",
        "is_the_person": "Yes, so that the person has a space of their own, with their own account.",
        "may_be_told": "From 16, and for a younger child who understands, it is the person who says so.",
        "account": "With it they see this person’s space: the rating in plain words, and what was agreed.",
    }
    error_words = {
        "name": "their name",
        "relation": "who they are to the person",
        "phone": "the phone number",
        "email": "the e-mail address",
        "is_the_person": {"required": "Say whether this is the person themselves"},
        "parental_responsibility": {"required": "Say whether they have parental responsibility"},
        "may_be_told": {"required": "Say whether they may be told"},
    }
    inline = ("is_the_person", "parental_responsibility", "may_be_told")
    widths = {"name": 20, "relation": 20, "phone": 20}

    def __init__(
        self, *args: Any, area_id: int, today: date, contact: Contact | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        # The account they have now is offered too: saving something else must not take it away in silence.
        now = [contact.user] if contact and contact.user else []
        found: list[User] = [*workers_of(area_id, today, FAMILY), *now]
        self.users = {str(user.pk): user for user in found}
        self.fields["account"].choices = accounts(self.users)

    def facts(self) -> dict[str, Any]:
        """What the actions ask for of a contact."""
        found = {name: self.cleaned_data[name] for name in SAID}
        return found | {"user": self.users.get(self.cleaned_data["account"])}


SAID = (
    "name", "relation", "organisation", "phone", "email", "is_the_person", "parental_responsibility",
    "may_be_told",
)  # fmt: skip
