"""An administrator invites somebody, sends the link again, or takes it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.fresh import fresh
from accounts.kept_accounts import (
    account_for,
    area_for,
    check_keeps_all,
    check_works_here,
    kept_elsewhere,
    roles_of,
)
from accounts.models import Area, Invitation, User
from accounts.people_forms import InviteForm
from accounts.permissions import ROLES, Permission
from config.access import needs
from config.refused import Refused


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, area_slug: str) -> HttpResponse:
    """A role for somebody, by e-mail. Who has an account already is shown first."""
    area = area_for(request, area_slug)
    form, known = InviteForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        known = User.objects.filter(email=said["email"].lower(), automatic=False).first()
        if known is None or said["known"] == str(known.reference):
            if _invited(request, area, form, known):
                return redirect("area", area_slug=area.slug)
        else:
            form.data = form.data.copy()
            form.data["known"] = str(known.reference)
    facts = {"area": area, "form": form, "known": known, "roles": ROLES.values()}
    facts |= _works_as(request.user, known) if known else {}
    return render(request, "accounts/invite.html", facts)


def _works_as(admin: User, known: User) -> dict[str, Any]:
    """Their roles in the areas that this administrator keeps; of others only that there are some."""
    rows, elsewhere = roles_of(known, timezone.localdate()), bool(kept_elsewhere(admin, known))
    mine = rows.filter(area__in=Area.objects.kept_by(admin))
    return {"known_roles": mine, "known_elsewhere": elsewhere}


def _invited(request: HttpRequest, area: Area, form: InviteForm, known: User | None) -> bool:
    said = form.cleaned_data
    try:
        if known and not known.is_active:
            check_keeps_all(request.user, known)  # an invitation opens a closed account, roles elsewhere too
        user = actions.invite(
            email=said["email"], name=said["name"], area=area, by=request.user, **form.facts()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    role = ROLES[form.facts()["role"]].label.lower()
    link = Invitation.objects.open().filter(user=user).first()
    goes = f" A link is on its way, good until {timezone.localtime(link.expires_at):%-d %B}." if link else ""
    messages.success(request, f"{user.name} is {role} in {area.name} from today.{goes}")
    return True


@needs(Permission.MANAGE_AREAS)
@fresh
@require_POST
def send_again(request: HttpRequest, account: UUID) -> HttpResponse:
    """Another link; the ones before are dead."""
    user = account_for(request, account)
    try:
        check_works_here(request.user, user)
        if user.has_usable_password():
            raise Refused(f"{user.name} has joined already. Start a new password instead.")
        actions.send_link(user=user, by=request.user)
        messages.success(request, f"A new link to {user.name} is on its way. It is good for seven days.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("account", account=user.reference)


@needs(Permission.MANAGE_AREAS)
@fresh
@require_POST
def take_back(request: HttpRequest, account: UUID) -> HttpResponse:
    """The link is dead from now on; the account stays, and opens nothing."""
    user = account_for(request, account)
    try:
        check_keeps_all(request.user, user)
        done = actions.cancel_invitation(user=user, by=request.user)
        messages.success(request, "The link is taken back." if done else "There was no link to take back.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("account", account=user.reference)
