"""Accounts that were suspended because nobody used them, to bring back many at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.fresh import fresh
from accounts.kept_accounts import area_for, kept_elsewhere, roles_of
from accounts.models import User
from accounts.people_forms import TickForm
from accounts.permissions import ROLES, Permission, RoleName
from config.access import needs
from config.refused import Refused


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def unused(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Those of one area, each with its roles; the ticked ones can sign in again."""
    area = area_for(request, area_slug)
    asleep = User.objects.filter(stopped_why=User.Stopped.UNUSED, memberships__area=area).distinct()
    mine = [user for user in asleep.order_by("name", "pk") if not kept_elsewhere(request.user, user)]
    rows = {str(user.reference): user for user in mine}
    labels = [(key, f"{user.name}, {_roles(user)}") for key, user in rows.items()]
    form = TickForm(request.POST or None, rows=labels, legend="Who comes back?")
    if request.method == "POST" and form.is_valid():
        try:
            chosen = [rows[key] for key in form.cleaned_data["chosen"]]
            count = actions.reopen_accounts(users=chosen, by=request.user)
            messages.success(request, f"{count} account{'s' * (count != 1)} can be used again.")
            return redirect("area-unused", area_slug=area.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "accounts/unused.html", {"area": area, "form": form, "rows": rows})


def _roles(user: User) -> str:
    held = roles_of(user, timezone.localdate())
    words = ", ".join(f"{ROLES[RoleName(row.role)].label.lower()} in {row.area.name}" for row in held)
    since = timezone.localtime(user.stopped_at)
    return f"{words or 'no role'}; suspended {since:%-d %B %Y}"
