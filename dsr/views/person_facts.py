"""Putting right who somebody is: names, date of birth, NHS number, address, diagnoses."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.looks import one_look, record_look
from accounts.permissions import Permission
from config.access import needs
from dsr import actions
from dsr.models import Person, RegisterEntry
from dsr.person_forms import FactsForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for
from dsr.views.two_savers import both_versions

WORDS: dict[str, Any] = {
    "title": "Correct who they are",
    "intro": "For what was written down wrongly, and for what has changed. What it was before stays in the "
    "history.",
    "button": "Save",
    "done": "Saved. What was there before stays in the history.",
}


@needs(Permission.RECORD_CONSENT)
@GET_POST
def facts(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Names, date of birth, NHS number, address and diagnoses, to be put right."""
    with one_look(request, page="facts"):
        return _facts(request, entry_for(request, entry_id, Permission.RECORD_CONSENT, page="facts"))


def _facts(request: HttpRequest, found: RegisterEntry) -> HttpResponse:
    person, words = found.person, dict(WORDS)
    form = FactsForm(request.POST or None, initial=_as_it_stands(person))

    def save(form: FactsForm) -> None:
        today = timezone.localdate()
        try:
            actions.correct_person(person=person, by=request.user, today=today, **form.facts())
        except actions.NumberInUse as refused:
            words["twin"] = twin = _twin(request, person, form.cleaned_data["nhs_number"])
            raise refused if twin is None else actions.NumberInUse(TWIN.format(twin.person)) from None

    try:
        return one_form(request, found, form, save, words, template="dsr/facts.html")
    except actions.ChangedFirst as first:
        return both_versions(request, found, form, theirs=_as_it_stands(first.theirs), first=first)


def _as_it_stands(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FactsForm.base_fields}


TWIN = "{} is on record with this NHS number. Compare the two records, or check the number."


def _twin(request: HttpRequest, person: Person, number: str) -> RegisterEntry | None:
    """The entry of whoever has this number, for somebody who may see it and ask for a merge; else nobody."""
    scope = RegisterEntry.objects.visible_to(request.user, Permission.ASK_SECOND)
    others = scope.filter(person__nhs_number=number).exclude(person=person.pk)
    other: Any = others.select_related("person", "area").order_by("-added_on", "pk").first()
    if other:
        record_look(request, page="facts", people=[other.person_id], areas=[other.area_id])
    return other
