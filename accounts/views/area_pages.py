"""One area: its numbers, who works there, who is invited, who has ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions
from accounts.fresh import fresh
from accounts.kept_accounts import area_for
from accounts.models import Area, Invitation, Membership, User
from accounts.people_forms import AgesForm, AreaForm
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused

MOST = 200


@needs(Permission.MANAGE_AREAS)
@require_GET
def area(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Numbers, members today, invitations, and roles that have ended."""
    found, today = area_for(request, area_slug), timezone.localdate()
    rows = Membership.objects.filter(area=found).select_related("user", "organisation")
    invited = _invited(found)
    waiting = {invitation.user_id for invitation in invited}
    members = rows.on(today).exclude(user_id__in=waiting).order_by("user__name", "role")
    facts = {
        "area": found,
        "open": found.is_open_on(today),
        "now": timezone.now(),
        "members": members[:MOST],
        "invited": invited,
        "ended": rows.filter(to_day__lt=today).order_by("-to_day", "user__name")[:50],
        "stopped": _stopped(found)[:50],
        "former": Area.objects.filter(successor=found),
    }
    return render(request, "accounts/area.html", facts)


def _invited(found: Area) -> list[Invitation]:
    """The latest link to join of each account that has none taken up, out of time or not."""
    rows = (
        Invitation.objects.open()
        .filter(kind=Invitation.Kind.JOIN, user__is_active=True, user__memberships__area=found)
        .exclude(user__socialaccount__isnull=False)
    )
    return list(rows.select_related("user").distinct().order_by("expires_at", "pk"))


def _stopped(found: Area) -> Any:
    rows = User.objects.filter(is_active=False, automatic=False, memberships__area=found)
    return rows.distinct().order_by("-stopped_at", "name")


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Another name, other numbers."""
    found = area_for(request, area_slug)
    names = ("name", "phone", "phone_hours", "crisis_phone")
    form = AreaForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if found.successor_id:
        del form.fields["name"]
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        messages.success(request, f"{form.cleaned_data.get('name', found.name)} is changed.")
        return redirect("area", area_slug=found.slug)
    return render(request, "accounts/area_change.html", {"area": found, "form": form})


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def ages(request: HttpRequest, area_slug: str) -> HttpResponse:
    """For which ages the register is, and which one takes over."""
    found, today = area_for(request, area_slug), timezone.localdate()
    others = Area.objects.open_on(today).exclude(pk=found.pk)
    now = {"age_from": found.age_from, "age_to": found.age_to}
    now |= {"hands_over_to": found.hands_over_to.slug if found.hands_over_to else ""}
    form = AgesForm(request.POST or None, initial=now, areas=others)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_ages(area=found, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The ages of {found.name} are changed.")
            return redirect("area", area_slug=found.slug)
    return render(request, "accounts/area_ages.html", {"area": found, "form": form})


def _changed(request: HttpRequest, found: Area, form: AreaForm) -> bool:
    said = dict(form.cleaned_data)
    name = said.pop("name", found.name)
    try:
        if name != found.name:
            actions.rename_area(area=found, name=name, by=request.user)
    except Refused as refused:
        form.add_error("name", str(refused))
        return False
    actions.change_area(area=found, by=request.user, **said)
    return True
