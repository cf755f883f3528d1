"""One account: its roles, its end, its return."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions
from accounts.account_page import facts_of
from accounts.fresh import fresh
from accounts.kept_accounts import account_for, area_for, check_keeps_all, roles_of
from accounts.leaving import held_by
from accounts.models import Area, Membership, User
from accounts.people_forms import AddRoleForm, HandOverForm, StopForm
from accounts.permissions import ROLES, Permission, RoleName
from config.access import needs
from config.refused import Refused, reason_not


@needs(Permission.MANAGE_AREAS)
@require_GET
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Roles with their days, links, sessions, what may be done, and the history of all that."""
    user = account_for(request, account)
    return render(request, "accounts/account.html", facts_of(user, request.user))


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def add_role(request: HttpRequest, account: UUID) -> HttpResponse:
    """Another role, in an area that the administrator keeps. Never for oneself."""
    user = account_for(request, account)
    areas = Area.objects.kept_by(request.user).open_on(timezone.localdate())
    form = AddRoleForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_role(user=user, by=request.user, **form.facts())
            label = ROLES[RoleName(given.role)].label.lower()
            messages.success(request, f"{user.name} is {label} in {given.area.name} from today.")
            return redirect("account", account=user.reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "accounts/add_role.html", {"person": user, "form": form})


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, account: UUID, area_slug: str, role: str) -> HttpResponse:
    """End one role at once; what they hold by it is handed over."""
    user, area = account_for(request, account), area_for(request, area_slug)
    found = _role_held(user, area, role)
    kept = frozenset(
        RoleName(row.role) for row in roles_of(user, timezone.localdate()) if row.area_id == area.pk
    )
    held = held_by(user, [area], timezone.localdate(), kept=kept - {RoleName(found.role)})
    form = HandOverForm(request.POST if request.method == "POST" else None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role_now(membership=found, to=form.to(), by=request.user)
            label = ROLES[RoleName(found.role)].label.lower()
            messages.success(request, f"{user.name} is no longer {label} in {area.name}.")
            return redirect("account", account=user.reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(
        request, "accounts/end_role.html", {"person": user, "role": found, "form": form, "held": held}
    )


def _role_held(user: User, area: Area, role: str) -> Membership:
    found = [
        row for row in roles_of(user, timezone.localdate()) if (row.area_id, row.role) == (area.pk, role)
    ]
    if not found:
        raise Http404
    return found[0]


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, account: UUID) -> HttpResponse:
    """Close an account: sessions end at once, and each kind of work goes to somebody or to nobody yet."""
    user = account_for(request, account)
    areas = Area.objects.filter(memberships__user=user).distinct()
    held = held_by(user, areas, timezone.localdate()) if user.is_active else []
    form = StopForm(request.POST or None, held=held)
    cannot = reason_not(check_keeps_all, request.user, user)
    if request.method == "POST" and form.is_valid():
        try:
            check_keeps_all(request.user, user)
            actions.stop_account(user=user, why=form.cleaned_data["why"], to=form.to(), by=request.user)
            messages.success(request, f"{user.name} is signed out everywhere and cannot sign in again.")
            return redirect("account", account=user.reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"person": user, "form": form, "held": held, "cannot": cannot}
    return render(request, "accounts/stop.html", facts)


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, account: UUID) -> HttpResponse:
    """Open a closed account again, with the roles that it still has."""
    user = account_for(request, account)
    cannot = reason_not(check_keeps_all, request.user, user)
    if request.method == "POST":
        if cannot:
            messages.error(request, cannot)
        else:
            actions.reopen_account(user=user, by=request.user)
            messages.success(request, f"{user.name} can sign in again, and is told so by e-mail.")
        return redirect("account", account=user.reference)
    facts = {"person": user, "roles": roles_of(user, timezone.localdate()), "cannot": cannot}
    return render(request, "accounts/bring_back.html", facts)
