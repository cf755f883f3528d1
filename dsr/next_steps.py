"""What a rating asks for at once: steps, each with the clock that remembers it when it is put off. Pure."""

from collections.abc import Iterable
from enum import StrEnum


class Step(StrEnum):
    """Something to do now that the rating is this colour, in the order of the page."""

    REVIEW = "review"
    MEETING = "meeting"
    KEYWORKER = "keyworker"
    TELL = "tell"


# A step is offered while its clock runs: "not now" leaves the clock under Next, and nothing is lost.
CLOCKS: dict[str, Step] = {
    "red_review_decision": Step.REVIEW,
    "post_admission_cetr": Step.REVIEW,
    "amber_meeting": Step.MEETING,
    "keyworker_offer": Step.KEYWORKER,
    "step_down_told": Step.TELL,
}


def steps(open_keys: Iterable[str]) -> list[Step]:
    """The steps that these open clocks ask for, each once, in the order of the page."""
    asked = {CLOCKS[key] for key in open_keys if key in CLOCKS}
    return [step for step in Step if step in asked]
