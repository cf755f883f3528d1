"""What of the reviews stands in the way of taking an entry off the register."""

from collections.abc import Iterable

from cetr.models import Review
from dsr.days import plain
from dsr.in_the_way import obstacle
from dsr.models import RegisterEntry


@obstacle
def _going_on(entry: RegisterEntry) -> Iterable[str]:
    for review in Review.objects.filter(entry=entry).going_on():
        day = plain(review.planned_for)
        if review.is_planned:
            yield f"A review is planned for {day}. Cancel it first: the panel is told then."
        else:
            yield f"The report of the review of {day} is not issued yet. Issue it first."
