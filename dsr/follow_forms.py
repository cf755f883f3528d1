"""The words of questions about recommendations: asking for one, and what became of it."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Organisation, User
from config.nhsuk.date_fields import NHSDateField
from config.nhsuk.fields import NHSChoiceField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr.principles import PRINCIPLE_CHOICES
from dsr.statuses import CAME_FROM_LABELS, STEP_LABELS, STEP_MOVES, CameFrom, Step

CHECKED = {Step.CONFIRMED: "I have checked: it is done", Step.IN_PROGRESS: "It is not done after all"}
NEEDS_EVIDENCE = (Step.DONE, Step.PARTLY)


class ProgressForm(NHSForm):
    """What happened to a recommendation. `shown` is how many steps the page showed."""

    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    step = NHSRadiosField(choices=[])
    note = NHSTextareaField(max_length=2000, rows=3)
    evidence = NHSTextareaField(max_length=2000, rows=2, required=False)
    due_on = NHSDateField(required=False)
    legends = {"step": "Where does it stand?", "due_on": "Is there another day for it?"}
    labels = {"note": "What happened?", "evidence": "How do we know?"}
    hints = {
        "note": "What was done, or what stands in the way and who sorts it out. The family reads it.",
        "evidence": "Needed when it is done, or partly: who saw it, what was sent. Colleagues read this.",
        "due_on": "Leave it empty if not. The reason stands above, and the first day stays in sight.",
    }
    item_hints = {
        "step": {
            Step.NOT_DONE: "It will not be done. Say why.",
            Step.CANNOT: "Something is in the way. After 14 days it comes before the oversight panel.",
        }
    }
    error_words = {
        "step": {"required": "Say where it stands"},
        "note": {"words": "what happened", "required": "Say what happened"},
        "evidence": {"words": "how we know"},
        "due_on": "the other day",
    }

    def __init__(self, *args: Any, now: Step, may_confirm: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = STEP_LABELS | (CHECKED if now is Step.DONE else {})
        moves = [step for step in STEP_MOVES[now] if step is not Step.REPLACED]
        if not may_confirm:
            moves = [step for step in moves if step is not Step.CONFIRMED]
        self.fields["step"].choices = [(step.value, labels[step].split(",")[0]) for step in moves]
        if now is Step.DONE:
            del self.fields["due_on"], self.fields["evidence"]

    def clean(self) -> dict[str, Any]:
        """What is said to be done has evidence."""
        found = super().clean() or self.cleaned_data
        needs = found.get("step") in NEEDS_EVIDENCE and "evidence" in self.fields
        if needs and not found.get("evidence", "").strip():
            self.add_error("evidence", "Say how we know that it is done")
        return found

    def facts(self) -> dict[str, Any]:
        """What `record_progress` asks for."""
        found = self.cleaned_data
        return {
            "step": Step(found["step"]),
            "note": found["note"],
            "evidence": found.get("evidence", ""),
            "due_on": found.get("due_on"),
            "shown": found["shown"],
        }


class RecommendForm(NHSForm):
    """Something that is asked for: what, who, by when, and how we will know."""

    text = NHSTextareaField(max_length=1000, rows=2)
    account = NHSChoiceField(required=False)
    owner = NHSTextField(max_length=200, required=False)
    organisation = NHSChoiceField(required=False)
    due_on = NHSDateField(not_past=True)
    measure = NHSTextareaField(max_length=1000, rows=2)
    agreed_on = NHSDateField(not_future=True)
    came_from = NHSRadiosField(
        choices=[(c.value, CAME_FROM_LABELS[c]) for c in (CameFrom.MEETING, CameFrom.BETWEEN)]
    )
    serves = NHSChoiceField(required=False)
    standard = NHSTextField(max_length=20, required=False)
    labels = {
        "text": "What is asked for?",
        "account": "Who does it?",
        "owner": "Or somebody without an account here: their name",
        "organisation": "Where do they work?",
        "measure": "How will we know that it is done?",
        "serves": "Which principle does it serve?",
        "standard": "And which standard, if you know its number",
    }
    legends = {
        "due_on": "By when?",
        "came_from": "Where was it agreed?",
        "agreed_on": "When was it agreed?",
    }
    hints = {
        "text": "One thing, in plain words: they and the family read it. Ask for three things in three.",
        "account": "One person. They find it under “Mine”, and are asked when the day comes.",
        "measure": "For example: the room is ready and she has been in it.",
        "standard": "Like 7.5",
    }
    widths = {"standard": 5}
    error_words = {
        "text": {"words": "what is asked for", "required": "Say what is asked for"},
        "owner": {"words": "the name"},
        "measure": {"words": "how we will know", "required": "Say how we will know that it is done"},
        "came_from": {"required": "Say where it was agreed"},
        "due_on": "the day by which it is done",
        "agreed_on": "the day it was agreed",
    }

    def __init__(self, *args: Any, owners: list[User], organisations: list[Organisation], **options: Any):
        super().__init__(*args, **options)
        self.owners = {str(user.pk): user for user in owners}
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["account"].choices = [
            ("", "Somebody without an account"),
            *((key, user.name) for key, user in self.owners.items()),
        ]
        self.fields["organisation"].choices = [
            ("", "Not on the list"),
            *((key, one.name) for key, one in self.organisations.items()),
        ]
        self.fields["serves"].choices = [("", "None in particular"), *PRINCIPLE_CHOICES]

    def clean(self) -> dict[str, Any]:
        """One owner, by account or by name, and a day that is not before it was agreed."""
        found = super().clean() or self.cleaned_data
        account, owner = found.get("account"), (found.get("owner") or "").strip()
        if not account and not owner:
            self.add_error("owner", "Choose who does it, or write their name")
        if account and owner:
            self.add_error("owner", "Choose somebody or write a name, not both: one person does it")
        due, agreed = found.get("due_on"), found.get("agreed_on")
        if due and agreed and due < agreed:
            self.add_error("due_on", "The day must be on or after the day it was agreed")
        return found

    def facts(self) -> dict[str, Any]:
        """What `add_recommendation` asks for."""
        found = self.cleaned_data
        return {
            "text": found["text"],
            "owner": found["owner"],
            "owner_user": self.owners.get(found["account"]),
            "organisation": self.organisations.get(found["organisation"]),
            "due_on": found["due_on"],
            "measure": found["measure"],
            "agreed_on": found["agreed_on"],
            "came_from": CameFrom(found["came_from"]),
            "serves": found["serves"],
            "standard": found["standard"],
        }


class ReplaceForm(RecommendForm):
    """Another one in the place of this one, and why."""

    why = NHSTextareaField(max_length=1000, rows=2)
    field_order = ["why"]
    labels = RecommendForm.labels | {"why": "Why is this one replaced?", "text": "What is asked for instead?"}
    hints = RecommendForm.hints | {"why": "The family reads these words."}
    error_words = RecommendForm.error_words | {
        "why": {"words": "why it is replaced", "required": "Say why it is replaced"}
    }


def first_answers(today: date) -> dict[str, Any]:
    """What the form of a new one says before anybody has typed."""
    return {"agreed_on": today, "came_from": CameFrom.MEETING}
