"""The register's part of the staff home page."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.db.models import Q, QuerySet

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission, Reach
from accounts.stand_in import rows_for
from config.compiled import all_counted
from dsr import worklist
from dsr.leaving import whose_it_was
from dsr.models import AreaDeadline, KnownAdmission, Recommendation, RegisterEntry
from dsr.statuses import OPEN_STEPS, Step

register = template.Library()
MOST = worklist.MOST


@register.simple_tag
def greeting(now: datetime) -> str:
    """Good morning, afternoon or evening."""
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"


def _sees_none(user: User) -> bool:
    """Whether their role shows them nobody's entry."""
    return not user.may(Permission.SEE_ENTRY)


@register.inclusion_tag("dsr/work_counts.html", takes_context=True)
def counts_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """How much there is of each part; each number opens the list behind it."""
    user = context["request"].user
    if _sees_none(user) or not user.may(Permission.SEE_REGISTER):
        return {}
    found = worklist.counts(user, context["today"])
    given = not user.areas_where(Permission.SEE_REGISTER, Reach.AREA)
    parts = [
        ("colour=none", found["unrated"], "not yet rated", True),
        *([] if given else [("unowned=1", found["unowned"], "with no keyworker", True)]),
        ("late=1", found["late"], "with something late", True),
        ("promise=1", found["promise"], "with a late recommendation", True),
        ("soon=1", found["soon"], "due within 7 days", False),
        ("changed=1", found["changed"], "changed since you looked", False),
    ]
    return {"show": True, "everybody": found["everybody"], "parts": parts, "given": given}


@register.inclusion_tag("dsr/work_deadlines.html", takes_context=True)
def deadlines_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """What is late, and what is due within a week, of the people in sight; late first."""
    request, today = context["request"], context["today"]
    if _sees_none(request.user):
        return {}
    late = worklist.due_rows(request.user, None, today - timedelta(days=1))
    week = worklist.due_rows(request.user, today, today + worklist.SOON)
    record_look(request, page="my work", people={row.person_id for row in [*late[:MOST], *week[:MOST]]})
    return {
        "show": True,
        "today": today,
        "late": late[:MOST],
        "more_late": len(late) > MOST,
        "week": week[:MOST],
        "more_week": len(week) > MOST,
    }


@register.inclusion_tag("dsr/work_whole.html", takes_context=True)
def whole_registers_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """When the whole of each register is gone through next, for those who keep it."""
    areas = context["request"].user.areas_where(Permission.CHANGE_RATING, Reach.AREA)
    if not areas:
        return {}
    rows = AreaDeadline.objects.filter(area__in=areas, met_on=None).select_related("area")
    return {"rows": list(rows.order_by("due_on", "pk")), "today": context["today"]}


@register.inclusion_tag("dsr/work_changed.html", takes_context=True)
def changed_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Whose entry others changed since one last opened it, and what they changed."""
    request = context["request"]
    if _sees_none(request.user):
        return {}
    rows = worklist.changed_rows(request.user)
    record_look(request, page="my work", people={row.person_id for row in rows[:MOST]})
    return {"rows": rows[:MOST], "more": len(rows) > MOST, "today": context["today"]}


@register.inclusion_tag("dsr/work_unowned.html", takes_context=True)
def unowned_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Not yet rated, the loudest of all; and, for those who allocate, who has no keyworker."""
    request = context["request"]
    if _sees_none(request.user):
        return {}
    unrated, all_unrated = _first(request.user, "unrated", Q(colour=None))
    unowned, all_unowned = [], 0
    if request.user.may(Permission.ALLOCATE):
        unowned, all_unowned = _first(request.user, "unowned", Q(keyworker=None) & ~Q(colour=None))
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


@register.inclusion_tag("dsr/work_admissions.html", takes_context=True)
def admissions_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """People known to be in hospital who are not on the register, the longest waiting first."""
    request = context["request"]
    if not request.user.may(Permission.RECORD_STAY):
        return {}
    found = rows_for(request.user, "admissions", _admissions)
    record_look(request, page="my work", people={row.whom.pk for row in found[:MOST]})
    return {"rows": found[:MOST], "more": len(found) > MOST, "today": context["today"], "show": True}


def _admissions(user: User) -> QuerySet:
    rows = KnownAdmission.objects.visible_to(user).open().with_asking()
    return rows.select_related("person__merged_into").order_by("recorded_on", "pk")[: MOST + 1]


def _first(user: User, name: str, which: Q) -> tuple[list[RegisterEntry], int]:
    """The most urgent of these in sight, as many as a home page holds, and how many there are in all."""

    def shown(other: User) -> QuerySet:
        rows = worklist.in_sight(other).filter(which).select_related("person", "area")
        return rows.order_by("standing", "added_on", "pk")[:MOST]

    def counted(other: User) -> QuerySet:
        return all_counted(worklist.in_sight(other).filter(which), {"all": Q()})

    many = rows_for(user, ("how many", name), counted)  # always both: a page costs the same whatever is on it
    return rows_for(user, ("first", name, MOST), shown), many[0]["all"] if many else 0


@register.inclusion_tag("dsr/work_recommendations.html", takes_context=True)
def recommendations_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """How many recommendations are open and late among the people in sight, and how many of them are mine."""
    user, today = context["request"].user, context["today"]
    if _sees_none(user):
        return {}
    found = rows_for(user, ("recommendations", today), lambda other: _recommendations(other, today))
    return {"show": any(found[0].values())} | found[0] if found else {}


def _recommendations(user: User, today: date) -> QuerySet:
    still, mine = Q(step__in=OPEN_STEPS), Q(owner_user=user)
    late = still & Q(due_on__lt=today)
    found = {"open": still, "late": late, "mine": still & mine, "mine_late": late & mine}
    found["confirm"] = Q(step=Step.DONE)
    return all_counted(Recommendation.objects.filter(entry__in=worklist.in_sight(user)), found)
