"""The second part of a flag, and what opens it."""

from config.nhsuk.fields import NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from referrals.flags import SECOND_PART


class PartTwoReference(NHSForm):
    reference = NHSTextField(max_length=40)

    labels = {"reference": "Your reference"}
    hints = {"reference": "It looks like ABCD-EFGH-J. It is in our first e-mail to you."}
    error_words = {"reference": "the reference"}
    widths = {"reference": 20}


class PartTwoCode(NHSForm):
    code = NHSTextField(max_length=20)

    labels = {"code": "Code"}
    hints = {"code": "If link and reference are right, 6 digits are on their way to your work address."}
    error_words = {"code": {"words": "the code", "required": "Enter the 6 digits from our e-mail"}}
    widths = {"code": 10}
    autocomplete = {"code": "one-time-code"}
    options = {"code": {"inputmode": "numeric", "spellcheck": False}}

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isdigit())


class PartTwo(NHSForm):
    tool_answers = NHSTextareaField(max_length=5000, rows=4, required=False)
    plans_in_place = NHSTextareaField(max_length=5000, rows=4, required=False)
    good_outcome = NHSTextareaField(max_length=5000, rows=4)
    who_should_meet = NHSTextareaField(max_length=5000, rows=4)
    risks_to_others = NHSTextareaField(max_length=5000, rows=3, required=False)
    medication = NHSTextareaField(max_length=5000, rows=3, required=False)
    communication = NHSTextareaField(max_length=5000, rows=3, required=False)
    what_calms = NHSTextareaField(max_length=5000, rows=3, required=False)
    anything_else = NHSTextareaField(max_length=5000, rows=3, required=False)

    labels = SECOND_PART
    error_words = {
        **dict.fromkeys(SECOND_PART, "this answer"),
        "good_outcome": {"words": "this answer", "required": "Say what a good outcome would look like"},
        "who_should_meet": {"words": "this answer", "required": "Say who should be in a meeting"},
    }
