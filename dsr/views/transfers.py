"""Offers of a place to another area: made here, answered there."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused, reason_not
from dsr import actions
from dsr.actions.transfers import check_can_go, check_can_offer
from dsr.gate import ledger_of
from dsr.handing_on import EVERY_PART, Kind
from dsr.models import ADJUSTMENTS, RegisterEntry, Transfer
from dsr.pack import pack_of
from dsr.place_forms import AnswerForm, OfferForm
from dsr.restricted_forms import WhyForm
from dsr.transfer_list import answered, rows_from, rows_to, shown
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for

NOTES = 20


@needs(Permission.END_PLACE)
@GET_POST
def offer(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Offer somebody to another area, with a pack; or say why not, and what can be done instead."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="offer to another area")
    today = timezone.localdate()
    cannot = reason_not(check_can_offer, found, today)
    if cannot and request.method == "GET":
        facts = {"entry": found, "person": found.person, "today": today, "cannot": cannot}
        return render(request, "dsr/transfer_cannot.html", facts)
    form = _offer_form(request, found)

    def save(form: OfferForm) -> None:
        actions.offer_transfer(entry=found, by=request.user, today=today, **form.facts())

    words = {
        "title": f"Offer {found.person.known_as} to another area",
        "intro": "They stay yours until the other area takes them over. It sees the pack while the offer is "
        "open, and every look is on record. Their answer about sharing was asked just now: it is yes.",
        "button": "Offer them",
        "done": "Offered. They are yours until the other area takes them over.",
    }
    return one_form(request, found, form, save, words)


def _offer_form(request: HttpRequest, found: RegisterEntry) -> OfferForm:
    areas = Area.objects.open_on(timezone.localdate()).exclude(pk=found.area_id)
    notes = found.notes.select_related("by").order_by("-at")[:NOTES]
    start = {"parts": list(EVERY_PART), "kind": Kind.MOVING}
    return OfferForm(request.POST or None, initial=start, areas=areas, notes=notes)


@needs(Permission.END_PLACE)
@GET_POST
def take_back(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Withdraw an offer that nobody has answered."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="offer to another area")
    sent = get_object_or_404(found.transfers.open().select_related("to_area"))
    form = WhyForm(request.POST or None)

    def save(form: WhyForm) -> None:
        today = timezone.localdate()
        actions.take_transfer_back(transfer=sent, by=request.user, today=today, **form.cleaned_data)

    words = {
        "title": "Take the offer back",
        "intro": f"{sent.to_area.name} no longer finds the pack, from now on. They read why.",
        "button": "Take it back",
        "done": "The offer is taken back.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.END_PLACE)
@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """What other areas offer to ours, what ours offer, and what was answered lately."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "today": today,
        "incoming": rows_to(request.user, today),
        "outgoing": rows_from(request.user),
        "answered": answered(request.user, today),
    }
    shown = [row for name in ("incoming", "outgoing", "answered") for row in facts[name]]
    record_look(request, page="transfers", people={row.entry.person_id for row in shown})
    return render(request, "dsr/transfers.html", facts)


def _incoming(request: HttpRequest, transfer_id: UUID) -> Transfer:
    """An open offer to an area of theirs; answered or taken back, its pack is shut and it is not found."""
    rows = Transfer.objects.for_receiver(request.user).open()
    rows = rows.select_related("entry__person", "entry__area", "to_area", "offered_by")
    found = get_object_or_404(rows, pk=transfer_id)
    areas = [found.entry.area_id, found.to_area_id]
    record_look(request, page="pack from another area", people=[found.entry.person_id], areas=areas)
    return found


@needs(Permission.END_PLACE)
@GET_POST
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The pack of somebody who is offered to us, and our answer."""
    found = _incoming(request, transfer_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = _answer(request, found, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return answer
    today, person = timezone.localdate(), found.entry.person
    shut = _no_yes(found, today)
    cannot = shut or reason_not(check_can_go, found, today)
    facts = {"transfer": found, "entry": found.entry, "person": person, "today": today, "form": form}
    facts |= {"shut": bool(shut), "cannot": cannot, "pack": None if cannot else pack_of(found)}
    facts["adjustments"] = [] if cannot else [ADJUSTMENTS.get(code, code) for code in person.adjustments]
    return render(request, "dsr/transfer.html", facts)


def _no_yes(found: Transfer, today: date) -> str:
    """What is missing where no yes to sharing stands: then it is not even said who it is."""
    answer = shown(ledger_of(found.entry.person), today)
    return "" if answer.allowed else f"{answer.sentence} Ask {found.entry.area.name} to speak with them."


def _answer(request: HttpRequest, found: Transfer, form: AnswerForm) -> HttpResponse:
    signed = {"transfer": found, "by": request.user, "today": timezone.localdate()}
    if form.cleaned_data["answer"] == "decline":
        actions.decline_transfer(why=form.cleaned_data["why"], **signed)
        messages.success(request, f"Declined. {found.entry.area.name} keeps them, and is told why.")
        return redirect("transfers")
    made = actions.accept_transfer(**signed).made
    messages.success(request, "They are on your register now. Rate them, and choose a keyworker.")
    return redirect("entry", entry_id=made.pk)


@needs(Permission.END_PLACE)
@require_POST
def seen(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Say that we have seen what is offered to us."""
    found = _incoming(request, transfer_id)
    actions.acknowledge_transfer(transfer=found, by=request.user, today=timezone.localdate())
    messages.success(request, f"{found.entry.area.name} knows that you have seen it.")
    return redirect("transfer", transfer_id=found.pk)
