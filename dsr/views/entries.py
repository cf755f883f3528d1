"""A person's entry, and the small acts on it: a note, a keyworker, who may be told."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions, entry_page
from dsr.forms import AccessForm, AllocateForm, PersonForm
from dsr.models import RegisterEntry
from dsr.note_forms import NoteForm
from dsr.timeline_asked import Asked
from dsr.views.scope import entry_for
from dsr.views.two_savers import both_versions

GET_POST = require_http_methods(["GET", "POST"])


@needs(Permission.SEE_ENTRY)
@GET_POST
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Everything about one person's place on the register; a note can be written on the spot."""
    wanted = Permission.WRITE_NOTE if request.method == "POST" else Permission.SEE_ENTRY
    found = entry_for(request, entry_id, wanted, page="entry")
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_note(entry=found, by=request.user, **form.facts())
        messages.success(request, "The note is on the timeline.")
        return redirect("entry", entry_id=found.pk)
    facts = entry_page.facts(
        found,
        lets=partial(found.lets, request.user),
        reader=request.user,
        asked=Asked.read(request.GET),
        today=timezone.localdate(),
    )
    may = {name.name.lower(): found.lets(request.user, name) for name in Permission}
    note_form = form if may["write_note"] else None
    return render(request, "dsr/entry.html", facts | {"form": note_form, "user_may": may})


def one_form(
    request: HttpRequest,
    found: RegisterEntry,
    form: NHSForm,
    save: Any,
    words: Mapping[str, Any],
    template: str = "dsr/one_form.html",
) -> HttpResponse:
    """A page with one question form: save and go back to the entry, or show what is wrong where it is wrong.

    `save` may raise ChangedFirst, which is for the page: it shows both versions.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except actions.ChangedFirst:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, words["done"])
            return redirect("entry", entry_id=found.pk)
    facts = {"entry": found, "person": found.person, "today": timezone.localdate(), "form": form}
    return render(request, template, facts | dict(words))


@needs(Permission.ALLOCATE)
@GET_POST
def allocate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Choose the keyworker and the lead professional."""
    found = entry_for(request, entry_id, Permission.ALLOCATE, page="keyworker")
    today = timezone.localdate()
    now = {"keyworker": found.keyworker_id or "", "lead_professional": found.lead_professional_id or ""}
    now["shown"] = found.allocated
    form = AllocateForm(request.POST or None, initial=now, entry=found, today=today)

    def save(form: AllocateForm) -> None:
        try:
            actions.allocate(entry=found, on=today, by=request.user, **form.facts())
        except actions.ChosenFirst as first:
            form.shows(first.now)
            raise

    words = {
        "title": "Choose the keyworker",
        "button": "Save",
        "done": "Saved. They see the entry from now on.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def access(request: HttpRequest, entry_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say what somebody in the person's life may be told, and with which account."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="who may be told")
    contact = get_object_or_404(found.person.contacts.now(), pk=contact_id)
    now = {"may_be_told": contact.may_be_told, "account": contact.user_id or "", "version": contact.version}
    form = AccessForm(request.POST or None, initial=now, area_id=found.area_id, today=timezone.localdate())

    def save(form: AccessForm) -> None:
        actions.change_access(contact=contact, by=request.user, **form.facts())

    words = {
        "title": f"What may {contact.name} be told?",
        "intro": f"{contact.name} is recorded as: {contact.relation}.",
        "button": "Save",
        "done": "Saved. It counts from now.",
    }
    return one_form(request, found, form, save, words)


WORDS_ABOUT_PERSON = {
    "title": "What matters, and what helps",
    "intro": "This stands at the top of the entry and goes with the person to every review.",
    "button": "Save",
    "done": "Saved.",
}


@needs(Permission.WRITE_NOTE)
@GET_POST
def person(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What matters to the person, and what helps them take part."""
    found = entry_for(request, entry_id, Permission.WRITE_NOTE, page="person")
    kept = {name: getattr(found.person, name) for name in PersonForm.base_fields if name != "place"}
    kept["place"] = found.place_id or ""
    form = PersonForm(request.POST or None, initial=kept, entry=found)

    @transaction.atomic
    def save(form: PersonForm) -> None:
        actions.change_person(person=found.person, by=request.user, **form.facts())
        actions.choose_part(entry=found, part=form.part, by=request.user)

    try:
        return one_form(request, found, form, save, WORDS_ABOUT_PERSON)
    except actions.ChangedFirst as first:
        found.refresh_from_db(fields=["place"])
        now = {name: getattr(first.theirs, name) for name in form.fields if name not in ("version", "place")}
        if "place" in form.fields:
            now["place"] = found.place_id or ""
        return both_versions(request, found, form, theirs=now, first=first)
