"""The meetings to come on whose agenda somebody can be put, for the page after a rating."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.permissions import Permission
from dsr.days import plain_with_weekday
from dsr.meeting_words import KIND_LABELS, ItemState, MeetingKind, MeetingState
from dsr.models import Meeting, MeetingItem, RegisterEntry

MOST = 4


class Coming(NamedTuple):
    """One meeting: its kind and day in words, and whether this person is on its agenda already."""

    pk: UUID
    words: str
    there: bool


def coming_for(entry: RegisterEntry, user: User, *, today: date) -> list[Coming]:
    """The next four meetings of the entry's area that `user` may run: going on, or planned from today."""
    on_it = MeetingItem.objects.filter(meeting=OuterRef("pk"), entry=entry).exclude(state=ItemState.TAKEN_OFF)
    rows = Meeting.objects.visible_to(user, Permission.RUN_MEETING).coming().filter(area=entry.area_id)
    rows = rows.filter(Q(state=MeetingState.OPEN) | Q(on__gte=today)).annotate(there=Exists(on_it))
    found = rows.order_by("on", "starts_at", "pk").values_list("pk", "kind", "on", "starts_at", "there")
    return [
        Coming(pk, f"{KIND_LABELS[MeetingKind(kind)]}, {plain_with_weekday(on)}, {at:%H:%M}", there)
        for pk, kind, on, at, there in found[:MOST]
    ]
