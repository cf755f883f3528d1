"""Wards that are recorded already: put right, and the commissioner there told later."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from dsr import actions
from dsr.days import plain
from dsr.views.entries import GET_POST
from dsr.views.stay_changes import act, row_of
from dsr.views.stays import areas_open
from dsr.ward_forms import HostToldForm, WardRightForm, as_recorded


@needs(Permission.RECORD_STAY)
@GET_POST
def correct(request: HttpRequest, entry_id: UUID, stay_id: UUID, move_id: UUID) -> HttpResponse:
    """Where somebody was, what kind of ward it is or how it was rated was wrong."""
    row = row_of(request, entry_id, stay_id, page="correct a ward")
    move = get_object_or_404(row.moves.select_related("host_area"), pk=move_id)
    areas = Area.objects.filter(Q(pk__in=areas_open()) | Q(pk=move.host_area_id))
    first = as_recorded(move) | {"version": row.version}
    form = WardRightForm(request.POST or None, initial=first, areas=areas)
    words = {
        "title": "Correct a ward",
        "intro": f"{move.place}, from {plain(move.moved_on)}. If the day is wrong, correct the date instead.",
        "button": "Correct it",
        "done": "Corrected. What it said before stays on record.",
    }

    def save(**facts: object) -> None:
        actions.correct_ward(move_number=move.number, **facts)

    return act(request, row, form, save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def host_told(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """The commissioner of the area in which the hospital stands was told."""
    row = row_of(request, entry_id, stay_id, page="host commissioner told")
    moves = list(row.moves.filter(host_told_on=None).order_by("-number"))
    first = {"told_on": timezone.localdate(), "version": row.version}
    if moves:
        first["move_number"] = str(moves[0].number)
    form = HostToldForm(request.POST or None, initial=first, moves=moves)
    words = {
        "title": "Record that the commissioner there was told",
        "intro": "The commissioner of the area in which the hospital stands."
        if moves
        else "They were told of every ward of this stay. If a day is wrong, correct the ward.",
        "button": "Record it",
        "done": "Written down.",
    }
    return act(request, row, form, actions.record_host_told, words)
