"""Somebody's place on the register, on the entry page; and what of places waits on the home page."""

from typing import Any
from uuid import UUID

from django import template
from django.db.models import Q, QuerySet

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission
from accounts.stand_in import rows_for
from config.compiled import compiled
from dsr.endings import REASON_LABELS, Reason
from dsr.handing_on import OPEN
from dsr.models import ConsentPause, Ending, RegisterEntry, Transfer
from dsr.statuses import HOLDS_A_PLACE, EntryStatus
from dsr.timeline_rows import ENTRY, PERSON
from dsr.transfer_list import rows_from, rows_to

register = template.Library()
MOST = 15


@register.inclusion_tag("dsr/tags/place.html", takes_context=True)
def place_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """Whether it is offered, rests or has ended, and what can be done; earlier and later places in sight.

    Why it ended is read by those who read what people wrote.
    """
    user = context["request"].user
    offers = _offers(entry.pk)
    holds = entry.status in HOLDS_A_PLACE
    ending = None if holds else Ending.objects.filter(entry=entry).first()
    paused = entry.status == EntryStatus.PAUSED_CONSENT
    return {
        "entry": entry,
        "person": entry.person,
        "today": context["today"],
        "may": entry.lets(user, Permission.END_PLACE),
        "may_read": entry.lets(user, Permission.SEE_NARRATIVE),
        "holds": holds,
        "active": entry.status == EntryStatus.ACTIVE,
        "ending": ending,
        "reason": REASON_LABELS[Reason(ending.reason)] if ending else "",
        "died": entry.status == EntryStatus.DIED,
        "comes_back": entry.status in (EntryStatus.REMOVED, EntryStatus.TRANSFERRED_OUT),
        "paused": entry.pauses.filter(ended_on=None).first() if paused else None,
        "offer": next((one for one in offers if one.entry_id == entry.pk and one.state in OPEN), None),
        "came": next((one for one in offers if one.made_id == entry.pk), None),
        "others": _other_places(entry, user),
    }


@compiled
def _offers(entry_id: UUID) -> QuerySet:
    mine = Q(entry=entry_id) | Q(made=entry_id)
    return Transfer.objects.filter(mine).select_related("to_area", "entry__area")


def _other_places(entry: RegisterEntry, reader: User) -> list[RegisterEntry]:
    """Their places on other registers, as far as they are in the reader's sight; the latest first."""
    about = {ENTRY: entry.pk, PERSON: entry.person_id}
    return rows_for(reader, "other places", _places_of, about)


def _places_of(reader: User) -> QuerySet:
    others = RegisterEntry.objects.visible_to(reader).filter(person=PERSON).exclude(pk=ENTRY)
    return others.select_related("area").order_by("-added_on", "pk")


@register.inclusion_tag("dsr/work_places.html", takes_context=True)
def places_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Who is offered to us, whom we offered, who has not been told, and whom to ask again; six queries."""
    request, today = context["request"], context["today"]
    if not request.user.may(Permission.END_PLACE):
        return {}
    facts: dict[str, Any] = {
        "incoming": rows_to(request.user, today, MOST),
        "outgoing": rows_from(request.user, MOST),
        "untold": rows_for(request.user, "untold", _untold),
        "paused": rows_for(request.user, "paused", _paused),
    }
    people = {row.entry.person_id for rows in facts.values() for row in rows}
    record_look(request, page="my work", people=people)
    return facts | {"show": any(facts.values()), "today": today}


WITH_PEOPLE = ("entry__person", "entry__area")


def _untold(user: User) -> QuerySet:
    entries = RegisterEntry.objects.visible_to(user, Permission.END_PLACE)
    rows = Ending.objects.filter(entry__in=entries, told_on=None, entry__person__died_on=None)
    return rows.select_related(*WITH_PEOPLE).order_by("decided_on", "pk")[:MOST]


def _paused(user: User) -> QuerySet:
    entries = RegisterEntry.objects.visible_to(user, Permission.END_PLACE)
    rows = ConsentPause.objects.filter(entry__in=entries, ended_on=None)
    return rows.select_related(*WITH_PEOPLE).order_by("ask_again_on", "pk")[:MOST]
