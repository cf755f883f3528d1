"""What the team answers about a consent form before its answers go into the ledger."""

from typing import Any
from uuid import UUID

from config.nhsuk.fields import NHSRadiosField, NHSTextareaField, NHSYesNoField
from config.nhsuk.forms import NHSForm
from dsr.models import Person
from dsr.reviews_asked import AskedReview
from referrals.consent_answers import Giver, decisions
from referrals.consent_plan import REVIEW_PURPOSES, Found
from referrals.matching import Match
from referrals.models import ConsentForm

NO_REVIEW = "none"
# What somebody of the team must have checked, by who answered.
CHECKED = {
    Giver.PERSON: "How do you know that the child understands, or does not?",
    Giver.PARENT: "How did you check that they have parental responsibility?",
    Giver.ATTORNEY: "Which document did you see, and is it for health and welfare?",
    Giver.BEST_INTERESTS: "Whom did you ask, to be sure of the assessment?",
}


class RecordAnswers(NHSForm):
    """What only a person can find out; a form of an adult's own answers asks nothing."""

    understands = NHSYesNoField()
    checked = NHSTextareaField(max_length=2000, rows=3)
    review = NHSRadiosField(choices=[])

    legends = {
        "understands": "Does the child understand these decisions?",
        "review": "Which review are these answers about?",
    }
    hints = {
        "understands": "“No” is recorded as what the child wants: it can close, and does not open alone.",
        "checked": "It stands in the ledger as part of the proof.",
    }
    error_words = {
        "understands": {"required": "Say whether the child understands"},
        "checked": {"words": "what you checked", "required": "Say how you checked it"},
        "review": {"required": "Choose the review, or say that none is planned"},
    }
    inline = ("understands",)

    def __init__(
        self, *args: Any, sent: ConsentForm, age: int | None, reviews: list[AskedReview], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        child = sent.giver == Giver.PERSON and (age if age is not None else sent.about_age) < 16
        if not child:
            del self.fields["understands"]
        if sent.giver == Giver.PERSON and not child:
            del self.fields["checked"]
        else:
            self.fields["checked"].label = CHECKED[Giver(sent.giver)]
        if any(decided.purpose in REVIEW_PURPOSES for decided in decisions(vars(sent))):
            field: Any = self.fields["review"]
            named = [(str(review.pk), review.called) for review in reviews]
            field.choices = [*named, (NO_REVIEW, "No review is planned: record the other answers alone")]
        else:
            del self.fields["review"]

    def found(self) -> Found:
        """What was found out, as the plan of rows takes it."""
        said = self.cleaned_data
        review = said.get("review")
        return Found(
            understands=bool(said.get("understands")),
            checked=said.get("checked", ""),
            review=UUID(review) if review and review != NO_REVIEW else None,
        )


class Whom(NHSForm):
    """Which of the people on record a form is about."""

    person = NHSRadiosField(choices=[])

    legends = {"person": "Is this one of them?"}
    error_words = {"person": {"required": "Choose one of them"}}

    def __init__(self, *args: Any, found: list[tuple[Person, Match]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person, _ in found}
        field: Any = self.fields["person"]
        field.choices = [(key, f"The same person as {one.full_name}") for key, one in self.known.items()]

    def chosen(self) -> Person:
        return self.known[self.cleaned_data["person"]]


class Aside(NHSForm):
    """Why the answers of a form do not go into the ledger."""

    why = NHSTextareaField(max_length=2000, rows=3)

    labels = {"why": "Why are these answers not recorded?"}
    hints = {"why": "For example: sent twice; nobody of this name is known, and we asked for a referral."}
    error_words = {"why": {"words": "the reason", "required": "Say why"}}


class Seen(NHSForm):
    """What was done about a change of mind."""

    note = NHSTextareaField(max_length=2000, rows=2)

    labels = {"note": "What did you do?"}
    hints = {"note": "For example: called, she wants to stay on the register. The answer is in the ledger."}
    error_words = {"note": {"words": "what you did", "required": "Say what you did"}}
