"""The questions by which an area writes its risk tool. What is sound is said in dsr/risk_tool.py."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from config.nhsuk.fields import NHSChoiceField, NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr import ratings
from dsr.models import RiskTool
from dsr.ratings import BY_HAND, Colour
from dsr.risk_tool import (
    AGES_LABELS,
    MOST_ANSWERS,
    MOST_POINTS,
    POINTS_TO,
    Ages,
    Answer,
    Band,
    Question,
    Tool,
    next_code,
)

EMPTY, EXAMPLE = "empty", "example"


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _score(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=-10_000, max_value=10_000, required=False, **options)


class StartForm(NHSForm):
    """Begin a draft."""

    ages = NHSRadiosField(choices=[(ages.value, label) for ages, label in AGES_LABELS.items()])
    source = NHSRadiosField(choices=[])
    legends = {"ages": "For whom?", "source": "Begin with what?"}
    item_hints = {
        "source": {EXAMPLE: "Five made-up questions that show how it works. Rate nobody with them."}
    }
    error_words = {
        "ages": {"required": "Say for which ages it is"},
        "source": {"required": "Say what to begin with"},
    }

    def __init__(self, *args: Any, versions: Iterable[RiskTool], **options: Any) -> None:
        super().__init__(*args, **options)
        self.versions = {str(row.pk): row for row in versions}
        copies = [
            (key, f"A copy of {row.called} ({AGES_LABELS[Ages(row.ages)].lower()})")
            for key, row in self.versions.items()
        ]
        begin = [(EMPTY, "Nothing: I add the questions"), (EXAMPLE, "The invented example")]
        self.fields["source"].choices = [*copies, *begin]

    def facts(self) -> dict[str, Any]:
        """What `start_tool` asks for."""
        source = self.cleaned_data["source"]
        return {
            "ages": Ages(self.cleaned_data["ages"]),
            "copy_of": self.versions.get(source),
            "example": source == EXAMPLE,
        }


class AfterHospitalForm(NHSForm):
    """The area's colour on leaving hospital."""

    colour = NHSRadiosField(choices=[(c.value, ratings.in_words(c)) for c in ratings.AFTER_HOSPITAL])
    from_day = NHSDateField(not_past=True)
    reason = NHSTextareaField(max_length=1000, rows=2)
    legends = {"colour": "Which colour do people get on leaving hospital?", "from_day": "From which day?"}
    labels = {"reason": "Why? Who agreed it?"}
    error_words = {
        "colour": {"required": "Choose red or amber"},
        "from_day": "the first day",
        "reason": {"words": "the reason", "required": "Say why, and who agreed it"},
    }

    def facts(self) -> dict[str, Any]:
        """What `set_after_hospital` asks for."""
        return {**self.cleaned_data, "colour": Colour(self.cleaned_data["colour"])}


class FrameForm(NHSForm):
    """A draft's name, whose questions they are, and the score from which each colour is suggested."""

    version = _version()
    name = NHSTextField(max_length=150)
    licence = NHSTextareaField(max_length=2000, rows=2, required=False)
    green_from, amber_from, red_from = _score(), _score(), _score()
    labels = {
        "name": "Name of the tool",
        "licence": "Whose questions are they, and may you use them?",
        "green_from": "● Green from a score of",
        "amber_from": "◆ Amber from a score of",
        "red_from": "▲ Red from a score of",
    }
    hints = {
        "licence": "Published tools belong to somebody. Say who allowed you to use it, and until when.",
        "green_from": "Leave a colour empty if the score never suggests it.",
    }
    widths = {"green_from": 4, "amber_from": 4, "red_from": 4}
    error_words = {
        "name": {"words": "the name", "required": "Give the tool a name"},
        **{f"{colour}_from": {"invalid": "The score must be a whole number, like 12"} for colour in BY_HAND},
    }

    @classmethod
    def of(cls, tool: RiskTool) -> dict[str, Any]:
        """What a draft holds now, for the boxes."""
        scores = {f"{band.colour}_from": band.from_score for band in tool.tool.bands}
        return {"version": tool.version, "name": tool.name, "licence": tool.licence} | scores

    def facts(self) -> dict[str, Any]:
        """What `name_tool` asks for."""
        found = self.cleaned_data
        scores = [(found[f"{colour}_from"], colour) for colour in BY_HAND]
        bands = tuple(Band(score, colour) for score, colour in scores if score is not None)
        same = {"name": found["name"], "licence": found["licence"]}
        return same | {"expected_version": found["version"], "bands": bands}


class QuestionForm(NHSForm):
    """One question with its answers; a row without words is no answer. More rows come with a press."""

    version = _version()
    words = NHSTextField(max_length=500)
    hint = NHSTextField(max_length=500, required=False)
    labels = {"words": "The question", "hint": "A line under it, if it needs one"}
    error_words = {"words": {"words": "the question", "required": "Write the question"}}

    def __init__(self, *args: Any, question: Question | None, **options: Any) -> None:
        self.question = question
        first = {"words": question.words, "hint": question.hint} if question else {}
        super().__init__(*args, initial=first | options.pop("initial", {}), **options)
        self.labels, self.widths = dict(self.labels), {}  # type: ignore[misc]  # rows are of this form alone
        answers = question.answers if question else ()
        self.rows = min(MOST_ANSWERS, max(3, len(answers) + 1, self._sent()) + ("more" in self.data) * 2)
        for number in range(1, self.rows + 1):
            self._row(number, answers[number - 1] if number <= len(answers) else None)

    def _sent(self) -> int:
        return sum(f"words_{number}" in self.data for number in range(1, MOST_ANSWERS + 1))

    def _row(self, number: int, answer: Answer | None) -> None:
        """Three boxes, said with the number of the answer so that each label is of its own."""
        names = {name: f"{name}_{number}" for name in ("words", "points", "to")}
        self.fields[names["words"]] = NHSTextField(
            max_length=300, required=False, initial=answer.words if answer else ""
        )
        self.fields[names["points"]] = forms.IntegerField(
            min_value=-MOST_POINTS,
            max_value=MOST_POINTS,
            required=False,
            initial=answer.points if answer else None,
            error_messages={
                "invalid": f"The points of answer {number} must be a whole number, like 3",
                "min_value": f"The points of answer {number} must be −{MOST_POINTS} or more",
                "max_value": f"The points of answer {number} must be {MOST_POINTS} or fewer",
            },
        )
        self.fields[names["to"]] = NHSChoiceField(
            choices=list(POINTS_TO.items()), required=False, initial=answer.points_to if answer else ""
        )
        self.labels |= {
            names["words"]: f"Answer {number}",
            names["points"]: f"Points of answer {number}",
            names["to"]: f"What answer {number} does",
        }
        for name in names.values():
            self.fields[name].label = self.labels[name]
        self.widths |= {names["points"]: 4}

    @property
    def answer_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """The boxes of each answer."""
        numbers = range(1, self.rows + 1)
        return [tuple(self[f"{name}_{n}"] for name in ("words", "points", "to")) for n in numbers]

    def clean(self) -> dict[str, Any]:
        """Points without an answer are a slip; an answer needs its points, if only 0."""
        found = super().clean() or self.cleaned_data
        for n in range(1, self.rows + 1):
            words, points = found.get(f"words_{n}"), found.get(f"points_{n}")
            if not words and f"words_{n}" not in self.errors and (points is not None or found.get(f"to_{n}")):
                self.add_error(f"words_{n}", f"Write answer {n}, or empty its points")
            if words and points is None and f"points_{n}" not in self.errors:
                self.add_error(f"points_{n}", f"Give answer {n} its points, 0 if it has none")
        return found

    def facts(self, tool: Tool) -> dict[str, Any]:
        """What `save_question` asks for. An answer in its old place keeps its code."""
        found, old = self.cleaned_data, self.question.answers if self.question else ()
        kept = {n: answer.code for n, answer in enumerate(old, 1)}
        last = max([int(answer.code[1:]) for answer in old], default=0)
        answers = tuple(
            Answer(kept.get(n) or f"a{last + n}", found[f"words_{n}"], found[f"points_{n}"], found[f"to_{n}"])
            for n in range(1, self.rows + 1)
            if found[f"words_{n}"]
        )
        code = self.question.code if self.question else next_code(tool)
        question = Question(code, found["words"], found["hint"], answers)
        return {"expected_version": found["version"], "question": question}


class PublishForm(NHSForm):
    """From when a draft is used."""

    version = _version()
    from_day = NHSDateField(not_past=True)
    legends = {"from_day": "From which day is it used?"}
    error_words = {"from_day": "the first day"}


class EndForm(NHSForm):
    """From when a version is no longer used."""

    on = NHSDateField(not_past=True)
    why = NHSTextField(max_length=500)
    legends = {"on": "From which day does nobody use it?"}
    labels = {"why": "Why?"}
    error_words = {
        "on": "the day",
        "why": {"words": "the reason", "required": "Say why it is no longer used"},
    }


class TryForm(NHSForm):
    """Answers to try a tool with; nothing is kept."""

    def __init__(self, *args: Any, tool: Tool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hints = {}  # type: ignore[misc]  # as above
        for question in tool.questions:
            choices = [(answer.code, answer.words) for answer in question.answers]
            self.fields[question.code] = NHSRadiosField(
                choices=[("", ""), *choices], required=False, label=question.words
            )
            self.hints[question.code] = question.hint

    @property
    def given(self) -> dict[str, str]:
        """The answers so far."""
        return {bound.name: str(bound.value()) for bound in self if bound.value()}


def first_day(today: date) -> dict[str, Any]:
    """What a box for a first day holds at first."""
    return {"from_day": today, "on": today}
