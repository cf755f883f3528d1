"""The words of the register's questions. Rules are in the pure modules; writing is in actions."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Membership, User
from accounts.permissions import RoleName
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSCheckboxField,
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm
from dsr import ratings, statuses
from dsr.actions.entries import MAY_KEYWORK, MAY_LEAD
from dsr.models import ADJUSTMENTS, RegisterEntry

BY_PEOPLE = (ratings.DecidedAt.BETWEEN, ratings.DecidedAt.URGENT, ratings.DecidedAt.MEETING)


def _criteria(colour: ratings.Colour) -> NHSCheckboxesField:
    return NHSCheckboxesField(choices=list(ratings.MEANINGS[colour].criteria.items()), required=False)


class RateForm(NHSForm):
    """A new rating. `expected_number` is the rating this page showed when it was opened."""

    expected_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    colour = NHSRadiosField(choices=[(c.value, ratings.in_words(c)) for c in ratings.BY_HAND])
    red_criteria = _criteria(ratings.Colour.RED)
    amber_criteria = _criteria(ratings.Colour.AMBER)
    green_criteria = _criteria(ratings.Colour.GREEN)
    reason = NHSTextareaField(max_length=4000, rows=4)
    words_for_person = NHSTextareaField(max_length=2000, rows=3, required=False)
    decided_by = NHSTextField(max_length=200)
    decided_at = NHSRadiosField(choices=[(d.value, ratings.DECIDED_AT_LABELS[d]) for d in BY_PEOPLE])
    decided_on = NHSDateField(not_future=True)
    sure = NHSCheckboxField(required=False)

    legends = {
        "colour": "What is the rating?",
        "red_criteria": "What makes it red? Tick what fits.",
        "amber_criteria": "What makes it amber? Tick what fits.",
        "green_criteria": "What makes it green? Tick what fits.",
        "decided_at": "Where was it decided?",
        "decided_on": "When was it decided?",
    }
    labels = {
        "reason": "Why?",
        "words_for_person": "Words for the person",
        "decided_by": "Who decided?",
        "sure": "Yes, from red straight to green is right",
    }
    hints = {
        "reason": "What happened, and what is different now. Colleagues read this first.",
        "words_for_person": "They and their family read these words in their own space. It may stay empty.",
        "decided_by": "A name or a role: the person who answers for this rating.",
        "decided_at": "Between meetings a rating may be raised. Lowering it is decided at a meeting.",
    }
    item_hints = {"colour": {c.value: ratings.MEANINGS[c].meaning for c in ratings.BY_HAND}}
    reveals = {"colour": {c.value: f"{c.value}_criteria" for c in ratings.BY_HAND}}
    widths = {"decided_by": 20}
    error_words = {
        "colour": {"required": "Choose a rating"},
        "reason": {"words": "the reason", "required": "Say why this is the rating"},
        "decided_by": {"words": "the name or role", "required": "Say who decided"},
        "decided_at": {"required": "Say where it was decided"},
        "decided_on": "the day it was decided",
    }

    def __init__(
        self, *args: Any, now: ratings.Colour | None, ask_sure: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.now = now
        if not ask_sure:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        """A red or amber rating says what makes it so; red straight to green asks twice."""
        found = super().clean() or self.cleaned_data
        colour = found.get("colour")
        if colour in (ratings.Colour.RED, ratings.Colour.AMBER) and not found.get(f"{colour}_criteria"):
            self.add_error(f"{colour}_criteria", f"Tick at least one thing that makes it {colour}")
        return found

    @property
    def criteria(self) -> list[str]:
        return self.cleaned_data.get(f"{self.cleaned_data['colour']}_criteria") or []

    @property
    def must_ask_sure(self) -> bool:
        """Whether this needs a second look that it has not had."""
        colour = ratings.Colour(self.cleaned_data["colour"])
        return ratings.is_unlikely(colour, now=self.now) and not self.cleaned_data.get("sure")

    def facts(self) -> dict[str, Any]:
        """What `change_rating` asks for."""
        found = self.cleaned_data
        return {
            "expected_number": found["expected_number"],
            "colour": ratings.Colour(found["colour"]),
            "criteria": self.criteria,
            "reason": found["reason"],
            "words_for_person": found["words_for_person"],
            "decided_by": found["decided_by"],
            "decided_at": ratings.DecidedAt(found["decided_at"]),
            "decided_on": found["decided_on"],
        }


class AllocateForm(NHSForm):
    """Who knows this person."""

    keyworker = NHSChoiceField(required=False)
    lead_professional = NHSChoiceField(required=False)
    labels = {"keyworker": "Keyworker", "lead_professional": "Lead professional"}
    hints = {
        "keyworker": "They see this entry from now on. Whoever had it before no longer does.",
        "lead_professional": "A keyworker, or somebody of a community team. They see the entry too.",
    }

    def __init__(self, *args: Any, entry: RegisterEntry, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers: dict[str, dict[str, User]] = {}
        for name, roles in (("keyworker", MAY_KEYWORK), ("lead_professional", MAY_LEAD)):
            now = getattr(entry, name)
            # Whoever holds the place now is offered too: saving something else must not empty it in silence.
            found = [*workers_of(entry.area_id, today, roles), *([now] if now else [])]
            self.workers[name] = {str(worker.pk): worker for worker in found}
            names = [(key, worker.name) for key, worker in self.workers[name].items()]
            self.fields[name].choices = [("", "Nobody yet"), *names]

    def facts(self) -> dict[str, User | None]:
        """What `allocate` asks for."""
        return {name: found.get(self.cleaned_data[name]) for name, found in self.workers.items()}


def workers_of(area_id: int, today: date, roles: frozenset[RoleName]) -> list[User]:
    """Those with one of these roles in an area today, by name."""
    held = Membership.objects.on(today).filter(area_id=area_id, role__in=roles)
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("name"))


class AccessForm(NHSForm):
    """What somebody in the person's life may be told."""

    may_be_told = NHSYesNoField()
    account = NHSChoiceField(required=False)
    legends = {"may_be_told": "May they be told what is on the register?"}
    labels = {"account": "Their account, if they have one"}
    hints = {
        "may_be_told": "From 16, and for a younger child who understands, it is the person who says so.",
        "account": "With it they see this person’s space: the rating in plain words, and what was agreed.",
    }
    error_words = {"may_be_told": {"required": "Say whether they may be told"}}

    def __init__(self, *args: Any, area_id: int, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        held = Membership.objects.on(today).filter(area_id=area_id, role=RoleName.FAMILY)
        users = User.objects.filter(pk__in=held.values("user_id")).order_by("name")
        self.users = {str(user.pk): user for user in users}
        names = [(key, f"{user.name}, {user.email}") for key, user in self.users.items()]
        self.fields["account"].choices = [("", "No account"), *names]

    def facts(self) -> dict[str, Any]:
        """What `change_access` asks for."""
        found = self.cleaned_data
        return {"may_be_told": found["may_be_told"], "user": self.users.get(found["account"])}


class PersonForm(NHSForm):
    """What everybody who meets the person must know. `version` is what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    preferred_name = NHSTextField(max_length=100, required=False)
    what_matters = NHSTextareaField(max_length=2000, rows=3, required=False)
    adjustments = NHSCheckboxesField(choices=list(ADJUSTMENTS.items()), required=False)
    contact_rules = NHSTextareaField(max_length=1000, rows=2, required=False)
    labels = {
        "preferred_name": "What they like to be called",
        "what_matters": "What matters to them, in their own words",
        "contact_rules": "Who to tell, who not to tell, and how it is safe to call",
    }
    legends = {"adjustments": "What helps them take part"}
    widths = {"preferred_name": 20}


class ProgressForm(NHSForm):
    """What happened to a recommendation."""

    step = NHSRadiosField(choices=[])
    note = NHSTextareaField(max_length=2000, rows=3)
    legends = {"step": "Where does it stand?"}
    labels = {"note": "What happened?"}
    hints = {"note": "What was done, or what stands in the way and who sorts it out. The family can read it."}
    error_words = {
        "step": {"required": "Say where it stands"},
        "note": {"words": "what happened", "required": "Say what happened"},
    }

    def __init__(self, *args: Any, now: statuses.Step, **options: Any) -> None:
        super().__init__(*args, **options)
        moves = statuses.STEP_MOVES[now]
        self.fields["step"].choices = [(step.value, statuses.STEP_LABELS[step]) for step in moves]
