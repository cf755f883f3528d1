"""Who looked at a person's record: for colleagues who may see the entry, and for the person and family."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.look_lines import Day, by_day
from accounts.looks import record_look
from accounts.models import AccessLogEntry, Membership
from accounts.permissions import Permission, roles_with
from config.access import needs
from config.paging import Page, page_of
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.models import Person, RegisterEntry
from dsr.views.scope import entry_for

A_PAGE = 50
FAMILY_PAGE = 200  # more, since many of them become one line


def looks_at(person: Person) -> QuerySet:
    """Every look at this person, newest first; with those at a record that was merged into this one."""
    earlier = Person.objects.filter(merged_into=person).values_list("pk", flat=True)
    return AccessLogEntry.objects.filter(people__overlap=[person.pk, *earlier]).order_by("-pk")


def days_of(request: HttpRequest, page: Page, person: Person, *, fold_lists: bool = False) -> list[Day]:
    """A page of looks by day, each viewer with the body they work for."""
    viewers = {look.user_id for look in page.rows}
    held = Membership.objects.filter(user__in=viewers).exclude(organisation=None)
    bodies = dict(held.order_by("from_day").values_list("user_id", "organisation__name"))
    return by_day(page.rows, reader=request.user, bodies=bodies, fold_lists=fold_lists)


def _facts(request: HttpRequest, entry: RegisterEntry, *, family: bool = False) -> dict[str, Any]:
    before = request.GET.get("before")
    page = page_of(looks_at(entry.person), before, size=FAMILY_PAGE if family else A_PAGE)
    leads = Membership.objects.on(timezone.localdate()).filter(
        area=entry.area_id, role__in=roles_with(Permission.JUDGE_LOOKS)
    )
    return {
        "entry": entry,
        "person": entry.person,
        "today": timezone.localdate(),
        "days": days_of(request, page, entry.person, fold_lists=family),
        "next": page.next,
        "first_page": not before,
        "leads": sorted(set(leads.values_list("user__name", flat=True))),
    }


@needs(Permission.SEE_ENTRY)
@require_GET
def entry_looks(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Who looked at a record, for colleagues who may see it."""
    entry = entry_for(request, entry_id, Permission.SEE_ENTRY, page="who looked")
    return render(request, "dsr/looks.html", _facts(request, entry))


@needs(Permission.SEE_OWN_SPACE)
@require_GET
def my_looks(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The same for the person, and for whoever acts for them while consent allows it."""
    scope = RegisterEntry.objects.visible_to(request.user, Permission.SEE_OWN_SPACE).active()
    entry = get_object_or_404(scope.select_related("person", "area"), pk=entry_id)
    own = Q(user=request.user, is_the_person=True)
    if not entry.person.contacts.filter(own).exists():
        shut = not gate(entry.person, Purpose.REGISTER, on=timezone.localdate()).allowed
        get_object_or_404(scope.none() if shut else scope, pk=entry_id)
    record_look(request, page="own space", people=[entry.person_id], areas=[entry.area_id])
    return render(request, "dsr/my_looks.html", _facts(request, entry, family=True))
