"""What happens in a stay: a move, a legal status, leave, plans for leaving, notices, a correction."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions
from dsr.days import plain
from dsr.models import HospitalStay, Leave
from dsr.stay_change_forms import (
    BackForm,
    CorrectForm,
    LeaveForm,
    MoveForm,
    NoticeForm,
    PlannedForm,
    ReadyForm,
    StatusForm,
)
from dsr.stay_rules import Notice
from dsr.views.entries import GET_POST
from dsr.views.scope import entry_for
from dsr.views.stays import areas_open, stay_form, stay_of

Shown = dict[str, Any]


def row_of(request: HttpRequest, entry_id: UUID, stay_id: UUID, page: str) -> HospitalStay:
    """The stay that an address names, for who may record stays of that person."""
    return stay_of(entry_for(request, entry_id, Permission.RECORD_STAY, page=page), stay_id)


def act(request: HttpRequest, row: HospitalStay, form: NHSForm, action: Any, words: Shown) -> HttpResponse:
    """The form, whose answers go to `action` with the version that the page showed."""

    def save(facts: Shown) -> None:
        version = form.cleaned_data["version"]
        facts.pop("version", None)
        action(stay=row, by=request.user, today=timezone.localdate(), expected_version=version, **facts)

    return stay_form(request, row, form, save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def move(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """To another ward or hospital."""
    row = row_of(request, entry_id, stay_id, page="move in hospital")
    first = {"moved_on": timezone.localdate(), "version": row.version}
    form = MoveForm(request.POST or None, initial=first, areas=areas_open())
    words = {
        "title": "Record a move to another ward",
        "intro": f"Now in {row.place}. The stay goes on, and so do its dates.",
        "button": "Record the move",
        "done": "The move is recorded.",
    }
    return act(request, row, form, actions.move_ward, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def status(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """Another legal status."""
    row = row_of(request, entry_id, stay_id, page="legal status")
    form = StatusForm(request.POST or None, initial={"on": timezone.localdate(), "version": row.version})
    words = {
        "title": "Record another legal status",
        "intro": f"Now: {row.get_legal_status_display()}. It ends at the moment the next one begins.",
        "button": "Record the legal status",
        "done": "The legal status is recorded.",
    }
    return act(request, row, form, actions.change_legal_status, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def leave(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """Away on leave; or, for somebody who is away, back again."""
    row = row_of(request, entry_id, stay_id, page="leave from hospital")
    away = row.leaves.filter(back_on=None).first()
    # Whoever sent the other form while a colleague was quicker gets it back as it was typed, with the reason.
    back = "back_on_day" in request.POST if request.method == "POST" else away
    return _back(request, row, away) if back else _away(request, row, away)


def _away(request: HttpRequest, row: HospitalStay, away: Leave | None) -> HttpResponse:
    today = timezone.localdate()
    words = {
        "title": "Record leave",
        "intro": "However long it is, it is leave and not a discharge: the stay and the rating go on.",
        "button": "Record the leave",
        "done": "The leave is recorded.",
    }

    def save(facts: Shown) -> None:
        actions.start_leave(stay=row, by=request.user, today=today, **facts)

    return stay_form(request, row, LeaveForm(request.POST or None, initial={"from_on": today}), save, words)


def _back(request: HttpRequest, row: HospitalStay, away: Leave | None) -> HttpResponse:
    today = timezone.localdate()
    words = {
        "title": "Record that they are back",
        "intro": f"On leave since {plain(away.from_on)}." if away else "They are not on leave now.",
        "button": "Record that they are back",
        "done": "They are back on the ward.",
    }

    def save(facts: Shown) -> None:
        if away is None:
            raise Refused("A colleague was quicker: that they are back is recorded already.")
        actions.end_leave(leave=away, by=request.user, today=today, **facts)

    return stay_form(request, row, BackForm(request.POST or None, initial={"back_on": today}), save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def planned(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """The day for which leaving is planned."""
    row = row_of(request, entry_id, stay_id, page="planned day of leaving")
    first = {"planned_for": row.planned_discharge, "version": row.version}
    form = PlannedForm(request.POST or None, initial=first)
    words = {
        "title": "Plan the day of leaving",
        "intro": f"{row.entry.person.known_as} and the family see this day in their own space.",
        "button": "Save the day",
        "done": "The planned day is saved. Earlier plans stay on record.",
    }
    return act(request, row, form, actions.plan_discharge, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def ready(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """Ready to leave, and what keeps somebody in."""
    row = row_of(request, entry_id, stay_id, page="ready to leave")
    last = row.readiness.order_by("-pk").first() if row.ready_on else None
    first = {"on": timezone.localdate(), "version": row.version, "reasons": last.reasons if last else []}
    if row.ready_on:
        first["ready"] = "yes"
    form = ReadyForm(request.POST or None, initial=first)
    words = {
        "title": "Ready to leave hospital",
        "intro": "From that day a review, or the oversight panel, looks at it within 14 days.",
        "button": "Save",
        "done": "Saved.",
    }
    return act(request, row, form, actions.record_readiness, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def notices(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """One of the three was told of a unit rated inadequate."""
    row = row_of(request, entry_id, stay_id, page="notices of a poor unit")
    waiting = [
        (move, [kind for kind in Notice if kind not in set(move.notices.values_list("kind", flat=True))])
        for move in row.moves.filter(inadequate=True).order_by("number")
    ]
    found, left = next(((move, left) for move, left in waiting if left), (None, []))
    form = NoticeForm(request.POST or None, initial={"sent_on": timezone.localdate()}, left=left)
    intro = f"Three are told when somebody comes to a unit rated inadequate: {found.place}." if found else (
        "Nobody is left to be told about a unit of this stay."
    )  # fmt: skip

    def save(facts: Shown) -> None:
        if found is None:
            raise Refused("Nobody is left to be told about a unit of this stay.")
        actions.record_notice(move=found, by=request.user, today=timezone.localdate(), **facts)

    words = {"title": "Record who was told", "button": "Record it", "done": "Written down.", "intro": intro}
    return stay_form(request, row, form, save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def correct(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """A date or a legal status was wrong."""
    row = row_of(request, entry_id, stay_id, page="correct a stay")
    form = CorrectForm(request.POST or None, initial={"version": row.version}, stay=row)
    words = {
        "title": "Correct a date",
        "intro": "Dates that were counted from the wrong day are counted again from the right one.",
        "button": "Correct it",
        "done": "Corrected. What it said before stays on record.",
    }
    return act(request, row, form, actions.correct_stay, words)
