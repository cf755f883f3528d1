"""Reviews that were planned, called off and held, for whoever works out the register's clocks."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from cetr.models import Review
from cetr.statuses import State
from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Planning, Rated, records_of, reviews_held, reviews_planned
from dsr.models import RegisterEntry
from dsr.ratings import Colour

DECISION = "red_review_decision"


@reviews_held
def held(entries: Collection[UUID]) -> Iterable[tuple[UUID, datetime, date]]:
    """The concluded reviews of these entries: when that was written down, and the day they were held."""
    rows = Review.objects.filter(entry__in=list(entries)).exclude(concluded_at=None)
    return rows.values_list("entry_id", "concluded_at", "held_on")


@reviews_planned
def planned(entries: Collection[UUID]) -> Iterator[tuple[UUID, Planning]]:
    """When each review of these entries was planned, and when it was called off or concluded."""
    known: dict[UUID, str] = {}
    rows = Review.history.filter(entry__in=list(entries)).order_by("history_id")
    for pk, owner, state, at in rows.values_list("id", "entry_id", "state", "history_date"):
        if known.get(pk) != state:
            known[pk] = state
            yield owner, Planning(at, state, timezone.localdate(at))


@from_facts(DECISION)
def decisions(entry: RegisterEntry) -> Iterable[Clock]:
    """Turning red asks for a review to be planned (R22); one that is called off asks again.

    While one is planned, a turn to red is settled within the hour: until then both are right.
    """
    records = records_of(entry)
    events: list[tuple[datetime, Rated | Planning]] = [(row.at, row) for row in records.ratings]
    events += [(plan.at, plan) for plan in records.planning]
    since, waits, colour = None, 0, ""
    for at, what in sorted(events, key=lambda event: event[0]):
        if isinstance(what, Rated):
            turned = what.colour == Colour.RED and colour != Colour.RED
            since = None if what.colour != Colour.RED else since or (what.happened_on if turned else None)
            colour = what.colour
            continue
        waits += 1 if what.state == State.PLANNED else -1
        since = None
        if what.state == State.CANCELLED and colour == Colour.RED and records.active_at(at):
            since = what.on
    if waits:
        return [Clock(DECISION, d.started_on) for d in records.open if d.key == DECISION]
    return [Clock(DECISION, since)] if since else []
