"""A form on paper: every question with boxes to write in, and what was filled in read back.

The same boxes are printed, and are the fields of a PDF that can be filled in on a screen. A field's name is
`step.field`; a choice has a box an answer, `step.field.answer`; a day has three, `step.field.day` and so on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from accounts.models import Area
from config.easy import Idea
from config.nhsuk.dates import PARTS
from config.nhsuk.widgets import DateBoxes
from referrals.actions.drafts import TYPED
from referrals.forms.asked import StepForm
from referrals.kinds import Handling
from referrals.steps import TAKEN, Answers
from referrals.styles import Style


@dataclass(frozen=True)
class Box:
    """One place to write or tick: `kind` is line, space or tick."""

    kind: str
    name: str
    label: str


@dataclass(frozen=True)
class Asked:
    """One question on paper: its words, and its boxes."""

    label: str
    hint: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Leaf:
    """One step on paper. `must` is whether it has to be answered."""

    key: str
    title: str
    must: bool
    private: bool
    ideas: tuple[Idea, ...]
    asked: tuple[Asked, ...]


def leaves(handled: Handling, answers: Answers, areas: list[Area], style: Style) -> list[Leaf]:
    """Every step of a form, on the path of these answers or not: paper does not know what comes next."""
    found, answers = list[Leaf](), {**TAKEN, **answers}
    for step in handled.sheet.on_paper:
        form = handled.form(step, answers, areas, style)
        must = step.must_be_answered(answers)
        found.append(
            Leaf(step.key, form.title, must, step.private, form.ideas, tuple(_asked(form, step.key)))
        )
    return found


def _asked(form: StepForm, step: str) -> Iterator[Asked]:
    for name, field in form.fields.items():
        if field.widget.is_hidden:
            continue
        is_title = name == form.page_heading
        label = form.legends.get(name) or form.labels.get(name) or field.label or ""
        hint = str(form.hints.get(name, ""))
        yield Asked("" if is_title else str(label), hint, tuple(_boxes(field, f"{step}.{name}", str(label))))


def _boxes(field: forms.Field, name: str, label: str) -> Iterator[Box]:
    widget: Any = field.widget
    if isinstance(widget, DateBoxes):
        yield from (Box("line", f"{name}.{part}", part.capitalize()) for part in PARTS)
    elif hasattr(widget, "choices"):
        yield from (
            Box("tick", f"{name}.{value}", str(text)) for value, text in widget.choices if value != ""
        )
    elif isinstance(widget, forms.CheckboxInput):
        yield Box("tick", name, label)
    else:
        yield Box("space" if isinstance(widget, forms.Textarea) else "line", name, label)


# ---------------------------------------------------------------- read back


def as_sent(form: StepForm, step: str, filled: Mapping[str, str]) -> MultiValueDict:
    """What was filled in on one step, as its page would have sent it; nothing for an empty step."""
    data: dict[str, list[str]] = {}
    for name, field in form.fields.items():
        widget: Any = field.widget
        if isinstance(widget, DateBoxes):
            days = {f"{name}_{part}": [filled.get(f"{step}.{name}.{part}", "").strip()] for part in PARTS}
            data |= days if any(said != [""] for said in days.values()) else {}
        elif hasattr(widget, "choices"):
            chosen = [str(value) for value, _ in widget.choices if f"{step}.{name}.{value}" in filled]
            data |= {name: chosen} if chosen else {}
        elif isinstance(widget, forms.CheckboxInput):
            data |= {name: ["on"]} if f"{step}.{name}" in filled else {}
        elif said := filled.get(f"{step}.{name}", "").strip():
            data[name] = [said]
    return MultiValueDict(data)


@dataclass(frozen=True)
class ReadBack:
    """What was made of a filled-in form: good answers, and what has to be looked at as it was written."""

    answers: dict[str, dict[str, Any]]
    unclear: dict[str, dict[str, list[str]]]

    def as_draft(self) -> dict[str, Any]:
        """The answers as a draft holds them; what is unclear waits on its page, as it was written."""
        return {**self.answers, TYPED: self.unclear} if self.unclear else dict(self.answers)


def read_back(handled: Handling, filled: Mapping[str, str], areas: list[Area]) -> ReadBack:
    """The answers of a filled-in form, step by step, judged by the same questions as on the screen."""
    answers: dict[str, dict[str, Any]] = {}
    unclear: dict[str, dict[str, list[str]]] = {}
    for step in handled.sheet.on_paper:
        before = {**TAKEN, **answers}
        empty = handled.form(step, before, areas, Style.STANDARD)
        data = as_sent(empty, step.key, filled)
        if not data:
            continue
        form = handled.form(step, before, areas, Style.STANDARD, data)
        if form.is_valid():
            answers[step.key] = form.kept()
        else:
            unclear[step.key] = {name: list(values) for name, values in data.lists()}
    return ReadBack(answers, unclear)
