"""Does a form look like a machine's, or like a second copy? What does is looked at by a person. Pure.

Nothing here throws a form away or slows its clocks: a doubt puts it on a list, under the same limits, and
holds the e-mail that a stranger could have ordered for somebody else. No puzzle is set to anybody
(WCAG 3.3.8). Numbers are this product's defaults [D].
"""

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """Why somebody should look whether a person sent this, and for the first time."""

    QUICK = "quick"
    TRAP = "trap"
    MANY = "many"
    FLOOD = "flood"
    COPY = "copy"


SENTENCES = {
    Doubt.QUICK: "It was filled in faster than people read.",
    Doubt.TRAP: "A box was filled in that people do not see. A browser may have done that by itself.",
    Doubt.MANY: "Many forms came from the same connection within an hour. It may be a school or a hospital.",
    Doubt.FLOOD: "Very many forms came from everywhere within an hour.",
    Doubt.COPY: "The same form came before: same person, same words.",
}
QUICKEST = 0.5  # seconds for each question that was answered; nobody reads and answers one in that time
FROM_ONE_PLACE = 5  # forms an hour; a sixth is looked at
MOST_FROM_ONE_PLACE = 30  # forms an hour; more are asked to ring, and keep their answers
FROM_EVERYWHERE = 200  # forms an hour in all


@dataclass(frozen=True)
class Sending:
    """What is known of how a form was sent."""

    seconds: float
    questions: int
    trapped: bool
    from_here: int
    from_everywhere: int
    copies: int


def doubts(sending: Sending) -> list[Doubt]:
    """Everything that speaks against its having been sent by a person for the first time."""
    table = (
        (sending.seconds < QUICKEST * sending.questions, Doubt.QUICK),
        (sending.trapped, Doubt.TRAP),
        (sending.from_here > FROM_ONE_PLACE, Doubt.MANY),
        (sending.from_everywhere > FROM_EVERYWHERE, Doubt.FLOOD),
        (sending.copies > 0, Doubt.COPY),
    )
    return [doubt for holds, doubt in table if holds]


def is_a_persons(found: list[str]) -> bool:
    """Whether an e-mail may go out unasked: a second copy was sent by somebody, the rest perhaps not."""
    return not set(found) - {Doubt.COPY}
