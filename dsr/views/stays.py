"""Into hospital and out of it."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from dsr import actions
from dsr.stay_forms import AdmitForm, DischargeForm, VisitForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for


@needs(Permission.RECORD_STAY)
@GET_POST
def admit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record an admission."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="admission")
    today = timezone.localdate()
    areas = Area.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)
    form = AdmitForm(request.POST or None, initial={"admitted_on": today}, areas=areas)

    def save(form: AdmitForm) -> None:
        actions.admit(entry=found, by=request.user, today=today, **form.facts())

    words = {
        "title": "Record an admission to hospital",
        "intro": "The rating becomes blue. A review and visits fall due: see their dates under “Next”.",
        "button": "Record the admission",
        "done": "The admission is recorded and the rating is blue.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def visit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record an oversight visit."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="visit")
    stay = get_object_or_404(found.stays.filter(discharged_on=None))
    today = timezone.localdate()
    form = VisitForm(request.POST or None, initial={"visited_on": today})

    def save(form: VisitForm) -> None:
        actions.record_visit(stay=stay, by=request.user, today=today, **form.cleaned_data)

    words = {
        "title": f"Record a visit to {stay.hospital}",
        "intro": "The next visit falls due from this one: see its date under “Next”.",
        "button": "Record the visit",
        "done": "The visit is recorded, and the next one has its date.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_STAY)
@GET_POST
def discharge(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record that somebody left hospital."""
    found = entry_for(request, entry_id, Permission.RECORD_STAY, page="discharge")
    stay = get_object_or_404(found.stays.filter(discharged_on=None))
    today = timezone.localdate()
    form = DischargeForm(request.POST or None, initial={"discharged_on": today})

    def save(form: DischargeForm) -> None:
        actions.discharge(stay=stay, by=request.user, today=today, **form.cleaned_data)

    words = {
        "title": f"Record leaving {stay.hospital}",
        "intro": "The rating becomes red and stays red for at least 14 days.",
        "button": "Record leaving hospital",
        "done": "Leaving hospital is recorded and the rating is red.",
    }
    return one_form(request, found, form, save, words)
