"""Where the clock of telling somebody of a lower rating comes from: ratings, and when they were told."""

from collections.abc import Iterable
from datetime import date

from dsr import ratings
from dsr.actions.ratings import TOLD
from dsr.clock_facts import Clock, from_facts
from dsr.evidence import Telling
from dsr.models import RatingTold, RegisterEntry


@from_facts(TOLD)
def told_of_lower_ratings(entry: RegisterEntry) -> Iterable[Clock]:
    """A run from each step down until somebody was told of the latest rating, or another colour came."""
    rows = list(
        entry.ratings.order_by("number").values_list("pk", "colour", "decided_on", "telling", "telling_on")
    )
    told = _first_told([row[0] for row in rows])
    before, running = None, None
    for pk, name, on, telling, telling_on in rows:
        colour = ratings.Colour(name)
        if telling == Telling.TOLD:
            if running:
                yield Clock(TOLD, running, met_on=telling_on)
            running = None
        elif colour != before:
            if running:
                yield Clock(TOLD, running, stopped_on=on)
            running = on if ratings.is_lower(colour, before) else None
        if running and pk in told:
            yield Clock(TOLD, running, met_on=told[pk])
            running = None
        before = colour
    if running:
        yield Clock(TOLD, running)


def _first_told(pks: list[int]) -> dict[int, date]:
    """For each rating the first telling that was recorded while it was the latest, or after."""
    rows = RatingTold.objects.filter(rating__in=pks).order_by("-pk")
    return dict(rows.values_list("rating", "on"))
