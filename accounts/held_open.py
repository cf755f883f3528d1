"""Which records somebody holds open in an emergency at this moment; read once a request."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts import emergency
from accounts.models import EmergencyAccess, User
from accounts.permissions import Permission

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
        rows = EmergencyAccess.objects.filter(user=user).open_at(timezone.now())
        held = {(row.person_id, row.area_id): row for row in rows.select_related("area")}
        setattr(user, KEPT, held)
    return held


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
