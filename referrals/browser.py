"""What a browser without an account remembers between pages: random ids and an area, nothing said."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from accounts.models import Area
from config.sealed import unseal
from referrals.models import Draft, SelfReferral

AREA, DRAFT, SENT, TRACKED = "referrals.area", "referrals.draft", "referrals.sent", "referrals.tracked"


def valid_areas(today: date) -> list[Area]:
    """The areas whose registers are open today, the longest open first."""
    rows = Area.objects.filter(valid_from__lte=today).exclude(valid_to__lte=today)
    return list(rows.order_by("valid_from", "pk"))


def area_of(request: HttpRequest, areas: Iterable[Area]) -> Area | None:
    """The area asked for in the address, or before, or the first; None when there is none."""
    by_slug = {area.slug: area for area in areas}
    asked = request.GET.get("area", "")
    if asked in by_slug:
        request.session[AREA] = asked
    chosen = by_slug.get(request.session.get(AREA, ""))
    return chosen or next(iter(by_slug.values()), None)


def go_to_area(request: HttpRequest, slug: object, areas: Iterable[Area]) -> None:
    """From now on the pages name this area, its team and its numbers; anything else changes nothing."""
    if slug in {area.slug for area in areas}:
        request.session[AREA] = slug


def draft_of(request: HttpRequest) -> UUID | None:
    """The draft that this browser is writing."""
    return as_uuid(request.session.get(DRAFT))


def answers_of(request: HttpRequest) -> dict[str, Any] | None:
    """The answers so far, or None when this browser has no draft that can still be read."""
    draft = Draft.objects.filter(pk=draft_of(request)).first()
    return unseal(draft.sealed, kind=Draft.SEALED_AS) if draft else None


def referral_of(request: HttpRequest, key: str) -> SelfReferral | None:
    """The form that this browser sent (SENT) or followed (TRACKED)."""
    found = as_uuid(request.session.get(key))
    return SelfReferral.objects.select_related("area").filter(pk=found).first() if found else None


def as_uuid(text: Any) -> UUID | None:
    """A random id out of a session or a form; None for anything else."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
