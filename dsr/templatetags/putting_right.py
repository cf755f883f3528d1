"""The entry page's quiet part about putting things right: {% load putting_right %}."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from accounts.joint import KINDS
from accounts.models import JointRequest
from accounts.permissions import Permission
from config.compiled import compiled, first_of
from dsr.models import LegalHold, RegisterEntry
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
    asked = _asked(entry.area_id, entry.person_id, timezone.now()) if may else []
    hold = first_of(_holds(entry.person_id))
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
            for row in asked
        ],
    }


@compiled
def _asked(area_id: int, person_id: UUID, now: datetime) -> QuerySet:
    waiting = JointRequest.objects.waiting(now).filter(area=area_id, subjects__contains=[person_id])
    return waiting.select_related("asked_by")


@compiled
def _holds(person_id: UUID) -> QuerySet:
    return LegalHold.objects.filter(person=person_id).open()
