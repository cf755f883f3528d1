"""The pages of a consent form that only some are asked: a child, a parent, an attorney, a professional."""

from typing import Any

from django.core.exceptions import ValidationError

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from dsr.consent_words import AUTHORITY_LABELS
from referrals import consent_answers as given
from referrals import statuses
from referrals.forms.asked import StepForm
from referrals.models import choices
from referrals.sheets.consent_form import ABILITIES

HOLDERS = ("mother", "father", "guardian", "council")
FOR_ADULTS = ("attorney", "deputy")
LIMITED_BY_COURT = (
    "A court order limits what you may decide, so this form cannot count as your answer alone. "
    "Please phone us: we find out with you who decides, and write down what you think"
)
ABLE = (
    "Somebody cannot decide only if they cannot do at least one of these four. "
    "If they can do all of them, it is their own choice: ask them to fill in this form"
)


def _of(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, AUTHORITY_LABELS[name]) for name in names]


class OwnWords(StepForm):
    own_words = NHSTextareaField(max_length=2000, rows=4)
    talked_with = NHSTextField(max_length=200)
    talked_on = NHSDateField(not_future=True, required=False)

    labels = {
        "own_words": "What would change if you say yes? And if you say no?",
        "talked_with": "Who talked it through with you?",
    }
    legends = {"talked_on": "On which day? (you can skip this)"}
    hints = {
        "own_words": "There is no wrong answer. It shows us what we must explain better.",
        "talked_with": "Their name, and who they are. For example: Priya, my keyworker. "
        "Nobody yet? Write “nobody”: then we talk with you first.",
    }
    error_words = {
        "own_words": {"words": "what you write", "required": "Write it in your own words. A few are enough"},
        "talked_with": {"words": "who it was", "required": "Write who talked with you, or “nobody”"},
        "talked_on": "the day",
    }


class Responsibility(StepForm):
    authority = NHSRadiosField(choices=_of(HOLDERS))
    authority_proof = NHSTextareaField(max_length=1000, rows=2)
    other_holders = NHSTextareaField(max_length=1000, rows=2, required=False)
    court_order = NHSRadiosField(choices=list(given.COURT_ORDERS.items()))
    court_order_words = NHSTextareaField(max_length=1000, rows=2, required=False)

    labels = {
        "authority_proof": "What shows it?",
        "other_holders": "Who else has parental responsibility, and what do they think? (you can skip this)",
        "court_order_words": "What does the order say? (you can skip this)",
    }
    legends = {
        "authority": "What are you to {who}?",
        "court_order": "Is there a court order about {who}?",
    }
    hints = {
        "authority_proof": "For example: birth certificate, court order, care order. We look at it together. "
        "A step-parent, grandparent or foster carer has it only through a court or an agreement.",
        "other_holders": "One yes is enough by law. But if one says no, we share nothing and talk with all.",
    }
    error_words = {
        "authority": {"required": "Choose what you are to the child"},
        "authority_proof": {"words": "what shows it", "required": "Write what shows it, or “nothing yet”"},
        "other_holders": "who else has it",
        "court_order": {"required": "Choose whether there is a court order"},
        "court_order_words": "what the order says",
    }

    reveals = {"court_order": {"other": "court_order_words"}}

    def clean_court_order(self) -> str:
        order: str = self.cleaned_data["court_order"]
        if order == "limits":
            raise ValidationError(LIMITED_BY_COURT)
        return order


class ChildView(StepForm):
    child_says = NHSRadiosField(choices=list(given.CHILD_SAYS.items()))
    child_words = NHSTextareaField(max_length=2000, rows=3, required=False)

    page_heading = "child_says"
    labels = {"child_words": "In their own words, or how they showed it (you can skip this)"}
    hints = {
        "child_says": "We ask every child first, in a way that suits them. If they say no and you say yes, "
        "we share nothing, and talk with both of you."
    }
    error_words = {"child_says": {"required": "Choose what they say"}, "child_words": "what they say"}


class Document(StepForm):
    document = NHSRadiosField(choices=_of(FOR_ADULTS))
    document_seen = NHSTextareaField(max_length=1000, rows=3)

    page_heading = "document"
    labels = {"document_seen": "Which document is it, and who can show it to us?"}
    hints = {
        "document": "It must be for health and welfare. One for money and property is not enough.",
        "document_seen": "For example: lasting power of attorney, its date, and the access code for it.",
    }
    error_words = {
        "document": {"required": "Choose what lets you decide"},
        "document_seen": {"words": "the document", "required": "Say which document it is"},
    }


class Unable(StepForm):
    assessor = NHSTextField(max_length=200)
    assessed_on = NHSDateField(not_future=True)
    understands = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE))
    retains = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE))
    weighs = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE))
    communicates = NHSRadiosField(choices=choices(statuses.YES_NO_NOT_SURE))
    help_given = NHSTextareaField(max_length=2000, rows=3)
    why_unable = NHSTextareaField(max_length=2000, rows=3)

    labels = {
        "assessor": "Who assessed it? Name and job",
        "help_given": "How were they helped to decide for themselves?",
        "why_unable": "Why can they not decide this now?",
    }
    legends = {
        "assessed_on": "On which day?",
        "understands": "Can they understand what this is about?",
        "retains": "Can they keep it in mind long enough to decide?",
        "weighs": "Can they use it, or weigh it?",
        "communicates": "Can they say or show what they decide?",
    }
    hints = {
        "assessed_on": "It must be about this decision, not about all decisions.",
        "help_given": "For example: pictures, their own time of day, somebody they trust, three talks.",
        "why_unable": "The impairment of mind or brain, and how it keeps them from this decision. "
        "Not a diagnosis alone, and not because the choice seems unwise.",
    }
    error_words = {
        "assessor": "who assessed it",
        "assessed_on": "the day",
        "understands": {"required": "Choose whether they can understand it"},
        "retains": {"required": "Choose whether they can keep it in mind"},
        "weighs": {"required": "Choose whether they can use or weigh it"},
        "communicates": {"required": "Choose whether they can say or show it"},
        "help_given": {"words": "the help", "required": "Say how they were helped"},
        "why_unable": {"words": "the reason", "required": "Say why they cannot decide this now"},
    }
    inline = ABILITIES

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if all(name in found for name in ABILITIES) and "no" not in [found[name] for name in ABILITIES]:
            raise ValidationError(ABLE)
        return found


class Wishes(StepForm):
    wishes = NHSTextareaField(max_length=2000, rows=3)
    consulted = NHSTextareaField(max_length=3000, rows=4)
    disagrees = NHSRadiosField(choices=choices(statuses.YES_NO))
    disagrees_words = NHSTextareaField(max_length=2000, rows=3)
    least_restrictive = NHSTextareaField(max_length=2000, rows=3)

    labels = {
        "wishes": "What do they want, and how was that found out?",
        "consulted": "Who was asked, and what does each of them think?",
        "disagrees_words": "Who disagrees, and why?",
        "least_restrictive": "How is this the smallest step that still helps?",
    }
    legends = {"disagrees": "Does anybody disagree?"}
    hints = {
        "wishes": "Now and before: what they say, show, wrote down or believe.",
        "consulted": "Those whom they named, family, carers, an attorney or deputy, an advocate.",
        "disagrees_words": "While people disagree we share nothing, unless somebody is not safe.",
    }
    reveals = {"disagrees": {"yes": "disagrees_words"}}
    error_words = {
        "wishes": {"words": "what they want", "required": "Say what they want, or how you tried to find out"},
        "consulted": {"words": "who was asked", "required": "Say who was asked, and what they think"},
        "disagrees": {"required": "Choose whether anybody disagrees"},
        "disagrees_words": {"words": "who disagrees", "required": "Say who disagrees, and why"},
        "least_restrictive": {"words": "this answer", "required": "Say how this is the smallest step"},
    }
    inline = ("disagrees",)


FORMS: dict[str, type[StepForm]] = {
    form.__name__: form for form in (OwnWords, Responsibility, ChildView, Document, Unable, Wishes)
}
