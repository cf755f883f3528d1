"""Questions about what is happening, what helps, and who is there already."""

from config.nhsuk.fields import NHSCheckboxesField, NHSCheckboxField, NHSRadiosField, NHSTextareaField
from referrals import options, risk_factors, statuses
from referrals.choices import choices
from referrals.forms.asked import StepForm
from referrals.whom import age, fitting


class Happening(StepForm):
    happening = NHSTextareaField(max_length=5000, rows=8, required=False)
    rather_talk = NHSCheckboxField(required=False)

    page_heading = "happening"
    labels = {"rather_talk": "I would rather talk about this"}
    hints = {
        "happening": "Tell us in your own words what is hard. A few lines are enough.",
        "rather_talk": "Somebody from the team asks you when they call.",
    }
    error_words = {"happening": "what you write"}

    def prepare(self) -> None:
        self.fields["happening"].label = self.title


class Risks(StepForm):
    risk_factors = NHSCheckboxesField(choices=[], required=False)

    page_heading = "risk_factors"
    hints = {"risk_factors": "Tick what is true now. It shows us which help is missing."}

    def prepare(self) -> None:
        self.offer("risk_factors", fitting(risk_factors.ABOUT, risk_factors.ABOUT_AGES, age(self.answers)))


class Helped(StepForm):
    tried = NHSTextareaField(max_length=3000, rows=4, required=False)
    would_help = NHSTextareaField(max_length=3000, rows=4, required=False)

    labels = {"tried": "What has been tried?", "would_help": "What would help now?"}
    hints = {
        "tried": "Say what went well, and what went badly. A small thing counts too.",
        "would_help": "If you do not know, leave it empty. It is our work to find out with you.",
    }
    error_words = {"tried": "what has been tried", "would_help": "what would help"}


class School(StepForm):
    education = NHSTextareaField(max_length=1000, rows=3, required=False)
    has_ehc_plan = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE), required=False)

    labels = {"education": "Which one, and how is it going?"}
    legends = {"has_ehc_plan": "{Do} {who} have an EHC plan?"}
    hints = {
        "education": "No school or college? You can say why.",
        "has_ehc_plan": "EHC means education, health and care. It is a plan from the council.",
    }
    error_words = {"education": "what you write about school or college"}
    inline = ("has_ehc_plan",)


class People(StepForm):
    people_involved = NHSTextareaField(max_length=3000, rows=5, required=False)
    plans = NHSCheckboxesField(choices=[], required=False)

    labels = {"people_involved": "Who they are, what they do, and how to reach them"}
    legends = {"plans": "Which plans are there?"}
    hints = {
        "people_involved": "For example: social worker, support worker, nurse, teacher. A line for each.",
        "plans": "Tick all that you know of.",
    }
    exclusive = {"plans": "none_known"}
    error_words = {"people_involved": "who helps now"}

    def prepare(self) -> None:
        # The EHC plan has a question of its own, beside school.
        self.offer("plans", {key: label for key, label in options.PLANS.items() if key != "ehc"})


class Needs(StepForm):
    needs = NHSCheckboxesField(choices=choices(options.NEEDS), required=False)
    needs_more = NHSTextareaField(max_length=1000, rows=2, required=False)
    letter_format = NHSRadiosField(choices=choices(options.LETTERS), required=False)

    labels = {"needs_more": "Which language? What else helps?"}
    legends = {"needs": "What would help?", "letter_format": "How should our letters be?"}
    hints = {
        "needs": "Tick all that help. You need no reason.",
        "needs_more": "For example: Polish, Makaton, no strong smells, video calls.",
    }
    error_words = {"needs_more": "what else helps"}
