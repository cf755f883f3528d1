"""Reviews that were held, for whoever works out the register's clocks."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from cetr.models import Review
from dsr.clock_records import reviews_held


@reviews_held
def held(entries: Collection[UUID]) -> Iterable[tuple[UUID, datetime, date]]:
    """The concluded reviews of these entries: when that was written down, and the day they were held."""
    rows = Review.objects.filter(entry__in=list(entries)).exclude(concluded_at=None)
    return rows.values_list("entry_id", "concluded_at", "held_on")
