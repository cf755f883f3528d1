"""Where the clock of telling somebody of a lower rating comes from: ratings, and when they were told."""

from collections.abc import Iterable
from datetime import date, datetime

from dsr import ratings
from dsr.actions.ratings import TOLD
from dsr.clock_facts import Clock, from_facts
from dsr.evidence import Telling
from dsr.models import RatingTold, RegisterEntry


@from_facts(TOLD)
def told_of_lower_ratings(entry: RegisterEntry) -> Iterable[Clock]:
    """A run from each step down, until somebody was told of the latest rating or another colour came."""
    rows = list(
        entry.ratings.order_by("number").values_list("pk", "colour", "decided_on", "telling", "telling_on")
    )
    told = _told_while_latest(entry)
    before, running = None, None
    for pk, name, on, telling, telling_on in rows:
        colour = ratings.Colour(name)
        if running and telling == Telling.TOLD:
            yield Clock(TOLD, running, met_on=telling_on)
            running = None
        elif running and colour != before:
            yield Clock(TOLD, running, stopped_on=on)
            running = None
        if telling != Telling.TOLD and ratings.is_lower(colour, before):
            running = on
        if running and pk in told:
            yield Clock(TOLD, running, met_on=told[pk])
            running = None
        before = colour
    if running:
        yield Clock(TOLD, running)


def _told_while_latest(entry: RegisterEntry) -> dict[int, date]:
    """By rating, the day of the first telling that was written down before the next rating was saved."""
    saved = list(entry.ratings.order_by("number").values_list("pk", "at"))
    until: dict[int, datetime | None] = {
        pk: after[1] if after else None for (pk, _), after in zip(saved, [*saved[1:], None], strict=False)
    }
    found: dict[int, date] = {}
    for pk, on, at in (
        RatingTold.objects.filter(rating__entry=entry).order_by("pk").values_list("rating", "on", "at")
    ):
        end = until[pk]
        if end is None or at < end:
            found.setdefault(pk, on)
    return found
