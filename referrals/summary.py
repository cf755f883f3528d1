"""A form's answers in words, in the order of the questions: to check before sending, and as sent. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dsr.days import plain
from dsr.names import spaced_nhs_number
from referrals import statuses
from referrals.steps import BY_KEY, PARTS

Say = Callable[[Any], str]


def from_table(labels: Mapping[Any, str]) -> Say:
    """A chosen answer by its label; one that is no longer in the table as it stands."""
    words = {str(key): label for key, label in labels.items()}
    return lambda value: words.get(value, value)


@dataclass(frozen=True)
class Row:
    """One answer: the step that asks it, what it is about, and what was answered ("" for nothing)."""

    step: str
    label: str
    answer: str


ROWS: tuple[tuple[str, str, str, Say], ...] = (
    ("who", "filling_in_for", "This form is about", from_table(statuses.FILLING_IN)),
    ("helper", "helper_name", "Filled in by", str),
    ("helper", "helper_relation", "Who they are", str),
    ("name", "given_name", "First name", str),
    ("name", "family_name", "Last name", str),
    ("name", "preferred_name", "Likes to be called", str),
    ("born", "date_of_birth", "Date of birth", plain),
    ("home", "address", "Address", str),
    ("home", "postcode", "Postcode", str),
    ("home", "lives_in", "Area", str),
    ("nhs-number", "nhs_number", "NHS number", spaced_nhs_number),
    ("diagnosis", "diagnosis", "Learning disability or autism", from_table(statuses.TOLD)),
    ("happening", "happening", "What is happening now", str),
    ("happening", "rather_talk", "Would rather talk about it", lambda talk: "Yes" if talk else ""),
    ("hospital", "in_hospital", "In hospital now", from_table(statuses.YES_NO_NOT_SURE)),
    ("hospital", "hospital", "Which hospital", str),
    ("agreement", "agreement", "Agreement", str),
    ("contact", "phone", "Phone", str),
    ("contact", "safe_message", "Safe to leave a message", from_table(statuses.YES_NO)),
    ("contact", "email", "E-mail", str),
    ("contact", "post", "Post", str),
)
# Asked only after another answer: an empty one is not a question that was left out.
ONLY_IF = {
    "helper_name", "helper_relation", "preferred_name", "rather_talk", "hospital", "phone", "safe_message",
    "email", "post",
}  # fmt: skip
# The same headings for the team, which is not "you".
FOR_THE_TEAM = ("who sent it", *PARTS[1:-1], "how to reach them")
AGREED_MYSELF = {statuses.Agreement.AGREES: "Yes, I agree", statuses.Agreement.NOT_ASKED: "I am not sure yet"}


def rows(
    kept: Mapping[str, Any], *, areas: Mapping[str, str], headings: Sequence[str] = PARTS
) -> list[tuple[str, list[Row]]]:
    """For each part of the form its heading and answers. `areas` maps slugs to names."""
    said = _said(kept, areas)
    parts: dict[int, list[Row]] = {}
    for step, name, label, _ in ROWS:
        if said[name] or name not in ONLY_IF:
            parts.setdefault(BY_KEY[step].part, []).append(Row(step, label, said[name]))
    return [(headings[part - 1], found) for part, found in parts.items()]


def _said(kept: Mapping[str, Any], areas: Mapping[str, str]) -> dict[str, str]:
    words = {name: say(kept[name]) if kept[name] else "" for _, name, _, say in ROWS}
    homes = {**areas, statuses.ELSEWHERE: "Somewhere else", statuses.NOT_SURE: "Not sure"}
    words["lives_in"] = homes.get(kept["lives_in"], kept["lives_in"])
    words["agreement"] = agreement_words(kept["filling_in_for"]).get(kept["agreement"], "")
    return words


def agreement_words(filling_in_for: str) -> Mapping[str, str]:
    """The answers about agreement, as they were put to whoever filled the form in."""
    return AGREED_MYSELF if filling_in_for == statuses.FillingIn.ME else statuses.AGREEMENT


def names_of(areas: Iterable[Any]) -> dict[str, str]:
    """Slugs and names."""
    return {area.slug: area.name for area in areas}
