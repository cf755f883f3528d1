"""Who may open a restricted record."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions
from dsr.actions.restricted import colleagues_of
from dsr.models import Person, RegisterEntry
from dsr.restricted_forms import GrantForm, RestrictForm, WhyForm
from dsr.twice import perhaps_twice
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for

RESTRICTED = "The record is restricted. Only the people on this list find it now."
GRANTED = "Saved. They find the record from now on."


@needs(Permission.RESTRICT)
@GET_POST
def restricted(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Who may open this record; one more colleague; or, for a record open to all, restrict it."""
    found = entry_for(request, entry_id, Permission.RESTRICT, page="who may open this record")
    today, person = timezone.localdate(), found.person
    form: NHSForm
    if person.restricted:
        colleagues = _others(request, person, today)
        form = GrantForm(request.POST or None, colleagues=colleagues)
    else:
        form = _restrict_form(request, found, today)
    if request.method == "POST" and form.is_valid():
        act = actions.grant_access if person.restricted else actions.restrict
        try:
            act(person=person, by=request.user, today=today, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, GRANTED if person.restricted else RESTRICTED)
            return redirect("entry-restricted", entry_id=found.pk)
    return _page(request, found, form, today)


def _restrict_form(request: HttpRequest, found: RegisterEntry, today: date) -> RestrictForm:
    """The keyworker and the lead professional are ticked: they would lose the person they work with."""
    near = [str(pk) for pk in (found.keyworker_id, found.lead_professional_id) if pk]
    colleagues = _others(request, found.person, today)
    return RestrictForm(request.POST or None, initial={"allowed": near}, colleagues=colleagues)


def _others(request: HttpRequest, person: Person, today: date) -> dict[User, str]:
    return {user: does for user, does in colleagues_of(person, today).items() if user != request.user}


def _page(request: HttpRequest, found: RegisterEntry, form: NHSForm, today: date) -> HttpResponse:
    person = found.person
    grants = person.grants.filter(ended_at=None).select_related("user").order_by("from_day", "user__name")
    facts: dict[str, Any] = {
        "entry": found,
        "person": person,
        "today": today,
        "form": form,
        "restriction": person.restrictions.filter(lifted_on=None).first(),
        "grants": grants if person.restricted else [],
        "twice": perhaps_twice(person, request.user) if person.restricted else [],
    }
    return render(request, "dsr/restricted.html", facts)


@needs(Permission.RESTRICT)
@require_POST
def end(request: HttpRequest, entry_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take one colleague's access away."""
    found = entry_for(request, entry_id, Permission.RESTRICT, page="who may open this record")
    grant = get_object_or_404(found.person.grants, pk=grant_id)
    try:
        actions.end_grant(grant=grant, by=request.user, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{grant.user.name} no longer finds this record.")
        if grant.user_id == request.user.pk:
            return redirect("register")
    return redirect("entry-restricted", entry_id=found.pk)


@needs(Permission.RESTRICT)
@GET_POST
def lift(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """End the restriction, with the reason."""
    found = entry_for(request, entry_id, Permission.RESTRICT, page="lift a restriction")
    form = WhyForm(request.POST or None)

    def save(form: WhyForm) -> None:
        actions.lift_restriction(
            person=found.person, by=request.user, today=timezone.localdate(), **form.cleaned_data
        )

    words = {
        "title": "Lift the restriction",
        "intro": "Everybody whose role reaches this person finds the record again, from now on.",
        "button": "Lift the restriction",
        "done": "The record is open again to everybody whose role reaches it.",
    }
    return one_form(request, found, form, save, words)
