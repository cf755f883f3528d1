"""The choices on a consent form: being on the register, sharing with each kind, and a review."""

from typing import Any

from django.core.exceptions import ValidationError

from config.nhsuk.fields import NHSRadiosField, NHSTextareaField, NHSTextField
from dsr.consent import SHARE_LABELS, Decision, ShareKind
from referrals import consent_answers as given
from referrals import statuses
from referrals.consent_answers import share_column
from referrals.forms.asked import StepForm
from referrals.models import choices
from referrals.share_words import WOULD_SEE
from referrals.sheets.consent_form import cannot_decide

# What a yes and a no are called when somebody decides for a person who cannot.
FOR_SOMEBODY = {
    Decision.YES: "Yes, it is best for them",
    Decision.LIMITED: "Yes, with limits",
    Decision.THINKING: "Not decided yet",
    Decision.NO: "No, it is not best for them",
}


class Choosing(StepForm):
    """A page of choices; whoever decides for somebody else reads them in their own words."""

    questions: tuple[str, ...] = ()

    def prepare(self) -> None:
        labels = FOR_SOMEBODY if cannot_decide(self.answers) else given.ANSWERS
        for name in self.questions:
            field: Any = self.fields[name]
            field.choices = choices(labels)


class Register(Choosing):
    register = NHSRadiosField(choices=[])
    register_limits = NHSTextareaField(max_length=1000, rows=3)

    questions = ("register",)
    page_heading = "register"
    labels = {"register_limits": "Which limits? Say it in your own words"}
    hints = {
        "register": "May we put {who} on the register? It is a list that a small team looks at often. "
        "If yes: the team looks for help early, by set dates. If no: other care goes on as before.",
        "register_limits": "For example: only until my birthday. Do not tell my uncle.",
    }
    reveals = {"register": {Decision.LIMITED: "register_limits"}}
    error_words = {
        "register": {"required": "Choose an answer. “I am not sure yet” is one too"},
        "register_limits": "the limits",
    }


class Sharing(StepForm):
    share_all = NHSRadiosField(choices=choices(given.SHARE_ALL))
    share_limits = NHSTextareaField(max_length=1000, rows=3, required=False)

    page_heading = "share_all"
    listed_words = "Who they are, and what they would see"
    listed = tuple((label, WOULD_SEE[kind]) for kind, label in SHARE_LABELS.items())
    labels = {"share_limits": "Is there anything that we must not share? (you can skip this)"}
    hints = {
        "share_all": "For example school, social care and the GP. The list below shows all of them. "
        "If yes: they see what they need, so that nobody has to tell the story again. "
        "If no: they are not told.",
        "share_limits": "For example: not what happened in spring. Not with the teacher of my sister.",
    }
    error_words = {
        "share_all": {"required": "Choose an answer. “I am not sure yet” is one too"},
        "share_limits": "what must not be shared",
    }


class Each(StepForm):
    """One answer for each kind of organisation; what is left empty stays closed."""

    legends = {share_column(kind): label for kind, label in SHARE_LABELS.items()}
    hints = {
        share_column(kind): f"They would see: {seen[0].lower()}{seen[1:]}" for kind, seen in WOULD_SEE.items()
    }
    inline = tuple(share_column(kind) for kind in ShareKind)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(answers.values()):
            raise ValidationError("Answer at least one. What you leave empty stays closed")
        return answers


def _one_answer() -> NHSRadiosField:
    return NHSRadiosField(choices=choices(given.SHORT_ANSWERS), required=False)


SharingEach: Any = type("SharingEach", (Each,), {share_column(kind): _one_answer() for kind in ShareKind})


class ReviewAsked(StepForm):
    review_asked = NHSRadiosField(choices=choices(statuses.YES_NO), required=False)
    review_words = NHSTextField(max_length=300, required=False)

    page_heading = "review_asked"
    labels = {"review_words": "Which review? (you can skip this)"}
    hints = {
        "review_asked": "A review is a day on which a small panel meets {who} and looks at the care. "
        "Somebody invites you to it. Nobody asked you? Choose “No”.",
        "review_words": "For example: the one on 3 March, at school.",
    }
    reveals = {"review_asked": {"yes": "review_words"}}
    error_words = {"review_words": "which review"}


class Review(Choosing):
    meeting = NHSRadiosField(choices=[])
    papers = NHSRadiosField(choices=[])
    findings = NHSRadiosField(choices=[])
    review_limits = NHSTextareaField(max_length=1000, rows=3, required=False)

    questions = ("meeting", "papers", "findings")
    labels = {"review_limits": "If you chose limits: which? Say it in your own words"}
    legends = {
        "meeting": "Part 1: may the review take place?",
        "papers": "Part 2: may the panel read the papers about {who}?",
        "findings": "Part 3: may others use what the review finds?",
    }
    hints = {
        "meeting": "If yes: we agree on the day, the place and who comes. If no: there is no review.",
        "papers": "If yes: they read them for this one review. If no: the papers stay locked.",
        "findings": "If yes: those who give care get the report, and must act on it. "
        "If no: it stays with {who}.",
    }
    error_words = {
        "meeting": {"required": "Choose an answer about the review taking place"},
        "papers": {"required": "Choose an answer about the papers"},
        "findings": {"required": "Choose an answer about what the review finds"},
        "review_limits": "the limits",
    }

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        limited = any(answers.get(name) == Decision.LIMITED for name in self.questions)
        if limited and not answers.get("review_limits"):
            self.add_error("review_limits", "Say which limits, or choose another answer")
        return answers


FORMS: dict[str, type[StepForm]] = {
    form.__name__: form for form in (Register, Sharing, SharingEach, ReviewAsked, Review)
}
