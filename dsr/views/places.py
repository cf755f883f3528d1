"""How somebody's place on the register ends, rests, and begins again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused, reason_not
from dsr import actions
from dsr.actions.removal import check_can_end
from dsr.endings import DecidedWhere, Reason
from dsr.models import Ending, RegisterEntry
from dsr.place_forms import DeathForm, PauseForm, RemoveForm, ToldForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for


@needs(Permission.END_PLACE)
@GET_POST
def remove(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take somebody off the register, with the reason, and how they are told."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="end of a place")
    today = timezone.localdate()
    start = {"decided_on": today, "decided_where": DecidedWhere.MEETING}
    form = RemoveForm(request.POST or None, initial=start)
    cannot = reason_not(check_can_end, found, Reason.RISK_REDUCED, on=today)

    def save(form: RemoveForm) -> None:
        actions.remove_from_register(entry=found, by=request.user, today=today, **form.facts())

    words = {
        "title": f"Take {found.person.known_as} off the register",
        "intro": f"Not now, unless they took their yes back. {cannot}"
        if cannot
        else "Their clocks stop and nobody is asked about recommendations any more. What was written is "
        "kept. They and the family can read that their place has ended, and how to come back.",
        "button": "End their place",
        "done": "Their place has ended. The letter for them is on this page.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.END_PLACE)
@GET_POST
def told(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write down that the person knows that their place has ended."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="end of a place")
    ending = get_object_or_404(Ending.objects.exclude(reason=Reason.DIED), entry=found)
    today = timezone.localdate()
    form = ToldForm(request.POST or None, initial={"told_on": today})

    def save(form: ToldForm) -> None:
        actions.record_person_told(ending=ending, by=request.user, today=today, **form.facts())

    words = {
        "title": f"{found.person.known_as} has been told",
        "intro": "That their place on the register has ended.",
        "button": "Save",
        "done": "Saved: they have been told.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.END_PLACE)
@require_GET
def letter(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The letter to the person, to print or to read out."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="letter about a place")
    ending = get_object_or_404(Ending.objects.exclude(reason=Reason.DIED), entry=found)
    came = found.transfers.filter(made__isnull=False).select_related("to_area").first()
    facts = {"entry": found, "person": found.person, "ending": ending, "today": timezone.localdate()}
    return render(request, "dsr/ending_letter.html", facts | {"to_area": came.to_area if came else None})


@needs(Permission.END_PLACE)
@GET_POST
def death(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Somebody has died: everything that would be sent stops at once."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="record of a death")
    form = DeathForm(request.POST or None)

    def save(form: DeathForm) -> None:
        today = timezone.localdate()
        actions.record_death(person=found.person, by=request.user, today=today, **form.facts())

    words = {
        "title": f"{found.person.known_as} has died",
        "intro": "We are sorry. When you save this, every letter, message and task about them stops at once, "
        "in every area, and planned reviews are called off. Nothing is deleted. The family’s space says only "
        "that we are sorry, and whom to call.",
        "button": "Save, and stop everything",
        "done": "Saved. Everything that would have been sent or asked has stopped.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.END_PLACE)
@require_POST
def death_told(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Somebody on the list has been told of a death."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="record of a death")
    ending = get_object_or_404(Ending, entry=found, reason=Reason.DIED)
    actions.record_partner_told_of_death(
        ending=ending, who=request.POST.get("who", "").replace("\x00", "")[:200], by=request.user
    )
    messages.success(request, "Saved: they have been told.")
    return redirect("entry", entry_id=found.pk)


@needs(Permission.END_PLACE)
@GET_POST
def pause(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Let a place rest until they are asked again."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="pause of a place")
    form = PauseForm(request.POST or None)

    def save(form: PauseForm) -> None:
        today = timezone.localdate()
        actions.pause_for_consent(entry=found, by=request.user, today=today, **form.cleaned_data)

    words = {
        "title": "Pause until they answer",
        "intro": "They took their yes back and want to think. Nothing is shared, clocks stop, and they stand "
        "on no list until they are asked again on the day they chose.",
        "button": "Pause",
        "done": "Paused. The day on which they are asked again is on your worklist.",
    }
    return one_form(request, found, form, save, words)


def _acted(request: HttpRequest, act: Any, done: str, entry_id: UUID) -> HttpResponse:
    """Do one thing that takes no answers, and say what came of it."""
    try:
        new = act()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("entry", entry_id=entry_id)
    messages.success(request, done)
    return redirect("entry", entry_id=new.pk)


@needs(Permission.END_PLACE)
@require_POST
def resume(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """They said yes again: the place goes on."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="pause of a place")
    today = timezone.localdate()
    done = "They are on the register again, and its clocks run."

    def act() -> RegisterEntry:
        return actions.resume_place(entry=found, by=request.user, today=today)

    return _acted(request, act, done, found.pk)


@needs(Permission.END_PLACE)
@require_POST
def back(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Put somebody whose place ended on the register again."""
    found = entry_for(request, entry_id, Permission.END_PLACE, page="end of a place")
    today = timezone.localdate()
    done = "They are on the register again, not yet rated. What was before: see “Their place”."

    def act() -> RegisterEntry:
        return actions.put_back(entry=found, by=request.user, today=today)

    return _acted(request, act, done, found.pk)
