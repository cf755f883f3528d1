"""An area's risk tool: questions, answers with points, bands, and the colour that they suggest. Pure.

A suggestion is a start for judgement and never a rating: the colour that is agreed is kept beside it [L][D].
The product ships no published instrument; `EXAMPLE` is invented, so that an area sees how one is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from dsr.ratings import BY_HAND, MEANINGS, Colour

MOST_QUESTIONS, MOST_ANSWERS, MOST_POINTS = 60, 12, 100
TOGETHER = "with_all:"


class Ages(StrEnum):
    """For whom a version is. The published instruments differ for children, so each has its own."""

    CYP = "under_18"
    ADULT = "adult"


AGES_LABELS = {Ages.CYP: "Under 18", Ages.ADULT: "18 and over"}


def ages_of(age: int) -> Ages:
    """Which version somebody of this age (in years) is asked."""
    return Ages.CYP if age < 18 else Ages.ADULT


# What an answer may do besides its points. "With all" points only where every question has such an answer.
POINTS_TO = {
    "": "Nothing more: the points count",
    **{c.value: f"Suggests {MEANINGS[c].label.lower()}, whatever the points" for c in BY_HAND},
    **{
        f"{TOGETHER}{c.value}": f"Suggests {MEANINGS[c].label.lower()}, together with all marked like this"
        for c in BY_HAND
    },
}


@dataclass(frozen=True)
class Answer:
    """One answer: its words, its points, and the colour it may point to (a key of `POINTS_TO`)."""

    code: str
    words: str
    points: int
    points_to: str = ""


@dataclass(frozen=True)
class Question:
    """One question with its answers, in the order of the page."""

    code: str
    words: str
    hint: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Band:
    """From this score on (in points) the tool suggests this colour, until the next band begins."""

    from_score: int
    colour: Colour


@dataclass(frozen=True)
class Tool:
    """The whole questionnaire of one version."""

    questions: tuple[Question, ...] = ()
    bands: tuple[Band, ...] = ()

    def question(self, code: str) -> Question | None:
        return next((q for q in self.questions if q.code == code), None)


@dataclass(frozen=True)
class Suggestion:
    """What the answers come to. `colour` is None while a question is unanswered: that is no suggestion."""

    score: int
    colour: Colour | None
    missing: tuple[str, ...] = ()
    overridden_by: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.missing


# ---------------------------------------------------------------- kept as JSON, read again


def read(content: Mapping[str, Any]) -> Tool:
    """The tool that `written` wrote."""
    return Tool(
        tuple(
            Question(q["code"], q["words"], q["hint"], tuple(Answer(**answer) for answer in q["answers"]))
            for q in content.get("questions", ())
        ),
        tuple(Band(band["from_score"], Colour(band["colour"])) for band in content.get("bands", ())),
    )


def written(tool: Tool) -> dict[str, Any]:
    """A tool as plain values, for the one column it is kept in."""
    return {
        "questions": [
            {"code": q.code, "words": q.words, "hint": q.hint, "answers": [vars(a).copy() for a in q.answers]}
            for q in tool.questions
        ],
        "bands": [{"from_score": b.from_score, "colour": b.colour.value} for b in tool.bands],
    }


# ---------------------------------------------------------------- what answers come to


def suggest(tool: Tool, given: Mapping[str, str]) -> Suggestion:
    """The score and the suggested colour for these answers (question code: answer code).

    Answers that the tool does not have count as not given. An answer that points to a colour wins over
    the points; of several such colours the most urgent wins [D].
    """
    chosen = {q.code: a for q in tool.questions for a in q.answers if given.get(q.code) == a.code}
    score = sum(answer.points for answer in chosen.values())
    missing = tuple(q.code for q in tool.questions if q.code not in chosen)
    if missing or not tool.questions:
        return Suggestion(score, None, missing)
    overrides = _overrides(tool, chosen)
    if overrides:
        colour = min(overrides, key=lambda colour: MEANINGS[colour].urgency)
        return Suggestion(score, colour, (), overrides[colour])
    return Suggestion(score, band_of(tool, score))


def band_of(tool: Tool, score: int) -> Colour | None:
    """The colour of the band in which a score lies; None where no band begins at or below it."""
    below = [band for band in tool.bands if band.from_score <= score]
    return max(below, key=lambda band: band.from_score).colour if below else None


def _overrides(tool: Tool, chosen: Mapping[str, Answer]) -> dict[Colour, tuple[str, ...]]:
    """The colours that the answers point to whatever the points, each with the questions that do so."""
    found: dict[Colour, tuple[str, ...]] = {}
    for colour in BY_HAND:
        alone = tuple(code for code, answer in chosen.items() if answer.points_to == colour.value)
        marked = TOGETHER + colour.value
        asked = {q.code for q in tool.questions if any(a.points_to == marked for a in q.answers)}
        said = tuple(code for code, answer in chosen.items() if answer.points_to == marked)
        together = said if asked and asked == set(said) else ()
        if alone or together:
            found[colour] = alone + together
    return found


def scores(tool: Tool) -> set[int]:
    """Every score that answering all the questions can give."""
    found = {0}
    for question in tool.questions:
        points = {answer.points for answer in question.answers} or {0}
        found = {score + more for score in found for more in points}
    return found


# ---------------------------------------------------------------- what must be put right first


def problems(tool: Tool) -> list[str]:
    """What stands in the way of publishing, each as a sentence; empty when the tool is sound."""
    found = [*_question_problems(tool)]
    # Bands are judged against the scores, and those mean nothing while a question is half made.
    return found or [*_band_problems(tool)]


def _question_problems(tool: Tool) -> Iterator[str]:
    if not tool.questions:
        yield "Add at least one question."
    for number, question in enumerate(tool.questions, 1):
        if len(question.answers) < 2:
            yield f"Question {number} needs at least two answers to choose from."
        if len({answer.words.casefold() for answer in question.answers}) < len(question.answers):
            yield f"Question {number} has the same answer twice."
    words = [question.words.casefold() for question in tool.questions]
    for again in sorted({words.index(said) + 1 for said in words if words.count(said) > 1}):
        yield f"Question {again} is asked twice in the same words."


def _band_problems(tool: Tool) -> Iterator[str]:
    if not tool.bands:
        yield "Say from which score each colour is suggested."
        return
    bands, possible = sorted(tool.bands, key=lambda band: band.from_score), scores(tool)
    low, high = min(possible), max(possible)
    for one, other in pairwise(bands):
        if one.from_score == other.from_score:
            names = f"{MEANINGS[one.colour].label} and {MEANINGS[other.colour].label.lower()}"
            yield f"{names} both begin at {one.from_score}. Each score needs one colour."
    if bands[0].from_score > low:
        yield f"A score of {low} is possible and has no colour: let the lowest colour begin at {low}."
    for band, after in zip(bands, [*bands[1:], None], strict=True):
        end = after.from_score if after else max(high, band.from_score) + 1
        if band.from_score < end and not any(band.from_score <= score < end for score in possible):
            label = MEANINGS[band.colour].label.lower()
            yield f"No points lead to {label} from {band.from_score}: scores go from {low} to {high}."


# ---------------------------------------------------------------- changing a draft


def with_question(tool: Tool, question: Question) -> Tool:
    """The tool with a question put in the place of its namesake, or at the end."""
    if tool.question(question.code):
        changed = tuple(question if q.code == question.code else q for q in tool.questions)
        return replace(tool, questions=changed)
    return replace(tool, questions=(*tool.questions, question))


def without_question(tool: Tool, code: str) -> Tool:
    """The tool without a question."""
    return replace(tool, questions=tuple(q for q in tool.questions if q.code != code))


def moved(tool: Tool, code: str, by: int) -> Tool:
    """The tool with a question moved `by` places (−1 up, 1 down); at an end it stays."""
    order = list(tool.questions)
    place = next((n for n, q in enumerate(order) if q.code == code), None)
    if place is None or not 0 <= place + by < len(order):
        return tool
    order.insert(place + by, order.pop(place))
    return replace(tool, questions=tuple(order))


def next_code(tool: Tool) -> str:
    """A code that no question of the tool has: answers kept with ratings name questions by it."""
    numbers = [int(q.code[1:]) for q in tool.questions]
    return f"q{max(numbers, default=0) + 1}"


def _yes_no(code: str, words: str, points: int, points_to: str = "") -> Question:
    return Question(code, words, "", (Answer("a1", "No", 0), Answer("a2", "Yes", points, points_to)))


EXAMPLE_NAME = "Example: weather, cats and buses"
EXAMPLE_NOTE = "Invented to show how a tool is written. It measures nothing: do not use it to rate anybody."
EXAMPLE = Tool(
    (
        Question("q1", "How often did the cat stay out this week?", "An invented question.",
                 (Answer("a1", "Never", 0), Answer("a2", "Some nights", 2), Answer("a3", "Every night", 4))),
        Question("q2", "How many buses were missed?", "An invented question.",
                 (Answer("a1", "None", 0), Answer("a2", "One or two", 1), Answer("a3", "More", 3))),
        _yes_no("q3", "Is there snow on the roof? (Invented.)", 0, Colour.RED.value),
        _yes_no("q4", "Has the kettle stopped working? (Invented.)", 1, TOGETHER + Colour.AMBER.value),
        _yes_no("q5", "Has the toaster stopped working too? (Invented.)", 1, TOGETHER + Colour.AMBER.value),
    ),
    (Band(0, Colour.GREEN), Band(4, Colour.AMBER), Band(7, Colour.RED)),
)  # fmt: skip
