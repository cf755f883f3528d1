"""The meetings' part of the staff home page and of an entry."""

from typing import Any
from uuid import UUID

from django import template
from django.db.models import QuerySet

from accounts.looks import record_look
from accounts.permissions import Permission
from config.compiled import compiled, first_of
from dsr import meeting_page
from dsr.meeting_words import ItemState, MeetingState
from dsr.models import MeetingDecision, MeetingItem, RegisterEntry

register = template.Library()
MOST = 5


@register.inclusion_tag("dsr/work_meetings.html", takes_context=True)
def meetings_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """The next meetings of somebody who runs them, the one that is going on first. No names."""
    user = context["request"].user
    if not user.may(Permission.RUN_MEETING):
        return {}
    rows = list(meeting_page.listed(user).coming().order_by("state", "on", "starts_at", "pk")[:MOST])
    return {"show": bool(rows), "rows": rows, "today": context["today"]}


@register.inclusion_tag("dsr/work_at_meetings.html", takes_context=True)
def own_people_at_meetings(context: dict[str, Any]) -> dict[str, Any]:
    """When the people of somebody who runs no meetings come up at one, the soonest first."""
    request, user = context["request"], context["request"].user
    if user.may(Permission.RUN_MEETING) or not user.may(Permission.CHANGE_RATING):
        return {}
    own = RegisterEntry.objects.visible_to(user, Permission.CHANGE_RATING).active()
    items = _waiting().filter(entry__in=own.values("pk")).select_related("entry__person", "meeting")
    rows = list(items.order_by("meeting__on", "meeting__starts_at", "position", "pk")[:MOST])
    record_look(request, page="my work", people={row.entry.person_id for row in rows})
    return {"rows": rows, "today": context["today"]}


def _waiting() -> QuerySet:
    coming = (MeetingState.PLANNED, MeetingState.OPEN)
    return MeetingItem.objects.filter(state=ItemState.WAITING, meeting__state__in=coming)


@register.inclusion_tag("dsr/entry/meetings.html", takes_context=True)
def meetings_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """The outcome of somebody's latest meeting, and when they come up next; for all who see the entry."""
    narrative = entry.lets(context["request"].user, Permission.SEE_NARRATIVE)
    facts = {
        "held": first_of(_held(entry.pk)),
        "coming": first_of(_coming(entry.pk)),
        "narrative": narrative,
    }
    return facts | {"show": bool(facts["held"] or facts["coming"])}


@compiled
def _held(entry_id: UUID) -> QuerySet:
    decided = MeetingDecision.objects.filter(item__entry=entry_id)
    return decided.select_related("item__meeting").order_by("-at", "-pk")[:1]


@compiled
def _coming(entry_id: UUID) -> QuerySet:
    waiting = _waiting().filter(entry=entry_id)
    return waiting.select_related("meeting").order_by("meeting__on", "pk")[:1]
