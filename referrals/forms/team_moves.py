"""What the team answers between receiving a form and deciding it."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Area
from config.nhsuk.fields import (
    NHSCheckboxField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from referrals import acts, telling
from referrals.models import Telling, choices


class FindReference(NHSForm):
    reference = NHSTextField(max_length=40)

    labels = {"reference": "Find by reference"}
    error_words = {"reference": "the reference"}
    widths = {"reference": 10}


class AskMore(NHSForm):
    what = NHSTextareaField(max_length=2000, rows=4)
    whom = NHSRadiosField(choices=choices(acts.ASKED))
    until = NHSDateField()

    labels = {"what": "What do you need to know?"}
    legends = {"whom": "Who do you ask?", "until": "By when?"}
    hints = {
        "what": "They read these words in a letter. Short and plain; no private details.",
        "until": "On that day the form comes up again, also when nothing came.",
    }
    error_words = {"what": "what you need to know", "whom": "who you ask", "until": "the day"}


class CameBack(NHSForm):
    came = NHSTextareaField(max_length=5000, rows=6)

    labels = {"came": "What came back, from whom?"}
    hints = {"came": "If nothing came: what you tried, and how you go on without it."}
    error_words = {"came": "what came back"}


class Hold(NHSForm):
    reason = NHSTextareaField(max_length=2000, rows=3)
    until = NHSDateField()

    labels = {"reason": "Why does it wait?"}
    legends = {"until": "When do you look again?"}
    hints = {"until": "On that day it comes up as due. Its other time limits go on."}
    error_words = {"reason": "why it waits", "until": "the day on which you look again"}


class Reason(NHSForm):
    """One box: why."""

    reason = NHSTextareaField(max_length=2000, rows=3)

    labels = {"reason": "Why?"}
    error_words = {"reason": "why"}


class Met(NHSForm):
    said = NHSTextareaField(max_length=5000, rows=6)

    labels = {"said": "Who met, and what was agreed?"}
    error_words = {"said": "who met, and what was agreed"}


class Offer(NHSForm):
    to_area = NHSRadiosField(choices=[])
    why = NHSTextareaField(max_length=2000, rows=4)

    labels = {"why": "Why is their team the right one?"}
    legends = {"to_area": "Which area?"}
    hints = {"why": "They read this, and the form as it was sent."}
    error_words = {"to_area": "the area", "why": "why their team is the right one"}

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in areas}
        self.fields["to_area"].choices = [(slug, area.name) for slug, area in self.areas.items()]

    def clean_to_area(self) -> Area:
        return self.areas[self.cleaned_data["to_area"]]


class AnswerOffer(NHSForm):
    answer = NHSRadiosField(
        choices=[("accept", "Yes: our team takes it from now on"), ("decline", "No: it stays with them")]
    )
    why = NHSTextareaField(max_length=2000, rows=4)

    labels = {"why": "Why not, and who could be right?"}
    legends = {"answer": "Do you take this form?"}
    reveals = {"answer": {"decline": "why"}}
    error_words = {"answer": {"required": "Choose whether you take this form"}, "why": "why not"}


class Tell(NHSForm):
    told = NHSRadiosField(
        choices=[
            ("yes", "Yes, they have been told"),
            ("no", "No, and it cannot be done"),
            ("otherwise", "Not yet: tell them another way"),
        ]
    )
    note = NHSTextareaField(max_length=1000, rows=2, required=False)
    why = NHSTextareaField(max_length=1000, rows=2)
    way = NHSRadiosField(choices=choices(telling.WAY))
    format = NHSRadiosField(choices=choices(telling.FORMAT))

    labels = {"note": "Anything to remember? (optional)", "why": "Why can they not be told?"}
    legends = {"told": "Have they been told?", "way": "Which way?", "format": "In which format?"}
    hints = {"why": "For example: no safe address, and the sender does not know one either."}
    reveals = {"told": {"yes": "note", "no": "why", "otherwise": ["way", "format"]}}
    error_words = {
        "told": {"required": "Choose whether they have been told"},
        "why": "why they cannot be told",
        "way": "which way",
        "format": "the format",
    }

    @staticmethod
    def first_values(row: Telling) -> dict[str, Any]:
        """How it is to be told as things stand."""
        return {"way": row.way, "format": row.format}


class AnswerDisagreement(NHSForm):
    acknowledge = NHSCheckboxField(required=False, label="They know that we look at it again")
    answer = NHSTextareaField(max_length=5000, rows=6, required=False)

    labels = {"answer": "What did you answer? (when you have)"}
    hints = {"answer": "What you looked at again, what changes, and where they can go next."}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("acknowledge") and not given.get("answer"):
            self.add_error("acknowledge", "Tick the box, or write what you answered")
        return given
