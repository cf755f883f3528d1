"""Which records somebody holds open in an emergency at this moment; read once a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts import emergency
from accounts.models import EmergencyAccess, User
from accounts.permissions import Permission
from config.compiled import compiled

Held = dict[tuple[UUID, int], EmergencyAccess]
KEPT = "_held_open"


def held_open_by(user: User, permission: Permission) -> Held:
    """What `user` may read by emergency access, by person and area; nothing for a permission to write.

    Whoever no longer holds a role that may open records in an emergency holds none open.
    """
    if permission not in emergency.GIVES or not user.may(Permission.OPEN_IN_EMERGENCY):
        return {}
    held = getattr(user, KEPT, None)
    if held is None:
        rows = _open_at(user.pk, timezone.now())
        held = {(row.person_id, row.area_id): row for row in rows}
        setattr(user, KEPT, held)
    return held


@compiled
def _open_at(user_id: int, now: datetime) -> QuerySet:
    return EmergencyAccess.objects.filter(user=user_id).open_at(now).select_related("area")


def held_among(user: Any, people: Iterable[UUID]) -> list[EmergencyAccess]:
    """The emergency accesses by which this request may have shown these people.

    No query: whoever is seen by one was found through `held_open_by` before.
    """
    held: Held = getattr(user, KEPT, None) or {}
    if not held:
        return []
    shown = set(people)
    return [row for (person, _), row in held.items() if person in shown]


def forget_held(user: User) -> None:
    """Read them again at the next question: one was started or ended."""
    if hasattr(user, KEPT):
        delattr(user, KEPT)


def holds_nothing_open(user: User) -> None:
    """Say so of somebody about whom it need not be asked."""
    setattr(user, KEPT, {})
