"""One form on the team's side: what it says, what was done with it, and what every page about it shares."""

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.access import needs
from config.refused import Refused
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.models import RegisterEntry
from referrals import actions
from referrals.as_sent import for_the_team
from referrals.known import consent_sent_with, other_forms, similar_people
from referrals.models import Referral
from referrals.story import story


def seen(request: HttpRequest, referral_id: UUID, permission: Permission) -> Referral:
    """The form, if it is one of the reader's areas; else not found."""
    rows = Referral.objects.visible_to(request.user, permission)
    rows = rows.select_related("area", "person", "entry", "offered_to", "flag")
    return get_object_or_404(rows.prefetch_related("decisions__by"), pk=referral_id)


def page_of(
    request: HttpRequest, template: str, referral: Referral, *, page: str = "referral", **facts: Any
) -> HttpResponse:
    """A page about one form: what was sent stands beside it, and the look is on record first."""
    people = {person.pk for person, _ in facts.get("found", ())}
    people |= {form.seen_as for form, _ in facts.get("others", ())}
    record_look(request, page=page, people={referral.seen_as, *people})
    areas = dict(Area.objects.values_list("slug", "name"))
    latest = referral.acts.order_by("-pk").values_list("pk", flat=True).first()
    ours = referral.area_id in request.user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA)
    shared = {
        "referral": referral,
        "parts": for_the_team(referral, areas),
        "today": timezone.localdate(),
        "shown": latest or 0,
        "may_work": ours,
    }
    return render(request, f"referrals/{template}.html", {**shared, **facts})


@needs(Permission.SEE_REFERRALS)
@require_GET
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One form: as it was sent, its clocks, who it may be, the steps to a decision, and who is told."""
    form = seen(request, referral_id, Permission.SEE_REFERRALS)
    today = timezone.localdate()
    found = similar_people(form, request.user) if form.person is None and form.is_open else []
    consent = gate(form.person, Purpose.REGISTER, on=today) if form.person else None
    talks = list(form.conversations.select_related("by").order_by("-on", "-pk"))
    handovers = list(form.handovers.select_related("from_area", "to_area").order_by("offered_on", "pk"))
    facts = {
        "found": found,
        "others": other_forms(form, request.user),
        "consent": consent,
        "entry": _entry(request, form),
        "talks": talks,
        "decision": form.decision,
        "tellings": form.tellings.select_related("done_by").order_by("made_at", "pk"),
        "disagreements": form.disagreements.order_by("sent_at"),
        "handover": handovers[-1] if handovers else None,
        "acts": story(form, talks),
        "answers": consent_sent_with(form, request.user),
        "consent_address": request.build_absolute_uri(reverse("consent")).partition("://")[2],
    }
    return page_of(request, "referral", form, page="referral", **facts)


def _entry(request: HttpRequest, form: Referral) -> RegisterEntry | None:
    if form.entry or not form.person:
        return form.entry
    entries = RegisterEntry.objects.visible_to(request.user).active()
    return entries.filter(person=form.person, area=form.area).first()


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def told(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Record that everybody has been told the decision."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    if not sent.is_open:
        actions.record_told(referral=sent, **signed(request))
    return redirect("referral", referral_id=sent.pk)


def typed(request: HttpRequest) -> Any:
    """What was typed, or None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def signed(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and on which day."""
    return {"by": request.user, "today": timezone.localdate()}


def as_shown(request: HttpRequest) -> int | None:
    """The number of the latest act that the page showed when it was sent."""
    said = request.POST.get("shown", "")
    return int(said) if said.isdecimal() and len(said) < 19 else None


def done(form: BaseForm, action: Any, /, **facts: Any) -> bool:
    """Whether the action was carried out; a refusal becomes an error of the form, with all that was typed."""
    try:
        action(**facts)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
