"""Saved ways to look at the register: kept, renamed, shared, deleted."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions
from dsr.finding_forms import SavedFilterForm
from dsr.models import SavedFilter
from dsr.register_filters import Filters
from dsr.register_look import Look
from dsr.register_options import areas_of, options_for, saved_for

GET_POST = require_http_methods(["GET", "POST"])
NOTHING_CHOSEN = "Choose a filter, an order or columns first; then save them here."


@needs(Permission.SEE_REGISTER)
@require_GET
def saved_filters(request: HttpRequest) -> HttpResponse:
    """Their own, which they may change, and those that colleagues share."""
    found = saved_for(request.user)
    names = options_for(areas_of(request.user), timezone.localdate()).names()
    rows = [(one, _in_words(one.query, names)) for one in found]
    return render(
        request,
        "dsr/saved_filters.html",
        {
            "own": [row for row in rows if row[0].owner_id == request.user.pk],
            "shared": [row for row in rows if row[0].owner_id != request.user.pk],
        },
    )


def _in_words(query: str, names: dict[tuple[str, str], str]) -> str:
    """What a saved filter narrows to, and its order."""
    chosen = QueryDict(query)
    said = [label for _, _, label in Filters.read(chosen).chips(names)] or ["Everybody"]
    return ", ".join([*said, Look.read(chosen).sort.caption.lower()])


@needs(Permission.SEE_REGISTER)
@GET_POST
def save_new(request: HttpRequest) -> HttpResponse:
    """Give the filters in the address a name. Only what the register understands is kept."""
    query = urlencode([*Filters.read(request.GET).pairs(), *Look.read(request.GET).pairs()])
    if not query or len(query) > SavedFilter._meta.get_field("query").max_length:
        messages.info(request, NOTHING_CHOSEN)
        return redirect("register")
    form = SavedFilterForm(request.POST or None, areas=_areas(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_filter(query=query, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"“{saved.name}” is saved. It stands above the list.")
            return redirect(f"{reverse('register')}?{query}")
    names = options_for(areas_of(request.user), timezone.localdate()).names()
    return render(
        request, "dsr/saved_filter.html", {"form": form, "what": _in_words(query, names), "new": True}
    )


@needs(Permission.SEE_REGISTER)
@GET_POST
def saved_filter(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Rename one's own, or say who else sees it. Somebody else's is not found."""
    saved = _own(request, filter_id)
    now = {"name": saved.name, "shared_with": saved.shared_with.slug if saved.shared_with else ""}
    form = SavedFilterForm(request.POST or None, initial=now, areas=_areas(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.change_filter(saved=saved, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"“{saved.name}” is changed.")
            return redirect("saved-filters")
    names = options_for(areas_of(request.user), timezone.localdate()).names()
    facts = {"form": form, "what": _in_words(saved.query, names), "saved": saved}
    return render(request, "dsr/saved_filter.html", facts)


@needs(Permission.SEE_REGISTER)
@require_POST
def remove(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Delete one's own."""
    saved = actions.remove_filter(saved=_own(request, filter_id), at=timezone.now(), by=request.user)
    messages.success(request, f"“{saved.name}” is deleted.")
    return redirect("saved-filters")


def _own(request: HttpRequest, filter_id: UUID) -> SavedFilter:
    kept = SavedFilter.objects.kept().select_related("shared_with")
    found: SavedFilter = get_object_or_404(kept, pk=filter_id, owner=request.user)
    return found


def _areas(request: HttpRequest) -> list[Area]:
    return list(Area.objects.filter(pk__in=areas_of(request.user)))
