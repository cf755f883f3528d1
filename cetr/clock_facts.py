"""Reviews that were held, for whoever works out the register's clocks; and where their work is done."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from accounts.permissions import Permission
from cetr.models import Review
from dsr.clock_records import reviews_held
from dsr.where_done import done_at

ASKED = ("red_review_decision", "post_admission_cetr", "rating_review_blue")
done_at(*ASKED, url="review-plan", words="Plan a review", needs=Permission.PLAN_REVIEW)


@reviews_held
def held(entries: Collection[UUID]) -> Iterable[tuple[UUID, datetime, date]]:
    """The concluded reviews of these entries: when that was written down, and the day they were held."""
    rows = Review.objects.filter(entry__in=list(entries)).exclude(concluded_at=None)
    return rows.values_list("entry_id", "concluded_at", "held_on")
