"""A review that was held decides about somebody who is ready to leave hospital and still in (R56)."""

from collections.abc import Iterable
from datetime import date

from cetr.models import Review
from dsr.models import RegisterEntry
from dsr.stuck import decides


@decides
def held(entry: RegisterEntry) -> Iterable[date]:
    """The days on which reviews of this entry were held."""
    return Review.objects.filter(entry=entry).exclude(held_on=None).values_list("held_on", flat=True)
