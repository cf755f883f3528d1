"""The record of looks: written before a person's page is shown, in the same request."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest

from accounts.models import AccessLogEntry
from accounts.permissions import ROLES


def record_look(request: HttpRequest, *, page: str, people: Iterable[UUID], reason: str = "") -> None:
    """Write down that the signed-in user sees these people on `page`.

    If this cannot be written the error goes up, and the page is not shown.
    """
    shown = list(people)
    if not shown:
        return
    AccessLogEntry.objects.create(
        user_id=request.user.pk,
        user_name=request.user.name,
        roles=", ".join(sorted({ROLES[role].label for role, _ in request.user.places()})),
        page=page,
        people=shown,
        reason=reason,
    )
