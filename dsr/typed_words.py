"""What was typed about one person at a meeting, in words, where it is read and not typed."""

from collections.abc import Mapping

from dsr import ratings
from dsr.discuss_form import STAY, DiscussForm
from dsr.meeting_drafts import CRITERIA, Typed


def in_words(typed: Mapping[str, Typed]) -> list[tuple[str, str, str]]:
    """Of each field that says something: its label, its words, and who typed it last."""
    shown = {field: one for field, one in typed.items() if one.text and field != "there"}
    return [(_label(field), _words(field, one.text), one.by) for field, one in shown.items()]


def _label(field: str) -> str:
    return str(DiscussForm.labels.get(field) or DiscussForm.legends.get(field) or field)


def _words(field: str, text: str) -> str:
    if field == "choice":
        return choice_in_words(text, None)
    if field in CRITERIA:
        known = ratings.MEANINGS[ratings.Colour(field.removesuffix("_criteria"))].criteria
        return "; ".join(known.get(code, code) for code in text.split(","))
    return "Yes" if field == "sure" else text


def choice_in_words(choice: str, now: ratings.Colour | None) -> str:
    """A choice of rating, made while somebody was rated `now`."""
    if choice == STAY:
        return f"Stay {ratings.MEANINGS[now].label.lower()}" if now else "Stay as it is"
    return ratings.in_words(ratings.Colour(choice)) if choice in set(ratings.Colour) else "No rating chosen"
