"""What of the reviews stands in the way of taking an entry off the register, and what stops with a death."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from cetr.actions import cancel_review
from cetr.models import Review
from dsr.days import plain
from dsr.in_the_way import obstacle, when_somebody_dies
from dsr.models import RegisterEntry


@obstacle
def _going_on(entry: RegisterEntry) -> Iterable[str]:
    for review in Review.objects.filter(entry=entry).going_on():
        day = plain(review.planned_for)
        if review.is_planned:
            yield f"A review is planned for {day}. Cancel it first: the panel is told then."
        else:
            yield f"The report of the review of {day} is not issued yet. Issue it first."


@when_somebody_dies
def _call_off(*, entry: RegisterEntry, why: str, by: User, today: date) -> None:
    for review in Review.objects.filter(entry=entry).planned():
        cancel_review(review=review, why=why, by=by, today=today)
