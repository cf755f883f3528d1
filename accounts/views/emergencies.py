"""Emergency access: ending one's own, and the list of those who answer for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, emergency
from accounts.actions.emergencies import check_can_judge
from accounts.models import AccessLogEntry, EmergencyAccess
from accounts.pages import PAGES
from accounts.permissions import Permission
from accounts.second_forms import JudgeForm
from accounts.told import who_judges
from config.access import needs
from config.refused import Refused, reason_not

MOST = 100
MOST_LOOKS = 200


def _in_sight(request: HttpRequest) -> QuerySet:
    return EmergencyAccess.objects.visible_to(request.user).select_related("user", "area", "reviewed_by")


@needs(Permission.OPEN_IN_EMERGENCY)
@require_POST
def end(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """End one's own emergency access before its time."""
    access = get_object_or_404(EmergencyAccess, pk=access_id, user=request.user)
    actions.end_emergency_access(access=access, by=request.user)
    messages.success(request, "The emergency access has ended. It is reviewed all the same.")
    return redirect("my-work")


@needs(Permission.SEE_EMERGENCIES)
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """Emergency access in one's areas: what waits for review first, the latest due date last."""
    today = timezone.localdate()
    open_first = _in_sight(request).filter(verdict__in=["", emergency.Verdict.FOLLOW_UP])
    waiting = [_row(access, today) for access in open_first.order_by("review_due_on", "started_at")[:MOST]]
    done = _in_sight(request).filter(verdict__in=["justified", "not_justified"]).order_by("-started_at")
    facts = {
        "waiting": waiting,
        "done": [_row(access, today) for access in done[:MOST]],
        "late": sum(row["standing"] == emergency.Standing.LATE for row in waiting),
        "without_lead": sorted({a.area.name for a in open_first if not who_judges(a.area_id)[1]}),
    }
    return render(request, "accounts/emergencies.html", facts)


def _row(access: EmergencyAccess, today: Any) -> dict[str, Any]:
    standing = access.standing(today)
    return {"access": access, "standing": standing, "label": emergency.STANDING_LABELS[standing]}


@needs(Permission.SEE_EMERGENCIES)
@require_http_methods(["GET", "POST"])
def one_emergency(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """One of them: who, why, what they looked at; and the verdict. The person is an id on this page."""
    access = get_object_or_404(_in_sight(request), pk=access_id)
    not_mine = reason_not(check_can_judge, access, request.user)
    form = None if not_mine else JudgeForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        try:
            actions.judge_emergency_access(access=access, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your verdict is on record.")
            return redirect("emergencies")
    facts = _row(access, timezone.localdate()) | {"form": form, "not_mine": not_mine}
    facts |= {"looks": _looks(access), "before": _verdicts(access), "has_lead": who_judges(access.area_id)[1]}
    return render(request, "accounts/one_emergency.html", facts)


def _looks(access: EmergencyAccess) -> list[dict[str, Any]]:
    """The looks that its holder had at this person while it was open."""
    span = {"at__gte": access.started_at, "at__lte": access.ends_at}
    rows = AccessLogEntry.objects.filter(user_id=access.user_id, people__contains=[access.person_id], **span)
    found = rows.order_by("pk").values_list("at", "page")[:MOST_LOOKS]
    return [{"at": at, "words": PAGES[page].words if page in PAGES else page} for at, page in found]


def _verdicts(access: EmergencyAccess) -> list[Any]:
    """Every verdict there was, from the history: one that asked for follow-up stays readable."""
    rows = access.history.exclude(verdict="").select_related("reviewed_by").order_by("history_id")
    seen, found = set(), []
    for row in rows:
        if row.reviewed_at not in seen:
            seen.add(row.reviewed_at)
            label = emergency.VERDICT_LABELS[emergency.Verdict(row.verdict)]
            found.append({"label": label, "row": row})
    return found
