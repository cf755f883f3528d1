"""Where the clock of telling somebody of a lower rating comes from: ratings, and when they were told."""

from collections.abc import Iterable
from datetime import date

from dsr import ratings
from dsr.actions.ratings import TOLD
from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Rated, records_of
from dsr.evidence import Telling
from dsr.models import RegisterEntry


@from_facts(TOLD)
def told_of_lower_ratings(entry: RegisterEntry) -> Iterable[Clock]:
    """A run from each step down, until somebody was told of the latest rating or another colour came."""
    rows = records_of(entry).ratings
    before, running = None, None
    for row, later in zip(rows, [*rows[1:], None], strict=False):
        colour = ratings.Colour(row.colour)
        if running and row.telling == Telling.TOLD:
            yield Clock(TOLD, running, met_on=row.telling_on)
            running = None
        elif running and colour != before:
            yield Clock(TOLD, running, stopped_on=row.decided_on)
            running = None
        if row.telling != Telling.TOLD and ratings.is_lower(colour, before):
            running = row.decided_on
        if running and (told_on := _told_while_latest(row, later)):
            yield Clock(TOLD, running, met_on=told_on)
            running = None
        before = colour
    if running:
        yield Clock(TOLD, running)


def _told_while_latest(row: Rated, later: Rated | None) -> date | None:
    """The day of the first telling that was written down before the next rating was saved."""
    return next((on for at, on in row.told if later is None or at < later.at), None)
