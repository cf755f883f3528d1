"""A list of names: asked for, and handed to the one person it was made for."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts import actions as accounts
from accounts.fresh import fresh
from accounts.looks import record_look
from accounts.models import Area, User
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.access import download, needs
from config.refused import Refused
from dsr import name_lists, pairs
from dsr.models import NameList
from dsr.putting_right_forms import NamesForm
from dsr.register_filters import Filters
from dsr.register_options import options_for
from dsr.views.entries import GET_POST

NOT_ANY_MORE = "This list holds somebody whose record you may no longer open. Ask for a new one."


@needs(Permission.ASK_SECOND)
@fresh
@GET_POST
def ask_names(request: HttpRequest) -> HttpResponse:
    """Ask for a list of names of an area, narrowed as the register was."""
    areas = list(Area.objects.filter(pk__in=areas_with(request.user, Permission.ASK_SECOND)))
    filters = Filters.read(request.GET)
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        area = next((a for a in areas if a.slug == request.POST.get("area")), areas[0])
        details = {"filters": urlencode(list(filters.pairs()))}
        try:
            asked = accounts.ask_for_two(
                kind=pairs.NAMES, area=area, subjects=[], details=details, why=form.why(), by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Asked. The list is made when a second person agrees.")
            return redirect("second-person-request", joint_id=asked.pk)
    names = options_for([area.pk for area in areas], timezone.localdate()).names()
    chosen = [label for _, _, label in filters.chips(names)]
    return render(request, "dsr/ask_names.html", {"form": form, "areas": areas, "chosen": chosen})


@download
@needs(Permission.ASK_SECOND)
@fresh
@require_GET
def name_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Hand the file to its reader: within its 24 hours, with their rights of this moment, on record first."""
    live = NameList.objects.filter(reader=request.user, deleted_at=None, until__gt=timezone.now())
    order = get_object_or_404(live, pk=list_id)
    reader = User.objects.get(pk=request.user.pk)
    if order.area_id not in areas_with(reader, Permission.ASK_SECOND):
        raise Http404
    if not name_lists.still_in_sight(order, reader):
        messages.error(request, NOT_ANY_MORE)
        return redirect("second-person-request", joint_id=order.request_id)
    content = name_lists.open_list(order)
    if content is None:
        raise Http404
    record_look(
        request, page="list of names", people=order.people, areas=[order.area_id],
        count=len(order.people), digest=order.digest,
    )  # fmt: skip
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{str(order.pk)[:8]}.csv"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
