"""What a browser without an account remembers between pages: random ids and an area, nothing said."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Area
from config.sealed import unseal
from referrals.kinds import HANDLED
from referrals.models import ChangeOfMind, ConsentForm, Draft, Referral
from referrals.steps import Kind
from referrals.styles import Style, read_style

AREA, STYLE, TRACKED = "referrals.area", "referrals.style", "referrals.tracked"
TRACKED_FORM, CHANGED = "referrals.tracked_form", "referrals.changed"
DRAFT, SENT = "referrals.draft.", "referrals.sent."  # and the kind of form


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


def style_of(request: HttpRequest) -> Style:
    """Standard words or easy read, as this browser chose."""
    return read_style(request.session.get(STYLE))


def choose_style(request: HttpRequest, style: object) -> None:
    """From now on the pages speak like this."""
    request.session[STYLE] = read_style(style)


def draft_of(request: HttpRequest, kind: Kind) -> UUID | None:
    """The draft of this kind that this browser is writing."""
    return as_uuid(request.session.get(DRAFT + kind))


def remember_draft(request: HttpRequest, kind: Kind, draft: UUID) -> None:
    """This browser writes this draft from now on."""
    request.session[DRAFT + kind] = str(draft)


def forget_draft(request: HttpRequest, kind: Kind) -> UUID | None:
    """This browser writes no draft of this kind any more; the one it wrote."""
    return as_uuid(request.session.pop(DRAFT + kind, None))


def answers_of(request: HttpRequest, kind: Kind) -> dict[str, Any] | None:
    """The answers so far, or None when this browser has no draft that can still be read."""
    draft = Draft.objects.filter(pk=draft_of(request, kind), kind=kind).first()
    kept = unseal(draft.sealed, kind=Draft.SEALED_AS) if draft else None
    return None if draft is None or kept is None else {**kept, **HANDLED[kind].known(request, draft.pk)}


def remember_sent(request: HttpRequest, kind: Kind, sent: UUID) -> None:
    """This browser sent this form; it may be shown its confirmation again."""
    request.session[SENT + kind] = str(sent)


def sent_of(request: HttpRequest, kind: Kind) -> Any:
    """The form of this kind that this browser sent, or None."""
    found = as_uuid(request.session.get(SENT + kind))
    return HANDLED[kind].sent(found) if found else None


def tracked_of(request: HttpRequest) -> Referral | None:
    """The form that this browser followed with its reference."""
    found = as_uuid(request.session.get(TRACKED))
    return Referral.objects.select_related("area", "person").filter(pk=found).first() if found else None


def track(request: HttpRequest, found: Referral | ConsentForm) -> None:
    """This browser knows the reference of this form and the birthday on it."""
    forget_tracked(request)
    request.session[TRACKED if isinstance(found, Referral) else TRACKED_FORM] = str(found.pk)


def forget_tracked(request: HttpRequest) -> None:
    """Forget which form this browser asked about, and what it changed."""
    for key in (TRACKED, TRACKED_FORM, CHANGED):
        request.session.pop(key, None)


def tracked_form_of(request: HttpRequest) -> ConsentForm | None:
    """The consent form that this browser followed with its reference."""
    found = as_uuid(request.session.get(TRACKED_FORM))
    rows = ConsentForm.objects.select_related("area", "person", "referral__person")
    return rows.filter(pk=found).first() if found else None


def changed_of(request: HttpRequest) -> ChangeOfMind | None:
    """The change of mind that this browser sent just now."""
    found = as_uuid(request.session.get(CHANGED))
    rows = ChangeOfMind.objects.select_related("area", "person")
    return rows.filter(pk=found).first() if found else None


def as_uuid(text: Any) -> UUID | None:
    """A random id out of a session or a form; None for anything else."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
