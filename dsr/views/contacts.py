"""Who is in somebody's life: one is added, changed, or no longer in it."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from dsr import actions
from dsr.models import Contact
from dsr.person_forms import SAID, ContactForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for
from dsr.views.two_savers import both_versions

PAGE = "dsr/contact.html"


@needs(Permission.RECORD_CONSENT)
@GET_POST
def add(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record somebody in the person's life."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="people")
    form = ContactForm(request.POST or None, area_id=found.area_id, today=timezone.localdate())

    def save(form: ContactForm) -> None:
        key = form.cleaned_data["key"] or uuid4()
        actions.add_to_people(person=found.person, key=key, by=request.user, **form.facts())

    words = {"title": "Add somebody in their life", "button": "Add", "done": "Added to the people."}
    return one_form(request, found, form, save, words, template=PAGE)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def change(request: HttpRequest, entry_id: UUID, contact_id: UUID) -> HttpResponse:
    """Put right who they are, how to reach them, and what they may be told."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="people")
    contact = get_object_or_404(found.person.contacts.now().select_related("user"), pk=contact_id)
    facts = {"area_id": found.area_id, "today": timezone.localdate(), "contact": contact}
    form = ContactForm(request.POST or None, initial=_as_it_stands(contact), **facts)

    def save(form: ContactForm) -> None:
        version = form.cleaned_data["version"] or 0
        actions.change_contact(contact=contact, by=request.user, expected_version=version, **form.facts())

    words = {"title": f"Change what is known about {contact.name}", "button": "Save", "done": "Saved."}
    try:
        return one_form(request, found, form, save, words | {"contact": contact}, template=PAGE)
    except actions.ChangedFirst as first:
        return both_versions(request, found, form, theirs=_as_it_stands(first.theirs), first=first)


def _as_it_stands(contact: Contact) -> dict[str, Any]:
    found = {name: getattr(contact, name) for name in SAID}
    return found | {"account": contact.user_id or "", "version": contact.version}


class EndForm(NHSForm):
    """Nothing to fill in: the press says it."""


@needs(Permission.RECORD_CONSENT)
@GET_POST
def end(request: HttpRequest, entry_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say that somebody is no longer in the person's life."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="people")
    contact = get_object_or_404(found.person.contacts, pk=contact_id)

    def save(_: NHSForm) -> None:
        actions.end_contact(contact=contact, by=request.user, today=timezone.localdate())

    words = {
        "title": f"Is {contact.name} no longer in their life?",
        "intro": f"{contact.name} is recorded as: {contact.relation}. They are listed no more and told "
        "nothing, and an account sees nothing of this person from now on. What was written stays.",
        "button": "End it",
        "done": f"{contact.name} is no longer listed.",
    }
    form = EndForm(request.POST if request.method == "POST" else None)
    return one_form(request, found, form, save, words)
