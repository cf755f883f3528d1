"""The parts of an area, as its team keeps them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.access import needs
from config.refused import Refused
from dsr import actions
from dsr.finding_forms import PartForm
from dsr.models import Place

GET_POST = require_http_methods(["GET", "POST"])


def _areas(user: User) -> list[int]:
    reaches = (Reach.AREA, Reach.NOBODY)
    return [area for reach in reaches for area in user.areas_where(Permission.SET_AREA, reach)]


@needs(Permission.SET_AREA)
@GET_POST
def parts(request: HttpRequest) -> HttpResponse:
    """Every area one may set, its parts, and a line to name another. The first area's form is open."""
    areas = list(Area.objects.filter(pk__in=_areas(request.user)))
    chosen = next((area for area in areas if area.slug == request.POST.get("area")), None)
    if request.method == "POST" and chosen is None:
        messages.error(request, "Choose the area again.")
        return redirect("parts")
    forms = {
        area.slug: PartForm(request.POST if area == chosen else None, prefix=area.slug) for area in areas
    }
    if chosen and forms[chosen.slug].is_valid():
        name = forms[chosen.slug].cleaned_data["name"]
        try:
            actions.add_part(area=chosen, name=name, by=request.user)
        except Refused as refused:
            forms[chosen.slug].add_error("name", str(refused))
        else:
            messages.success(request, f"{name} can be chosen for people from now on.")
            return redirect("parts")
    open_parts = Place.objects.open().filter(area__in=areas).order_by("name", "pk")
    rows = [(area, forms[area.slug], [p for p in open_parts if p.area_id == area.pk]) for area in areas]
    form = forms[chosen.slug] if chosen else None
    return render(request, "dsr/parts.html", {"rows": rows, "form": form})


@needs(Permission.SET_AREA)
@GET_POST
def part(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Call a part otherwise."""
    found = _part(request, part_id)
    form = PartForm(request.POST or None, initial={"name": found.name, "was": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_part(part=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"It is called {form.cleaned_data['name']} from now on.")
            return redirect("parts")
    return render(request, "dsr/part.html", {"form": form, "part": found})


@needs(Permission.SET_AREA)
@require_POST
def close(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Offer a part no longer."""
    found = _part(request, part_id)
    try:
        actions.close_part(part=found, on=timezone.localdate(), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.name} is closed. It is no longer offered.")
    return redirect("parts")


def _part(request: HttpRequest, part_id: UUID) -> Place:
    found: Place = get_object_or_404(
        Place.objects.open().select_related("area"), pk=part_id, area__in=_areas(request.user)
    )
    return found
