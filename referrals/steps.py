"""What every public form is made of: questions in order, one a page, and which must be answered. Pure.

`answers` maps a step's key to what its form cleaned, as JSON can keep it. A step that may be skipped
counts as answered once its page has been passed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

Answers = Mapping[str, Mapping[str, Any]]
Rule = Callable[[Answers], bool]
SIGNED = "signed"  # among the answers: what the account of whoever is signed in says of them
TAKEN_IN = "taken in"  # among the answers: one of the team types them in for somebody else
TAKEN: Answers = {TAKEN_IN: {"by_the_team": True}}


class Kind(StrEnum):
    """The three public forms."""

    SELF = "self"
    CONSENT = "consent"
    FLAG = "flag"


KINDS = {Kind.SELF: "Self-referral", Kind.CONSENT: "Consent form", Kind.FLAG: "Flag"}


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page with one question. `title` takes the words of a Voice; `form` is its form's name.

    `required` may depend on what was answered before. An answer that no longer `stands`, because of what was
    answered since, must be given again. `private` is a question for the person alone, whose answer is not
    shown again to whoever helps them. What is `on_screen` is never asked on paper.
    """

    key: str
    part: int
    title: str
    form: str
    required: bool | Rule = False
    shown: Rule = always
    stands: Rule = always
    private: bool = False
    on_screen: bool = False

    def must_be_answered(self, answers: Answers) -> bool:
        return self.required(answers) if callable(self.required) else self.required


@dataclass(frozen=True)
class Sheet:
    """One public form: its parts ("Part 3 of 7"), its questions, and its columns with their empty values.

    `word` begins its addresses and the names of its pages. `dates` are the columns that hold a day,
    `fixed` those that the form itself answers. `whom` are the words for the person before their name
    is known, where the form does not ask who fills it in.
    """

    kind: Kind
    word: str
    parts: tuple[str, ...]
    steps: tuple[Step, ...]
    empty: Mapping[str, Any]
    dates: frozenset[str] = field(default=frozenset())
    fixed: Mapping[str, Any] = field(default_factory=dict)
    whom: str = ""

    @property
    def on_paper(self) -> list[Step]:
        """The questions that can be asked on paper."""
        return [step for step in self.steps if not step.on_screen]

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    def path(self, answers: Answers) -> list[Step]:
        """The steps that these answers lead through."""
        return [step for step in self.steps if step.shown(answers)]

    def after(self, key: str, answers: Answers) -> Step | None:
        """The next step, or None when the answers are to be checked."""
        return self._neighbour(key, answers, 1)

    def before(self, key: str, answers: Answers) -> Step | None:
        """The step before, or None at the first."""
        return self._neighbour(key, answers, -1)

    def _neighbour(self, key: str, answers: Answers, way: int) -> Step | None:
        path = self.path(answers)
        place = path.index(self.by_key[key]) + way
        return path[place] if 0 <= place < len(path) else None

    def first_missing(self, answers: Answers) -> Step | None:
        """The first step that must be answered and is not, or whose answer no longer fits."""
        return next((step for step in self.path(answers) if _missing(step, answers)), None)

    def first_open(self, answers: Answers) -> Step | None:
        """The first step whose page has not been passed, or that must be answered again."""
        path = self.path(answers)
        return next((step for step in path if step.key not in answers or _missing(step, answers)), None)

    def reached(self, key: str, answers: Answers) -> bool:
        """Whether a step may be opened: everything required before it has been answered."""
        missing, path, step = self.first_missing(answers), self.path(answers), self.by_key[key]
        return step in path and (missing is None or path.index(step) <= path.index(missing))

    def columns(self, answers: Answers) -> dict[str, Any]:
        """What is kept of the answers, a value for every column; only questions on the path count."""
        given: dict[str, Any] = dict(answers.get(SIGNED, {}))
        for step in self.path(answers):
            given.update(answers.get(step.key, {}))
        kept = {name: given.get(name) or empty for name, empty in self.empty.items()}
        return kept | {name: _day(kept[name]) for name in self.dates} | dict(self.fixed)


def _missing(step: Step, answers: Answers) -> bool:
    if answers.get(step.key):
        return not step.stands(answers)
    return step.must_be_answered(answers)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
