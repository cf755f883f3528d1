"""The register's part of the staff home page."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import Count, Q, QuerySet

from accounts.looks import record_look
from accounts.permissions import Permission
from dsr.leaving import whose_it_was
from dsr.models import Deadline, Recommendation, RegisterEntry
from dsr.statuses import OPEN_STEPS, Step

register = template.Library()
MOST = 15


@register.simple_tag
def greeting(now: datetime) -> str:
    """Good morning, afternoon or evening."""
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"


@register.inclusion_tag("dsr/work_deadlines.html", takes_context=True)
def deadlines_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """What is late, and what is due within a week, of the people in sight; late first."""
    request, today = context["request"], context["today"]
    if not request.user.may(Permission.SEE_ENTRY):
        return {}
    entries = RegisterEntry.objects.visible_to(request.user).active()
    due = Deadline.objects.open().filter(entry__in=entries, due_on__lte=today + timedelta(days=7))
    rows = due.select_related("entry__person", "entry__area").order_by("due_on", "key")
    late, week = (
        list(rows.filter(due_on__lt=today)[: MOST + 1]),
        list(rows.filter(due_on__gte=today)[: MOST + 1]),
    )
    record_look(request, page="my work", people={row.entry.person_id for row in [*late, *week]})
    return {
        "show": True,
        "today": today,
        "late": late[:MOST],
        "more_late": len(late) > MOST,
        "week": week[:MOST],
        "more_week": len(week) > MOST,
        "everybody": entries.count(),
        "may_rate": request.user.may(Permission.CHANGE_RATING),
        "ratings": RATINGS,
    }


RATINGS = ("rating_review_red", "rating_review_amber", "rating_review_green")


@register.inclusion_tag("dsr/work_unowned.html", takes_context=True)
def unowned_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Not yet rated, the loudest of all; and, for those who allocate, who has no keyworker."""
    request = context["request"]
    if not request.user.may(Permission.SEE_ENTRY):
        return {}
    entries = RegisterEntry.objects.visible_to(request.user).active()
    fields = entries.select_related("person", "area").order_by("urgency", "added_on", "pk")
    unrated, all_unrated = _first(fields.filter(colour=None))
    unowned, all_unowned = [], 0
    if request.user.may(Permission.ALLOCATE):
        unowned, all_unowned = _first(fields.filter(keyworker=None).exclude(colour=None))
    record_look(request, page="my work", people={entry.person_id for entry in [*unrated, *unowned]})
    if request.user.may(Permission.ALLOCATE):
        were = whose_it_was([*unrated, *unowned])
        for entry in (*unrated, *unowned):
            entry.was = were.get(entry.pk, "")
    facts = {"unrated": unrated, "unowned": unowned, "today": context["today"]}
    facts |= {"all_unrated": all_unrated, "all_unowned": all_unowned}
    return facts | {
        "may_allocate": request.user.may(Permission.ALLOCATE),
        "may_rate": request.user.may(Permission.CHANGE_RATING),
    }


def _first(rows: QuerySet) -> tuple[list[RegisterEntry], int]:
    """The most urgent of them, as many as a home page holds, and how many there are in all."""
    found = list(rows[: MOST + 1])
    return found[:MOST], rows.count() if len(found) > MOST else len(found)


@register.inclusion_tag("dsr/work_recommendations.html", takes_context=True)
def recommendations_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """How many recommendations are open and late among the people in sight, and how many of them are mine."""
    request = context["request"]
    if not request.user.may(Permission.SEE_ENTRY):
        return {}
    entries = RegisterEntry.objects.visible_to(request.user).active()
    rows = Recommendation.objects.filter(entry__in=entries).order_by()
    still, mine = Q(step__in=OPEN_STEPS), Q(owner_user=request.user)
    late = still & Q(due_on__lt=context["today"])
    found = {"open": still, "late": late, "mine": still & mine, "mine_late": late & mine}
    found["confirm"] = Q(step=Step.DONE)
    counts = rows.aggregate(**{name: Count("pk", filter=q) for name, q in found.items()})
    return {"show": any(counts.values())} | counts
