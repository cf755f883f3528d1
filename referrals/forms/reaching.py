"""Questions about how, when and where to reach somebody safely, and who they are among others."""

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSEmailField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
)
from referrals import options, statuses
from referrals.choices import choices
from referrals.forms.asked import StepForm, Words
from referrals.whom import ADULT, OWN_DECISION, is_under, may_be_under, somebody_helps

WAYS = {
    "phone": "Phone or text",
    "email": "E-mail",
    "post": "Post",
    "someone": "Through somebody else",
}
PHONE_USES = {
    "both": "Calls and texts are both fine",
    "calls": "Calls only",
    "texts": "Texts only: please never ring",
}


class Reach(StepForm):
    ways = NHSCheckboxesField(choices=choices(WAYS))
    phone = NHSTelephoneField(max_length=40)
    phone_use = NHSRadiosField(choices=choices(PHONE_USES), required=False)
    safe_message = NHSRadiosField(choices=choices(statuses.YES_NO), required=False)
    email = NHSEmailField(max_length=254)
    post = NHSTextareaField(max_length=500, rows=4)
    through_whom = NHSTextareaField(max_length=500, rows=3)

    page_heading = "ways"
    labels = {
        "phone": "Phone number",
        "email": "E-mail address",
        "post": "Name and address",
        "through_whom": "Who is it, and how do we reach them?",
    }
    legends = {"phone_use": "Calls or texts?", "safe_message": "Is it safe to leave a message?"}
    hints = {
        "ways": "Choose the ways that are safe for you. Tick one or more.",
        "safe_message": "No means: we hang up if somebody else answers. You can skip this.",
        "email": "We write only that there is news, never who it is about.",
        "through_whom": "Somebody you trust. Their name, and a phone number or address.",
    }
    reveals = {
        "ways": {
            "phone": ["phone", "phone_use", "safe_message"],
            "email": "email",
            "post": "post",
            "someone": "through_whom",
        }
    }
    error_words = {
        "ways": {"required": "Choose at least one way to reach you"},
        "phone": "a phone number",
        "email": {
            "words": "the e-mail address",
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.com",
        },
        "post": "the name and address",
        "through_whom": "who it is, and how we reach them",
    }
    autocomplete = {"phone": "tel", "email": "email"}
    inline = ("safe_message",)

    def prepare(self) -> None:
        if self._is_young() and not self.easy:
            self.hints = {**self.hints, "ways": f"{self.hints['ways']} {NOT_YOUR_PARENTS}"}

    def _is_young(self) -> bool:
        return not somebody_helps(self.answers) and is_under(OWN_DECISION)(self.answers)

    def first_values(self) -> Words:
        if somebody_helps(self.answers):
            return {}
        home = self.answers.get("home", {})
        return {"post": "\n".join(filter(None, [home.get("address"), home.get("postcode")]))}

    def kept(self) -> Words:
        """With what the answer about calls and texts means for the number."""
        kept = super().kept()
        use = kept["phone_use"]
        return kept | {"may_text": use in ("both", "texts"), "no_calls": use == "texts"}


NOT_YOUR_PARENTS = "We use only these, and do not ring your parents without talking with you first."


class Safe(StepForm):
    best_time = NHSTextareaField(max_length=500, rows=2, required=False)
    do_not_contact = NHSTextareaField(max_length=1000, rows=3, required=False)
    person_reach = NHSRadiosField(choices=[], required=False)
    person_reach_at = NHSTextareaField(max_length=500, rows=2, required=False)

    labels = {
        "best_time": "When is a good time to get in touch?",
        "do_not_contact": "Is there a place or a person we should never contact?",
        "person_reach_at": "Their number or address",
    }
    legends = {"person_reach": "How can we reach {who} directly?"}
    hints = {
        "best_time": "For example: after 4pm, not on Mondays.",
        "do_not_contact": "For example: never write to the house. Never ring my father.",
        "person_reach": "We would like to talk with {who} too, in a way that suits {them}.",
        "person_reach_at": "Only if it is safe. You can leave this empty.",
    }
    error_words = {
        "best_time": "the good times",
        "do_not_contact": "whom never to contact",
        "person_reach_at": "their number or address",
    }

    def prepare(self) -> None:
        if somebody_helps(self.answers):
            self.offer("person_reach", {**options.PERSON_REACH, "through_me": "Through me"})
        else:
            del self.fields["person_reach"], self.fields["person_reach_at"]


class Equality(StepForm):
    first_language = NHSTextField(max_length=100, required=False)
    ethnicity = NHSRadiosField(choices=choices(options.ETHNICITIES), required=False)
    gender = NHSRadiosField(choices=choices(options.GENDERS), required=False)
    religion = NHSRadiosField(choices=choices(options.RELIGIONS), required=False)
    looked_after = NHSRadiosField(choices=choices(options.YES_NO_RATHER_NOT), required=False)
    is_carer = NHSRadiosField(choices=choices(options.YES_NO_RATHER_NOT), required=False)

    labels = {"first_language": "First language"}
    legends = {
        "ethnicity": "Ethnic group",
        "gender": "Gender",
        "religion": "Religion or belief",
        "looked_after": "{Are} {who} looked after by the council?",
        "is_carer": "{Are} {who} a carer for somebody?",
    }
    hints = {
        "first_language": "All of these can be left empty. They help us see whom we do not reach yet.",
        "looked_after": "For example: in foster care, or under a care order.",
        "is_carer": "For example: a brother, a sister, a parent or a child.",
    }
    error_words = {"first_language": "the first language"}

    def prepare(self) -> None:
        if not may_be_under(ADULT)(self.answers):
            del self.fields["looked_after"]
