"""The entry page's quiet part about putting things right: {% load putting_right %}."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.joint import KINDS
from accounts.models import JointRequest
from accounts.permissions import Permission
from dsr.models import RegisterEntry
from dsr.statuses import HOLDS_A_PLACE
from dsr.unmerging import undone_until

register = template.Library()


@register.inclusion_tag("dsr/tags/put_right.html", takes_context=True)
def put_right(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """A hold, for everybody who sees the entry; what is asked for, and the ways to ask, for who may.

    Why it is held are words for those who read what people wrote.
    """
    user = context["request"].user
    may, may_agree = (entry.lets(user, p) for p in (Permission.ASK_SECOND, Permission.AGREE_SECOND))
    waiting = JointRequest.objects.waiting(timezone.now()).filter(area=entry.area_id)
    asked = waiting.filter(subjects__contains=[entry.person_id]) if may else waiting.none()
    hold = entry.person.holds.open().first()
    may_undo = may and entry.person.other_names
    return {
        "entry": entry,
        "hold": hold,
        "why": hold.why if hold and entry.lets(user, Permission.SEE_NARRATIVE) else "",
        "may": may,
        "may_correct": entry.lets(user, Permission.RECORD_CONSENT),
        # A merge leaves the other's names here, so nobody without them is asked about.
        "merged_until": undone_until(entry.person, timezone.localdate()) if may_undo else None,
        "removable": entry.status in HOLDS_A_PLACE,
        "asked": [
            # Whoever neither asked nor may agree knows that it waits, and has no page of it to open.
            (row, KINDS[row.kind].label, row.asked_by_id == user.pk or may_agree)
            for row in asked.select_related("asked_by")
        ],
    }
