"""The record of looks: written before a person's page is shown, in the same request.

One INSERT a page at most, and if it cannot be written the page is a 503 and shows nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest

from accounts import emergency
from accounts.held_open import held_among
from accounts.models import AccessLogEntry
from accounts.permissions import ROLES
from config.errors import NotOnRecord

TOGETHER = "_seen_together"


def record_look(
    request: HttpRequest,
    *,
    page: str,
    people: Iterable[UUID],
    reason: str = "",
    areas: Iterable[int] = (),
    count: int | None = None,
    digest: str = "",
) -> None:
    """Write down that the signed-in user sees these people on `page`, named in accounts/pages.py.

    `areas` are those of what is shown; the viewer's own are added. A download gives `count`, how many
    people go out in it, and `digest` when they are more than `people`. Raises NotOnRecord when it cannot
    be written: the page is then not shown.
    """
    shown = sorted(set(people))
    if not shown:
        return
    together = getattr(request, TOGETHER, None)
    if together is not None:
        together[0].update(shown)
        together[1].update(areas)
        return
    request.people_shown = {*getattr(request, "people_shown", ()), *shown}  # type: ignore[attr-defined]
    places, held = request.user.places(), held_among(request.user, shown)
    digest = digest or (digest_of(shown) if count is not None else "")
    who = {
        "user_id": request.user.pk,
        "user_name": request.user.name,
        "roles": ", ".join(sorted({ROLES[role].label for role, _ in places})),
        "page": page,
    }
    areas = {area for _, area in places} | set(areas)
    rows = [AccessLogEntry(**who, **_in_emergency(access, areas, count, digest)) for access in held]
    others = sorted(set(shown) - {access.person_id for access in held})
    if others:
        facts = {"areas": sorted(areas), "reason": reason[:500], "count": count, "digest": digest}
        rows.append(AccessLogEntry(**who, people=others, **facts))
    try:
        AccessLogEntry.objects.bulk_create(rows)
    except DatabaseError as error:
        raise NotOnRecord("A look could not be written down, so nothing is shown.") from error


def _in_emergency(access: Any, areas: set[int], count: int | None, digest: str) -> dict[str, Any]:
    """Whoever is seen by emergency access has a row apart: with its reason, and the area of the record.

    Of a download it says too how many people went out in all, and their fingerprint.
    """
    reason = f"{emergency.ON_THE_RECORD}: {access.reason_label}"
    areas = {*areas, access.area_id}
    return {
        "people": [access.person_id],
        "areas": sorted(areas),
        "reason": reason,
        "count": count,
        "digest": digest,
    }


@contextmanager
def one_look(request: HttpRequest, *, page: str) -> Iterator[None]:
    """What the parts of one page record inside the block becomes one look, written when it ends."""
    setattr(request, TOGETHER, (set(), set()))
    try:
        yield
        people, areas = getattr(request, TOGETHER)
    finally:
        delattr(request, TOGETHER)
    record_look(request, page=page, people=people, areas=areas)


def digest_of(people: Iterable[UUID]) -> str:
    """One fingerprint for a set of people, whatever their order: what went out can be told later."""
    return sha256("\n".join(sorted(map(str, set(people)))).encode()).hexdigest()
