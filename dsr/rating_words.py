"""A rating in words: the latest for a page, and what else was kept with one beside its colour and reason."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from config import plain_words
from dsr import ratings
from dsr.days import plain
from dsr.evidence import EVIDENCE, TELLING_LABELS, WORDS_OF_GROUNDS, Telling
from dsr.models import Rating


class Said(NamedTuple):
    """One thing that was kept with a rating: what it is, and the words."""

    label: str
    words: str


def more_about(rating: Rating) -> list[Said]:
    """What else was said about a rating, in the order of its form; what was left out is not in it."""
    return [*_tool(rating), *_grounds(rating), *_told(rating)]


def _tool(rating: Rating) -> Iterator[Said]:
    if not rating.tool:
        return
    if rating.suggested:
        colour = ratings.in_words(ratings.Colour(rating.suggested))
        yield Said("Risk tool", f"{rating.tool.called}: {points(rating.tool_score)}, suggests {colour}")
    else:
        left = len(rating.tool.tool.questions) - len(rating.tool_answers)
        yield Said(
            "Risk tool", f"{rating.tool.called}: not complete, {left} not answered. It suggests nothing."
        )
    if rating.why_differs:
        yield Said("Why not as suggested", rating.why_differs)


def points(score: int | None) -> str:
    """7 points."""
    return "1 point" if score == 1 else f"{score} points"


def _grounds(rating: Rating) -> Iterator[Said]:
    if rating.evidence:
        yield Said("It rests on", ", ".join(EVIDENCE.get(code, code) for code in rating.evidence))
    for name, label in WORDS_OF_GROUNDS.items():
        if words := getattr(rating, name):
            yield Said(label, words)


def _told(rating: Rating) -> Iterator[Said]:
    if rating.telling:
        label = TELLING_LABELS[Telling(rating.telling)]
        yield Said(label, f"On {plain(rating.telling_on)}. {rating.telling_how}")


def tool_answers(rating: Rating) -> list[tuple[str, str, int]]:
    """The risk tool's questions with the answers that were given, and their points."""
    if not rating.tool:
        return []
    found = []
    for question in rating.tool.tool.questions:
        answer = next((a for a in question.answers if a.code == rating.tool_answers.get(question.code)), None)
        found.append(
            (question.words, answer.words if answer else "Not answered", answer.points if answer else 0)
        )
    return found


def hard_to_read(words: str) -> list[str]:
    """What in the words for the person is harder than easy read allows; a hint, never a refusal [N]."""
    long = plain_words.too_long(plain_words.sentences(words), plain_words.EASY_WORDS)
    return [str(found) for found in (*long, *plain_words.banned(words), *plain_words.letters(words))]


def preview(colour: str, words: str, *, since: date | None) -> dict[str, Any]:
    """What the rating's card in the person's own space would show (templates/dsr/me_rating.html)."""
    meaning = ratings.MEANINGS[ratings.Colour(colour)]
    return {
        "whose": "My",
        "entry": {"colour": colour, "coloured_since": since},
        "meaning": meaning,
        "meaning_words": meaning.to_the_person,
        "rating": {"words_for_person": words},
        "hard": hard_to_read(words),
    }
