"""Somebody leaves: their places on panels to come go to a colleague, or stand empty."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import RoleName
from cetr.actions.locks import locked
from cetr.models import Expert, PanelPlace, Review
from cetr.statuses import Role

USERS = {
    Role.CHAIR: frozenset({RoleName.PANEL_CHAIR}),
    Role.OTHER: frozenset({RoleName.PANEL_CHAIR, RoleName.PANEL_MEMBER}),
}


@transaction.atomic
def hand_over_places(*, role: Role, user: User, area: Area, to: User | None, by: User, today: date) -> int:
    """Give `user`'s places of this role on panels of planned reviews to `to`, or leave them empty.

    A panel that changed must be confirmed again. Somebody who sits on that panel already, or is not in
    the pool for such a place, cannot take it: it stays empty. How many places went.
    """
    reviews = Review.objects.planned().filter(entry__area=area)
    found = PanelPlace.objects.now().of(user).filter(role=role, review__in=reviews).order_by("review_id")
    places = list(found)
    for place in places:
        review = locked(place.review)
        _leave(place, by)
        _seat(review, role, to, by)
        review.panel_confirmed_at = review.panel_confirmed_by = None
        review.save(by=by)
    return len(places)


def _leave(place: PanelPlace, by: User) -> None:
    place.left_at = timezone.now()
    place.save(by=by)


def _seat(review: Review, role: Role, to: User | None, by: User) -> None:
    whom = _as_whom(review, role, to)
    if whom and to and not review.is_sat_on_by(to):
        PanelPlace.objects.create(review=review, role=role, by=by, **whom)


def _as_whom(review: Review, role: Role, to: User | None) -> dict[str, Any] | None:
    """How the new holder sits: as themselves, or as the expert of the pool that they are."""
    if to is None:
        return None
    if role in USERS:
        area = review.entry.area_id
        return {"user": to} if any((held, area) in to.places() for held in USERS[role]) else None
    expert = Expert.objects.filter(area=review.entry.area_id, kind=role, user=to).first()
    return {"expert": expert} if expert else None
