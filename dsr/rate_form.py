"""The questions of a rating. Only the colour, the reason and where it was decided have to be answered."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from config.nhsuk.dates import DateParts
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSCheckboxField,
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import ratings, risk_tool
from dsr.actions import Answered
from dsr.evidence import EVIDENCE, TELLING_LABELS, WORDS_OF_GROUNDS, Grounds, Telling, check_telling
from dsr.models import Rating, RiskTool

BY_PEOPLE = (ratings.DecidedAt.BETWEEN, ratings.DecidedAt.URGENT, ratings.DecidedAt.MEETING)
AT_A_MEETING = (ratings.DecidedAt.URGENT, ratings.DecidedAt.MEETING)
TOOL = "tool_"


def _criteria(colour: ratings.Colour) -> NHSCheckboxesField:
    return NHSCheckboxesField(choices=list(ratings.MEANINGS[colour].criteria.items()), required=False)


def _words(most: int = 2000) -> NHSTextareaField:
    return NHSTextareaField(max_length=most, rows=2, required=False)


def _answered(bound: forms.BoundField) -> bool:
    value = bound.value()
    return not value.empty if isinstance(value, DateParts) else bool(value)


class RateForm(NHSForm):
    """A new rating. `expected_number` is the rating this page showed when it was opened.

    `meetings` are the meetings it may have been decided at, as choices; `tool` the version of the area's
    risk tool that the page asks, each question a field of its own.
    """

    expected_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why_differs = _words()
    colour = NHSRadiosField(choices=[(c.value, ratings.in_words(c)) for c in ratings.BY_HAND])
    red_criteria = _criteria(ratings.Colour.RED)
    amber_criteria = _criteria(ratings.Colour.AMBER)
    green_criteria = _criteria(ratings.Colour.GREEN)
    reason = NHSTextareaField(max_length=4000, rows=4)
    words_for_person = NHSTextareaField(max_length=2000, rows=3, required=False)
    decided_at = NHSRadiosField(choices=[(d.value, ratings.DECIDED_AT_LABELS[d]) for d in BY_PEOPLE])
    meeting = NHSChoiceField(required=False)
    decided_by = NHSTextField(max_length=200)
    decided_on = NHSDateField(not_future=True)
    evidence = NHSCheckboxesField(choices=list(EVIDENCE.items()), required=False)
    evidence_words = _words()
    person_view = _words()
    family_view = _words()
    works = _words()
    must_change = _words()
    telling = NHSRadiosField(
        choices=[("", ""), *((t.value, label) for t, label in TELLING_LABELS.items())], required=False
    )
    telling_how = NHSTextareaField(max_length=1000, rows=2, required=False)
    telling_on = NHSDateField(required=False)
    sure = NHSCheckboxField(required=False)

    legends = {
        "colour": "What is the rating?",
        "red_criteria": "What makes it red? Tick what fits.",
        "amber_criteria": "What makes it amber? Tick what fits.",
        "green_criteria": "What makes it green? Tick what fits.",
        "decided_at": "Where was it decided?",
        "decided_on": "When was it decided?",
        "evidence": "What does it rest on? Tick what fits.",
        "telling": "Does the person know?",
        "telling_on": "On which day?",
    }
    labels = {
        "why_differs": "Why not as suggested?",
        "reason": "Why?",
        "words_for_person": "Words for the person",
        "meeting": "Which meeting?",
        "decided_by": "Who decided?",
        "telling_how": "Who tells them, and how?",
        "sure": "Yes, from red straight to green is right",
    } | WORDS_OF_GROUNDS
    hints = {
        "why_differs": "Only if you choose another colour. Both are kept, with your reason.",
        "reason": "What happened, and what is different now. Colleagues read this first.",
        "words_for_person": "They and their family read these words in their own space. It may stay empty.",
        "decided_by": "A name or a role: the person who answers for this rating.",
        "decided_at": "Between meetings a rating may be raised. Lowering it is decided at a meeting.",
        "evidence_words": "Who saw what, and when. Which report.",
        "person_view": "In their own words if you can.",
        "family_view": "Who said it.",
        "telling_how": "For example: Priya, at home, with pictures.",
        "telling_on": "The day they were told, or will be.",
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
        "telling_on": "the day they were told, or will be",
    }

    def __init__(
        self,
        *args: Any,
        now: ratings.Colour | None,
        today: date,
        ask_sure: bool = False,
        meetings: tuple[tuple[UUID, str], ...] = (),
        tool: RiskTool | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.now, self.today, self.asked = now, today, tool
        if not ask_sure:
            del self.fields["sure"]
        self._ask_meetings(meetings)
        self._ask_tool()
        self.order_fields(["expected_number", "tool", *(bound.name for bound in self.tool_fields)])

    def _ask_meetings(self, meetings: tuple[tuple[UUID, str], ...]) -> None:
        if meetings:
            named = [(str(pk), label) for pk, label in meetings]
            self.fields["meeting"].choices = [("", "Not one of these"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["meeting"]

    def _ask_tool(self) -> None:
        """A field for each question, and which version they are of: another may be published meanwhile."""
        if self.asked is None:
            del self.fields["why_differs"]
            return
        self.fields["tool"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=self.asked.pk)
        self.hints = dict(self.hints)  # type: ignore[misc]  # questions of this form alone
        for question in self.asked.tool.questions:
            choices = [(answer.code, answer.words) for answer in question.answers]
            field = NHSRadiosField(choices=[("", ""), *choices], required=False, label=question.words)
            self.fields[TOOL + question.code] = field
            if question.hint:
                self.hints[TOOL + question.code] = question.hint

    @property
    def tool_fields(self) -> list[forms.BoundField]:
        """The questions of the risk tool, in its order."""
        asked = self.asked.tool.questions if self.asked else ()
        return [self[TOOL + question.code] for question in asked]

    @property
    def given(self) -> dict[str, str]:
        """The answers to the risk tool so far, by question, as they were sent; none of them is checked."""
        sent = {bound.name.removeprefix(TOOL): bound.value() for bound in self.tool_fields}
        return {code: str(answer) for code, answer in sent.items() if answer}

    @property
    def suggestion(self) -> risk_tool.Suggestion | None:
        """What the answers so far come to; None without a tool or without any answer."""
        return risk_tool.suggest(self.asked.tool, self.given) if self.asked and self.given else None

    def clean(self) -> dict[str, Any]:
        """A red or amber rating says what makes it so; red straight to green asks twice."""
        found = super().clean() or self.cleaned_data
        colour = found.get("colour")
        if colour in (ratings.Colour.RED, ratings.Colour.AMBER) and not found.get(f"{colour}_criteria"):
            self.add_error(f"{colour}_criteria", f"Tick at least one thing that makes it {colour}")
        if colour and "why_differs" not in self.errors:
            self._refuse("why_differs", self._check_why, ratings.Colour(colour))
        if not self.errors.keys() & {"telling", "telling_how", "telling_on"}:
            self._refuse_half_told(found)
        return found

    def _check_why(self, colour: ratings.Colour) -> None:
        suggested = self.suggestion.colour if self.suggestion else None
        ratings.check_why_differs(colour, suggested, self.cleaned_data.get("why_differs", ""))

    def _refuse_half_told(self, found: dict[str, Any]) -> None:
        telling, how, on = (found.get(name) for name in ("telling", "telling_how", "telling_on"))
        if (how or on) and not telling:
            self.add_error("telling", "Say whether they have been told, or will be")
        elif telling:
            field = "telling_how" if on and not how else "telling_on"
            self._refuse(field, check_telling, Telling(telling), how or "", on, today=self.today)

    def _refuse(self, field: str, check: Any, *facts: Any, **named: Any) -> None:
        """The sentence with which a rule refuses, beside the question that puts it right."""
        try:
            check(*facts, **named)
        except Refused as refused:
            self.add_error(field, str(refused))

    @property
    def criteria(self) -> list[str]:
        return self.cleaned_data.get(f"{self.cleaned_data['colour']}_criteria") or []

    @property
    def must_ask_sure(self) -> bool:
        """Whether this needs a second look that it has not had."""
        colour = ratings.Colour(self.cleaned_data["colour"])
        return ratings.is_unlikely(colour, now=self.now) and not self.cleaned_data.get("sure")

    def opens(self, *names: str) -> bool:
        """Whether a folded part of the page stands open: something in it is answered, or wrong."""
        return any(name in self.errors or _answered(self[name]) for name in names if name in self.fields)

    def facts(self) -> dict[str, Any]:
        """What `change_rating` asks for."""
        found = self.cleaned_data
        where = ratings.DecidedAt(found["decided_at"])
        meeting = found.get("meeting") if where in AT_A_MEETING else None
        same = ("expected_number", "reason", "words_for_person", "decided_by", "decided_on")
        return {name: found[name] for name in same} | {
            "colour": ratings.Colour(found["colour"]),
            "criteria": self.criteria,
            "decided_at": where,
            "meeting": UUID(meeting) if meeting else None,
            "grounds": self.grounds,
            "answered": self.answered,
        }

    @property
    def grounds(self) -> Grounds:
        """What it rests on, and what people say."""
        found = self.cleaned_data
        told = (
            {
                "telling": Telling(found["telling"]),
                "telling_how": found["telling_how"],
                "telling_on": found["telling_on"],
            }
            if found.get("telling")
            else {}
        )
        said = {name: found[name] for name in WORDS_OF_GROUNDS}
        return Grounds(evidence=tuple(found["evidence"]), **said, **told)

    @property
    def answered(self) -> Answered | None:
        """The answers to the risk tool, for the action that works out what they come to."""
        why = self.cleaned_data.get("why_differs", "")
        return Answered(self.asked, self.given, why) if self.asked else None

    def unsaved(self) -> Rating:
        """The rating as it would be, for showing it beside somebody else's."""
        facts = self.facts()
        grounds, answered, _ = facts.pop("grounds"), facts.pop("answered"), facts.pop("expected_number")
        more = answered.columns(facts["colour"]) if answered else {}
        return Rating(**facts, **grounds.columns(), **more)
