"""Which review a recommendation came from."""

from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from cetr.models import Review
from dsr.came_from import Where, says_where
from dsr.days import plain
from dsr.statuses import CameFrom


@says_where(CameFrom.REVIEW)
def _reviews(ids: list[UUID]) -> dict[UUID, Where]:
    rows = Review.objects.filter(pk__in=ids).values_list("pk", "planned_for")
    return {
        pk: Where(f"Review of {plain(day)}", reverse("review", args=[pk]), Permission.SEE_REVIEWS)
        for pk, day in rows
    }
