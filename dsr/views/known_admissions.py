"""Admissions of people who are not on the register: the list, a new one, and following one up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.access import needs
from config.refused import Refused
from dsr import actions
from dsr.consent_forms import ConsentForm
from dsr.known_admission_forms import FollowUpForm, KnownAdmissionForm
from dsr.like_people import like
from dsr.models import KnownAdmission, Person, RegisterEntry
from dsr.views.entries import GET_POST
from dsr.views.stays import admission_begun

MOST = 100
ON_REGISTER = (
    "This person is on the register already: the admission is recorded on their entry. What you typed is "
    "below, and nothing is saved yet."
)


@needs(Permission.RECORD_STAY)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody known to be in hospital and not on the register, the longest waiting first."""
    today = timezone.localdate()
    rows = (
        KnownAdmission.objects.visible_to(request.user)
        .open()
        .with_asking()
        .select_related("person__merged_into", "area", "by")
    )
    found = list(rows.order_by("recorded_on", "pk")[:MOST])
    record_look(request, page="known admissions", people=[row.whom.pk for row in found])
    return render(request, "dsr/known_admissions.html", {"rows": found, "today": today, "most": MOST})


@needs(Permission.RECORD_STAY)
@GET_POST
def add(request: HttpRequest) -> HttpResponse:
    """Who is in hospital; whether it is somebody on record is asked before a record is made."""
    today = timezone.localdate()
    areas = Area.objects.filter(pk__in=request.user.areas_where(Permission.RECORD_STAY, Reach.AREA))
    form = KnownAdmissionForm(
        request.POST or None, initial={"admitted_on": today}, areas=areas.order_by("name")
    )
    asks = False
    if request.method == "POST":
        asks = _offer(request, form)
        if not asks and form.is_valid():
            try:
                return _save(request, form)
            except Refused as refused:
                form.add_error(None, str(refused))
    facts = {"form": form, "today": today, "asks": asks}
    return render(request, "dsr/known_admission_add.html", facts)


def _offer(request: HttpRequest, form: KnownAdmissionForm) -> bool:
    """Whether the page must ask first if it is one of those on record; each of them is looked at."""
    probe = KnownAdmissionForm(request.POST, areas=form.areas.values())
    probe.is_valid()
    typed = {name: probe.cleaned_data.get(name) for name in ("given_name", "family_name", "date_of_birth")}
    if not all(typed.values()):
        return False
    people = like(request.user, nhs_number=probe.cleaned_data.get("nhs_number") or "", **typed)
    record_look(request, page="known admission", people=[person.pk for person in people])
    if people:
        form.offer(people)
    return form.must_ask


def _save(request: HttpRequest, form: KnownAdmissionForm) -> HttpResponse:
    signed: dict[str, Any] = {"by": request.user, "today": timezone.localdate()}
    person = form.chosen
    if person:
        entries = RegisterEntry.objects.visible_to(request.user, Permission.RECORD_STAY)
        entry = entries.active().filter(person=person).first()
        if entry:
            return admission_begun(request, entry.pk, form.as_admission(), ON_REGISTER)
    known = _record(form, person, signed)
    added = known.follow_ups.exclude(entry=None).first()
    if added:
        messages.success(request, "Consent is on record, so they are on the register now, in blue.")
        return redirect("entry", entry_id=added.entry_id)
    messages.success(request, "The admission is on the list. Ask about consent, and record the answer here.")
    return redirect("known-admission", known_id=known.pk)


def _record(form: KnownAdmissionForm, person: Person | None, signed: dict[str, Any]) -> KnownAdmission:
    """One transaction with the request: a record that is refused leaves no person behind."""
    with transaction.atomic():
        person = person or actions.add_person(area=form.chosen_area, **form.whom(), **signed)
        return actions.record_known_admission(area=form.chosen_area, person=person, **form.facts(), **signed)


@needs(Permission.RECORD_STAY)
@GET_POST
def one(request: HttpRequest, known_id: UUID) -> HttpResponse:
    """One of them: record the answer about consent, or what was done."""
    scope = KnownAdmission.objects.visible_to(request.user).with_asking()
    scope = scope.select_related("person__merged_into", "area", "by")
    known = get_object_or_404(scope, pk=known_id)
    record_look(request, page="known admission", people=[known.whom.pk], areas=[known.area_id])
    today = timezone.localdate()
    answering = request.POST.get("form") == "consent"
    consent = ConsentForm(
        request.POST if answering else None, initial={"decided_on": today},
        born=known.whom.date_of_birth, today=today,
    )  # fmt: skip
    follow = FollowUpForm(request.POST if request.method == "POST" and not answering else None)
    form = consent if answering else follow
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, known, consent) if answering else _followed(request, known, follow)
        except Refused as refused:
            form.add_error(None, str(refused))
    closed = KnownAdmission.objects.open().filter(pk=known.pk).exists() is False
    facts = {
        "known": known, "person": known.whom, "today": today, "consent": consent, "follow": follow,
        "form": form if request.method == "POST" else None, "closed": closed,
        "steps": known.follow_ups.select_related("by").order_by("pk"),
    }  # fmt: skip
    return render(request, "dsr/known_admission.html", facts)


def _answered(request: HttpRequest, known: KnownAdmission, form: ConsentForm) -> HttpResponse:
    entry = actions.answer_known_admission(
        known=known, by=request.user, today=timezone.localdate(), **form.facts()
    )
    if entry:
        messages.success(request, "They are on the register now, in blue.")
        return redirect("entry", entry_id=entry.pk)
    messages.success(request, "The answer is recorded.")
    return redirect("known-admission", known_id=known.pk)


def _followed(request: HttpRequest, known: KnownAdmission, form: FollowUpForm) -> HttpResponse:
    actions.follow_up_admission(known=known, by=request.user, today=timezone.localdate(), **form.cleaned_data)
    messages.success(request, "Written down.")
    return redirect("known-admission", known_id=known.pk)
