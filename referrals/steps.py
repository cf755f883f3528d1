"""The questions of the form, in order: which part, which words, whether it must be answered. Pure.

`answers` maps a step's key to what its form cleaned, as JSON can keep it. A step that may be skipped
counts as answered once its page has been passed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.statuses import FillingIn

Answers = Mapping[str, Mapping[str, Any]]
# A sheet of the form has one of these; "Part 3 of 7" counts them.
PARTS = (
    "who you are",
    "name and birthday",
    "home",
    "learning disability and autism",
    "what is happening",
    "agreement",
    "how to reach you",
)


def always(answers: Answers) -> bool:
    return True


def somebody_helps(answers: Answers) -> bool:
    """Whether the sender is not the person themselves."""
    return str(answers.get("who", {}).get("filling_in_for", FillingIn.ME)) != FillingIn.ME


@dataclass(frozen=True)
class Step:
    """One page with one question. `title` takes the words of a Voice; `form` is its form's name."""

    key: str
    part: int
    title: str
    form: str
    required: bool = False
    shown: Callable[[Answers], bool] = always


STEPS = (
    Step("who", 1, "Who is this form about?", "Who", required=True),
    Step("helper", 1, "Who are you?", "Helper", required=True, shown=somebody_helps),
    Step("name", 2, "What is {whose} name?", "Name", required=True),
    Step("born", 2, "What is {whose} date of birth?", "Born", required=True),
    Step("home", 3, "Where {do} {who} live?", "Home"),
    Step("nhs-number", 3, "Do you know {whose} NHS number?", "Number"),
    Step("diagnosis", 4, "Which of these is right for {who}?", "Diagnosis"),
    Step("happening", 5, "What is happening now?", "Happening"),
    Step("hospital", 5, "{Are} {who} in hospital now?", "Hospital"),
    Step("agreement", 6, "{Do} {who} agree to this?", "Agreed", required=True),
    Step("contact", 7, "How can we reach you?", "Reach", required=True),
)
BY_KEY = {step.key: step for step in STEPS}
# What a column holds when its question was not asked or not answered.
EMPTY: dict[str, Any] = {
    "filling_in_for": "",
    "helper_name": "",
    "helper_relation": "",
    "given_name": "",
    "family_name": "",
    "preferred_name": "",
    "date_of_birth": None,
    "address": "",
    "postcode": "",
    "lives_in": "",
    "nhs_number": "",
    "diagnosis": "",
    "happening": "",
    "rather_talk": False,
    "in_hospital": "",
    "hospital": "",
    "agreement": "",
    "phone": "",
    "safe_message": "",
    "email": "",
    "post": "",
}


def shown_steps(answers: Answers) -> list[Step]:
    """The steps that these answers lead through."""
    return [step for step in STEPS if step.shown(answers)]


def after(key: str, answers: Answers) -> Step | None:
    """The next step, or None when the answers are to be checked."""
    return _neighbour(key, answers, 1)


def before(key: str, answers: Answers) -> Step | None:
    """The step before, or None at the first."""
    return _neighbour(key, answers, -1)


def _neighbour(key: str, answers: Answers, way: int) -> Step | None:
    path = shown_steps(answers)
    place = path.index(BY_KEY[key]) + way
    return path[place] if 0 <= place < len(path) else None


def first_missing(answers: Answers) -> Step | None:
    """The first step that must be answered and is not."""
    return next((step for step in shown_steps(answers) if step.required and not answers.get(step.key)), None)


def reached(key: str, answers: Answers) -> bool:
    """Whether a step may be opened: everything required before it has been answered."""
    missing = first_missing(answers)
    path = shown_steps(answers)
    step = BY_KEY[key]
    return step in path and (missing is None or path.index(step) <= path.index(missing))


def columns(answers: Answers) -> dict[str, Any]:
    """What is kept of the answers, a value for every column; only questions on the path count."""
    given: dict[str, Any] = {}
    for step in shown_steps(answers):
        given.update(answers.get(step.key, {}))
    kept = {name: given.get(name) or empty for name, empty in EMPTY.items()}
    if isinstance(kept["date_of_birth"], str):
        kept["date_of_birth"] = date.fromisoformat(kept["date_of_birth"])
    return kept
