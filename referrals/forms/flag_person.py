"""The pages of a flag about the person: what every form asks, in the words of somebody at work."""

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSRadiosField,
    NHSTextareaField,
)
from referrals import flags, options, statuses
from referrals.choices import choices
from referrals.forms.asked import StepForm
from referrals.risk_factors import RISK_FACTORS


class ReachPerson(StepForm):
    person_reach = NHSRadiosField(choices=choices(options.PERSON_REACH), required=False)
    person_reach_at = NHSTextareaField(max_length=500, rows=3, required=False)
    do_not_contact = NHSTextareaField(max_length=500, rows=2, required=False)

    legends = {"person_reach": "The way that is best for them"}
    labels = {
        "person_reach_at": "Number or address, and the best time",
        "do_not_contact": "Is there a number, a place or a person that we must never contact?",
    }
    error_words = {"person_reach_at": "the number or address", "do_not_contact": "whom not to contact"}


class MustDiagnosis(StepForm):
    diagnosis = NHSRadiosField(choices=choices(statuses.TOLD))
    diagnosis_said = NHSTextareaField(max_length=500, rows=2, required=False)

    page_heading = "diagnosis"
    labels = {"diagnosis_said": "Who said so, and when? (you can skip this)"}
    error_words = {"diagnosis": {"required": "Choose what is known"}, "diagnosis_said": "who said so"}


class Eligibility(StepForm):
    eligibility = NHSCheckboxesField(choices=choices(flags.ELIGIBILITY))

    page_heading = "eligibility"
    hints = {"eligibility": "Tick all that are so. You can send the form with any of them."}
    error_words = {"eligibility": {"required": "Tick what is so, or “None of these”"}}
    exclusive = {"eligibility": flags.NONE}


class MustHappening(StepForm):
    happening = NHSTextareaField(max_length=5000, rows=8)

    page_heading = "happening"
    hints = {"happening": "What is hard, since when, and what sets it off. What the person says about it."}
    error_words = {"happening": {"words": "what you write", "required": "Say what is happening"}}

    def prepare(self) -> None:
        self.fields["happening"].label = self.title


class MustRisks(StepForm):
    risk_factors = NHSCheckboxesField(choices=choices(RISK_FACTORS))

    page_heading = "risk_factors"
    hints = {"risk_factors": "Tick one or more."}
    error_words = {"risk_factors": {"required": "Tick at least one"}}


class LegalStatus(StepForm):
    legal_status = NHSCheckboxesField(choices=choices(flags.LEGAL_STATUS), required=False)

    page_heading = "legal_status"
    exclusive = {"legal_status": flags.NONE}


class Tried(StepForm):
    tried = NHSTextareaField(max_length=5000, rows=5)
    would_help = NHSTextareaField(max_length=5000, rows=4, required=False)

    labels = {
        "tried": "What has been tried, and what went well?",
        "would_help": "What would help now? (you can skip this)",
    }
    error_words = {"tried": "what has been tried", "would_help": "what would help"}


FORMS: dict[str, type[StepForm]] = {
    form.__name__: form
    for form in (ReachPerson, MustDiagnosis, Eligibility, MustHappening, MustRisks, LegalStatus, Tried)
}
