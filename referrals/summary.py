"""A form's answers in words, in the order of the questions: to check before sending, and as sent. Pure."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from referrals.steps import Sheet

Say = Callable[[Any], str]
# Told everything that was answered, and the names of the areas by their slugs.
SayWith = Callable[[Mapping[str, Any], Mapping[str, str]], str]


@dataclass(frozen=True)
class Line:
    """How one column is read out: the step that asks it, what it is about, and its answer in words.

    `only_if`: asked only after another answer, so that an empty one is not a question left out.
    `private`: never shown again to whoever fills the form in for somebody.
    """

    step: str
    name: str
    label: str
    say: Say = str
    say_with: SayWith | None = None
    only_if: bool = False
    private: bool = False

    def answer(self, kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
        """The answer in words; "" for nothing."""
        if self.say_with:
            return self.say_with(kept, areas)
        return self.say(kept[self.name]) if kept[self.name] else ""


@dataclass(frozen=True)
class Row:
    """One answer: the step that asks it, what it is about, and what was answered ("" for nothing)."""

    step: str
    label: str
    answer: str


def from_table(labels: Mapping[Any, str]) -> Say:
    """A chosen answer by its label; one that is no longer in the table as it stands."""
    words = {str(key): label for key, label in labels.items()}
    return lambda value: words.get(value, value)


def all_from_table(labels: Mapping[Any, str]) -> Say:
    """Several chosen answers by their labels, a line each."""
    one = from_table(labels)
    return lambda values: "\n".join(one(value) for value in values)


IN_PRIVATE = "Answered in private"


def rows(
    sheet: Sheet,
    lines: Sequence[Line],
    kept: Mapping[str, Any],
    *,
    areas: Mapping[str, str],
    headings: Sequence[str] | None = None,
    private: bool = False,
    asked: Container[str] | None = None,
) -> list[tuple[str, list[Row]]]:
    """For each part of the form its heading and answers. `areas` maps slugs to names.

    Of what the person answered alone it is only said that they did, unless `private`. `asked` are the steps
    that the answers led to: others have no line. None: every step was.
    """
    parts: dict[int, list[Row]] = {}
    alone = {line.step for line in lines if line.private and kept[line.name]}
    for line in lines:
        hidden = line.private and not private
        said = IN_PRIVATE * (line.step in alone) if hidden else line.answer(kept, areas)
        if _has_a_line(line, said, hidden) and (asked is None or line.step in asked):
            parts.setdefault(sheet.by_key[line.step].part, []).append(Row(line.step, line.label, said))
    return [((headings or sheet.parts)[part - 1], found) for part, found in parts.items()]


def _has_a_line(line: Line, said: str, hidden: bool) -> bool:
    return not line.only_if or (bool(said) and not hidden)


def names_of(areas: Iterable[Any]) -> dict[str, str]:
    """Slugs and names."""
    return {area.slug: area.name for area in areas}
