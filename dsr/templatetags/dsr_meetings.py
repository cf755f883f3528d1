"""The meetings' part of the staff home page and of an entry."""

from typing import Any

from django import template

from accounts.permissions import Permission
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


@register.inclusion_tag("dsr/entry/meetings.html", takes_context=True)
def meetings_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """The outcome of somebody's latest meeting, and when they come up next; for all who see the entry."""
    narrative = entry.lets(context["request"].user, Permission.SEE_NARRATIVE)
    held = MeetingDecision.objects.filter(item__entry=entry).select_related("item__meeting").order_by("-at")
    waiting = MeetingItem.objects.filter(
        entry=entry, state=ItemState.WAITING, meeting__state__in=(MeetingState.PLANNED, MeetingState.OPEN)
    )
    facts = {
        "held": held.first(),
        "coming": waiting.select_related("meeting").order_by("meeting__on").first(),
        "narrative": narrative,
    }
    return facts | {"show": bool(facts["held"] or facts["coming"])}
