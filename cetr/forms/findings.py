"""What the panel thinks, answers and asks for."""

from datetime import date
from typing import Any

from django import forms

from cetr import personal, rules, statuses
from cetr.models import Review
from cetr.statuses import View
from config.nhsuk.fields import (
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import ratings
from dsr.models import choices


class PrinciplesForm(NHSForm):
    """One panel member's view of the eight principles: answer as many as you like at a time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.legends, self.labels, self.error_words = {}, {}, {}
        for principle in personal.PRINCIPLES:
            view, seen = f"view_{principle.key}", f"seen_{principle.key}"
            self.fields[view] = NHSRadiosField(choices=choices(statuses.VIEW_LABELS), required=False)
            self.fields[seen] = NHSTextareaField(max_length=4000, rows=2, required=False)
            self.legends[view] = principle.question
            self.fields[seen].label = "What did you see?"
            self.error_words[seen] = f"what you saw ({principle.name})"
        # The count appears when it begins to matter: eight of them from the start are noise.
        self.options = {name: {"threshold": 75} for name in self.fields if name.startswith("seen_")}
        self.inline = tuple(name for name in self.fields if name.startswith("view_"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for principle in personal.PRINCIPLES:
            view, seen = found.get(f"view_{principle.key}"), found.get(f"seen_{principle.key}")
            if f"seen_{principle.key}" in self.errors:
                continue
            if view in (View.PARTLY, View.NOT) and not seen:
                self.add_error(f"seen_{principle.key}", f"{principle.name}: say what you saw")
            if seen and not view:
                self.add_error(
                    f"view_{principle.key}", f"{principle.name}: choose upheld, partly or not upheld"
                )
        return found

    def views(self) -> dict[str, tuple[View, str]]:
        """What the action takes: the principles that were answered."""
        data = self.cleaned_data
        keys = [principle.key for principle in personal.PRINCIPLES if data.get(f"view_{principle.key}")]
        return {key: (View(data[f"view_{key}"]), data[f"seen_{key}"]) for key in keys}


def _answer() -> NHSTextareaField:
    return NHSTextareaField(max_length=5000, rows=4, required=False)


class OutcomeForm(NHSForm):
    """What the panel agreed. Everything may be left open until the review is concluded."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    is_safe = _answer()
    good_care = _answer()
    future = _answer()
    community = _answer()
    colour = NHSRadiosField(required=False)
    why = NHSTextareaField(max_length=4000, rows=3, required=False)
    words_for_person = NHSTextareaField(max_length=2000, rows=3, required=False)

    labels = {
        **{key: f"{number}. {question}" for number, (key, question) in enumerate(rules.QUESTIONS.items(), 1)},
        "why": "Why?",
        "words_for_person": "Words for the person",
    }
    legends = {"colour": "What is the rating from now on?"}
    hints = {
        **rules.QUESTION_HINTS,
        "why": "What the panel saw that makes it this colour. Colleagues read this first.",
        "words_for_person": "They and their family read these words. Short sentences. No jargon.",
    }
    options = {key: {"threshold": 75} for key in (*rules.QUESTIONS, "why", "words_for_person")}
    error_words = {
        **{key: f"the answer to “{question}”" for key, question in rules.QUESTIONS.items()},
        "why": "the reason",
        "words_for_person": "the words for the person",
    }

    def __init__(self, *args: Any, colour_now: str | None, **options: Any) -> None:
        super().__init__(*args, **options)
        meanings = ratings.MEANINGS
        if colour_now == ratings.Colour.BLUE:
            self.fields["colour"].choices = [(ratings.Colour.BLUE.value, "Stays blue: in hospital")]
            self.hints = {**self.hints, "colour": "The rating changes when they leave hospital."}
        else:
            self.fields["colour"].choices = [(c.value, meanings[c].label) for c in ratings.BY_HAND]
            self.item_hints = {"colour": {c.value: meanings[c].meaning for c in ratings.BY_HAND}}

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "expected_version": data["version"],
            "answers": {key: data[key] for key in rules.QUESTIONS},
            "colour": ratings.Colour(data["colour"]) if data["colour"] else None,
            "why": data["why"],
            "words_for_person": data["words_for_person"],
        }


class RecommendationForm(NHSForm):
    """What the panel asks for: one owner, one date; how we will know, and which principle it serves."""

    text = NHSTextareaField(max_length=1000, rows=3)
    owner = NHSTextField(max_length=200)
    due_on = NHSDateField()
    measure = NHSTextareaField(max_length=1000, rows=2, required=False)
    serves = NHSChoiceField(choices=[("", "None in particular"), *personal.CHOICES], required=False)

    labels = {
        "text": "What will be done?",
        "owner": "Who will do it?",
        "measure": "How will we know that it is done?",
        "serves": "Which principle does it serve?",
    }
    legends = {"due_on": "By when?"}
    hints = {
        "text": "Start with a verb, so that everybody can tell when it is done: Write, Book, Find, Start.",
        "owner": "One person, with where they work in brackets, for example: Tom Bell (CAMHS). "
        "A name that is offered is a colleague here: they find it under “Mine”.",
        "measure": "For example: the room is ready and she has been in it. It can be said later too.",
    }
    widths = {"owner": 30}
    options = {"owner": {"attributes": {"list": "colleagues"}}, "measure": {"threshold": 75}}
    error_words = {
        "text": {"words": "what will be done", "required": "Say what will be done"},
        "owner": {"words": "the owner", "required": "Name the person who will do it"},
        "due_on": "the date it will be done by",
        "measure": {"words": "how we will know"},
    }

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        self.review = review

    def clean_text(self) -> str:
        return self._checked(rules.check_words, "text")

    def clean_owner(self) -> str:
        return self._checked(rules.check_owner, "owner")

    def clean_due_on(self) -> date:
        return self._checked(rules.check_due, "due_on", review_on=self.review.planned_for)

    def _checked(self, check: Any, name: str, **facts: Any) -> Any:
        value = self.cleaned_data[name]
        try:
            check(value, **facts)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return value


class ConcludeForm(NHSForm):
    """The day it was held, and the rating that this page showed."""

    rating_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    held_on = NHSDateField(not_future=True)

    legends = {"held_on": "On which day was the review held?"}
    error_words = {"held_on": "the day it was held"}
