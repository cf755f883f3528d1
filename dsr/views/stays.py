"""Stays in hospital: the list, one of them, and the way in and out."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions, stay_page
from dsr.actions.ratings import hold_from
from dsr.days import in_days
from dsr.law import SECTION_LABELS, Section
from dsr.models import HospitalStay, RegisterEntry
from dsr.ratings import MEANINGS
from dsr.statuses import EntryStatus
from dsr.stay_forms import AdmitForm, DischargeForm, VisitForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for

ADMISSION = {
    "title": "Record an admission to hospital",
    "intro": "The rating becomes blue. A review and visits fall due: see their dates under “Next”.",
    "button": "Record the admission",
    "done": "The admission is recorded and the rating is blue.",
}


def areas_open() -> QuerySet:
    """The areas that a hospital may stand in today."""
    today = timezone.localdate()
    return Area.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)


@needs(Permission.SEE_ENTRY)
@require_GET
def stays(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Every stay of somebody, the latest first."""
    found = entry_for(request, entry_id, Permission.SEE_ENTRY, page="stays")
    today = timezone.localdate()
    facts = {"entry": found, "person": found.person, "today": today, "rows": stay_page.listed(found, today)}
    records = found.lets(request.user, Permission.RECORD_STAY)
    return render(request, "dsr/stays.html", facts | {"records": records})


@needs(Permission.SEE_ENTRY)
@require_GET
def stay(request: HttpRequest, entry_id: UUID, stay_id: UUID) -> HttpResponse:
    """One stay, with everything that happened in it."""
    found = entry_for(request, entry_id, Permission.SEE_ENTRY, page="stay")
    row = stay_of(found, stay_id)
    facts = stay_page.facts(row, lets=partial(found.lets, request.user), today=timezone.localdate())
    facts |= {
        "records": found.lets(request.user, Permission.RECORD_STAY),
        "follows": found.lets(request.user, Permission.FOLLOW_UP),
    }
    return render(request, "dsr/stay.html", facts)


def stay_of(found: RegisterEntry, stay_id: UUID) -> HospitalStay:
    """A stay of this entry, or not found; the entry in it is the one that was looked at."""
    row = get_object_or_404(found.stays, pk=stay_id)
    row.entry = found
    return row


def stay_form(
    request: HttpRequest, row: HospitalStay, form: NHSForm, save: Any, words: dict[str, Any]
) -> HttpResponse:
    """A page with a form about one stay: save and go back to the stay, or show what is wrong.

    Whoever saves second sees how the stay stands now beside what they typed, and can save again.
    """
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            save(form.facts() if hasattr(form, "facts") else dict(form.cleaned_data))
        except actions.StayChangedFirst as first:
            theirs = first.theirs
            form.add_error(None, str(first))
            form.data = form.data.copy()
            form.data["version"] = theirs.version
        except actions.PointChangedFirst:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, words["done"])
            return redirect("entry-stay", entry_id=row.entry_id, stay_id=row.pk)
    facts = {
        "entry": row.entry, "person": row.entry.person, "today": timezone.localdate(), "form": form,
        "stay": row, "theirs": theirs,
        "theirs_status": SECTION_LABELS[Section(theirs.legal_status)] if theirs else "",
    }  # fmt: skip
    return render(request, "dsr/stay_form.html", facts | words, status=409 if theirs else 200)


@needs(Permission.RECORD_STAY)
@GET_POST
def admit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record an admission."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="admission")
    today = timezone.localdate()
    form = AdmitForm(request.POST or None, initial={"admitted_on": today}, areas=areas_open())

    @transaction.atomic
    def save(form: AdmitForm) -> None:
        actions.admit(entry=found, by=request.user, today=today, **form.facts())
        if form.cleaned_data["words"]:
            actions.add_note(entry=found, text=form.cleaned_data["words"], by=request.user)

    return one_form(request, found, form, save, ADMISSION)


def admission_begun(request: HttpRequest, entry_id: UUID, typed: dict[str, Any], why: str) -> HttpResponse:
    """The page of an admission with what was typed on another page, and `why`; nothing is saved yet."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="admission")
    words = ADMISSION | {"intro": f"{why} {ADMISSION['intro']}"}
    facts = {"entry": found, "person": found.person, "today": timezone.localdate()}
    facts |= {"form": AdmitForm(initial=typed, areas=areas_open())}
    facts |= {"action": reverse("entry-admit", args=[found.pk])}
    return render(request, "dsr/one_form.html", facts | words)


def _open_stay(found: RegisterEntry) -> HospitalStay:
    row = get_object_or_404(found.stays.filter(discharged_on=None))
    row.entry = found
    return row


@needs(Permission.RECORD_STAY)
@GET_POST
def visit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record an oversight visit."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="visit")
    row, today = _open_stay(found), timezone.localdate()
    form = VisitForm(request.POST or None, initial={"visited_on": today})
    save = partial(_record_visit, request, row)
    words = {
        "title": f"Record a visit to {row.hospital}",
        "intro": "The next visit falls due from this one: see its date under “Next”.",
        "button": "Record the visit",
        "done": "The visit is recorded, and the next one has its date.",
    }
    return stay_form(request, row, form, save, words)


def _record_visit(request: HttpRequest, row: HospitalStay, facts: dict[str, Any]) -> None:
    actions.record_visit(stay=row, by=request.user, today=timezone.localdate(), **facts)


@needs(Permission.RECORD_STAY)
@GET_POST
def discharge(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record that somebody left hospital."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="discharge")
    row, today = _open_stay(found), timezone.localdate()
    form = DischargeForm(request.POST or None, initial={"discharged_on": today, "version": row.version})

    def save(facts: dict[str, Any]) -> None:
        version = facts.pop("version")
        actions.discharge(stay=row, by=request.user, today=today, expected_version=version, **facts)

    words = {
        "title": f"Record leaving {row.hospital}",
        "button": "Record leaving hospital",
        **_what_follows(found, today),
    }
    return stay_form(request, row, form, save, words)


def _what_follows(entry: RegisterEntry, today: date) -> dict[str, str]:
    """What leaving hospital does to the rating, by the area's own colour and number of days."""
    if entry.status != EntryStatus.ACTIVE:
        said = "Leaving hospital is recorded."
        return {"intro": "They are not on the register now, so only the stay ends.", "done": said}
    until, at = hold_from(entry, today)
    colour = MEANINGS[at].label.lower()
    stays = f" and stays at least {colour} for {in_days((until - today).days)}" if until else ""
    return {
        "intro": f"The rating becomes {colour}{stays}.",
        "done": f"Leaving hospital is recorded and the rating is {colour}.",
    }
