"""An area becomes part of another, and its people are given roles there one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.fresh import fresh
from accounts.kept_accounts import area_for
from accounts.models import Area, Membership, User
from accounts.people_forms import MergeForm, TickForm
from accounts.permissions import ROLES, Permission, RoleName
from config.access import needs
from config.refused import Refused


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Close the area today; another continues it. Both are kept by this administrator."""
    old, today = area_for(request, area_slug), timezone.localdate()
    others = Area.objects.kept_by(request.user).open_on(today).exclude(pk=old.pk)
    form = MergeForm(request.POST or None, areas=others)
    if request.method == "POST" and form.is_valid():
        into = form.areas[form.cleaned_data["into"]]
        try:
            actions.merge_areas(areas=[old], into=into, on=today, by=request.user)
            messages.success(request, f"{old.name} is part of {into.name} from today.")
            return redirect("area-carry-over", area_slug=old.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"area": old, "form": form, "others": list(others), "open": old.is_open_on(today)}
    return render(request, "accounts/merge.html", facts)


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def carry_over(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Who works in an area that closed, and a tick for each who is to have the same role in its successor."""
    old, today = area_for(request, area_slug), timezone.localdate()
    into = old.today_in(today)
    rows = _without_it(old, into, request.user) if into != old else {}
    form = TickForm(request.POST or None, rows=_words(rows, into), legend="Who works there too, from today?")
    if request.method == "POST" and form.is_valid():
        try:
            area_for(request, into.slug)  # whoever gives roles in the successor keeps it too
            actions.carry_over(
                rows=[rows[key] for key in form.cleaned_data["chosen"]], into=into, by=request.user
            )
            messages.success(request, f"The roles you ticked are held in {into.name} from today.")
            return redirect("area", area_slug=into.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"area": old, "into": into, "form": form, "rows": rows}
    return render(request, "accounts/carry_over.html", facts)


def _without_it(old: Area, into: Area, asker: User) -> dict[str, Membership]:
    """The roles held in the old area today that the same people do not hold in the new one.

    Not those of whoever asks: nobody gives themselves a role.
    """
    today = timezone.localdate()
    there = set(Membership.objects.on(today).filter(area=into).values_list("user_id", "role"))
    held = Membership.objects.on(today).filter(area=old).select_related("user", "organisation")
    held = held.exclude(user=asker).order_by("user__name", "role")
    found = [row for row in held if (row.user_id, row.role) not in there]
    return {f"{row.user.reference}.{row.role}": row for row in found}


def _words(rows: dict[str, Membership], into: Area) -> list[tuple[str, str]]:
    return [(key, f"{row.user.name}, {ROLES[RoleName(row.role)].label.lower()}") for key, row in rows.items()]
