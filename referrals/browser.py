"""What a browser without an account remembers between pages: random ids and an area, nothing said."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

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
    asked = open_today(request.GET.get("area", ""), by_slug)
    if asked in by_slug:
        request.session[AREA] = asked
    chosen = by_slug.get(open_today(request.session.get(AREA, ""), by_slug))
    return chosen or next(iter(by_slug.values()), None)


def open_today(slug: str, open_areas: Container[str]) -> str:
    """The short name of the area that does this one's work now: leaflets outlive the areas they name."""
    if not slug or slug in open_areas:
        return slug
    area = Area.objects.select_related("successor").filter(slug=slug[:50]).first()
    return area.today_in(timezone.localdate()).slug if area else slug


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
