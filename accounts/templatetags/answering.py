"""Parts of other pages that are about answering for one another: {% load answering %}."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.joint import KINDS
from accounts.models import EmergencyAccess, JointRequest, Signal
from accounts.models.second import areas_with
from accounts.permissions import Permission

register = template.Library()
MOST = 10


@register.inclusion_tag("accounts/tags/second_for_work.html", takes_context=True)
def second_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """The home page's part: what waits for a second person, and is not one's own."""
    user = context["request"].user
    if not areas_with(user, Permission.AGREE_SECOND):
        return {}
    rows = JointRequest.objects.visible_to(user).waiting(timezone.now()).exclude(asked_by=user)
    every = rows.select_related("area", "asked_by").order_by("asked_at")[: 5 * MOST]
    found = [row for row in every if not KINDS[row.kind].hidden_from(row, user)]
    return {"rows": [(row, KINDS[row.kind].label) for row in found[:MOST]], "more": len(found) > MOST}


@register.inclusion_tag("accounts/tags/emergencies_for_work.html", takes_context=True)
def emergencies_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """The home page's part for who answers for emergency access: what is not reviewed yet."""
    user, today = context["request"].user, timezone.localdate()
    if not areas_with(user, Permission.SEE_EMERGENCIES):
        return {}
    rows = EmergencyAccess.objects.visible_to(user).unreviewed()
    found = list(rows.select_related("area", "user").order_by("review_due_on", "started_at")[: MOST + 1])
    return {
        "show": True,
        "rows": [(row, row.review_due_on < today) for row in found[:MOST]],
        "more": len(found) > MOST,
    }


@register.inclusion_tag("accounts/tags/signals_for_work.html", takes_context=True)
def signals_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """The home page's part for who judges looks: how many stand out and wait, and since when."""
    user = context["request"].user
    if not areas_with(user, Permission.JUDGE_LOOKS):
        return {}
    waiting = Signal.objects.visible_to(user).waiting()
    return {"show": True, "count": waiting.count(), "oldest": waiting.first()}
