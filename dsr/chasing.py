"""When somebody is asked about a recommendation whose day has come, and when the panel is told. Pure.

R51 and R52 of the domain reference, section 11: asked on the day and after 7 days; before the oversight
panel after 14 [D]. An answer that stops it is an end, a reason why it cannot be done, or another day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dsr.statuses import CHASED_STEPS, Step


class Stage(StrEnum):
    """How far the asking has gone."""

    ON_THE_DAY = "on_the_day"
    AGAIN = "again"
    PANEL = "panel"


STAGE_LABELS = {
    Stage.ON_THE_DAY: "Asked on the day",
    Stage.AGAIN: "Asked again",
    Stage.PANEL: "Put before the oversight panel",
}
ORDER = tuple(Stage)


@dataclass(frozen=True)
class Waits:
    """After how many calendar days each stage is reached; an area may have numbers of its own."""

    again: int
    panel: int

    def reached(self, days_late: int) -> Stage | None:
        """The stage of something that is so many days past its day; None before the day itself."""
        if days_late < 0:
            return None
        if days_late >= self.panel:
            return Stage.PANEL
        return Stage.AGAIN if days_late >= self.again else Stage.ON_THE_DAY


def next_stage(step: Step, *, due_on: date, today: date, done: Iterable[Stage], waits: Waits) -> Stage | None:
    """What is to be done now, once: the stage reached, unless it or a later one was done for this day.

    Missed nights skip a stage rather than send two messages at once. What cannot be done is not asked
    about again, and still comes before the panel: somebody must decide what happens instead.
    """
    stage = waits.reached((today - due_on).days)
    if stage is None or not (step in CHASED_STEPS or (step == Step.CANNOT and stage is Stage.PANEL)):
        return None
    furthest = max((ORDER.index(one) for one in done), default=-1)
    return stage if ORDER.index(stage) > furthest else None
