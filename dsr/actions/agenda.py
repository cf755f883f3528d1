"""Who is on an agenda, in which order, and who was taken off again, with the reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from config.refused import Refused
from dsr.actions.meetings import locked, plan_meeting
from dsr.meeting_words import ITEM_LABELS, ITEM_MOVES, ItemState, MeetingState
from dsr.models import Meeting, MeetingItem, RegisterEntry

STARTS_AT, STEP = 10, 10


def _check_writable(meeting: Meeting) -> None:
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise Refused("This meeting is over, so its agenda stays as it was.")


@transaction.atomic
def add_to_agenda(*, meeting: Meeting, entries: Mapping[UUID, list[str]], by: User) -> list[MeetingItem]:
    """Put people on an agenda, in this order, each with the codes of why (none: picked by hand).

    Whoever is on it already stays where they are; whoever was taken off comes back at the end. Only
    people on the register of the meeting's area; others are refused.
    """
    meeting = locked(meeting)
    _check_writable(meeting)
    there = {item.entry_id: item for item in meeting.items.all()}
    fit = set(
        RegisterEntry.objects.active()
        .filter(pk__in=entries, area_id=meeting.area_id)
        .values_list("pk", flat=True)
    )
    if set(entries) - fit:
        raise Refused("Somebody you chose is not on this area’s register now. Look at the list again.")
    last = meeting.items.aggregate(last=Max("position"))["last"] or STARTS_AT - STEP
    found = []
    for entry, why in entries.items():
        item = there.get(entry)
        if item is None or item.state == ItemState.TAKEN_OFF:
            last += STEP
            found.append(_put(meeting, item, entry, why, last, by))
    return found


@transaction.atomic
def plan_meeting_about(*, entry: RegisterEntry, by: User, **facts: Any) -> Meeting:
    """Plan a meeting of the entry's area with this person on its agenda: both, or neither.

    `facts` are those of `plan_meeting` without the area.
    """
    meeting = plan_meeting(area=entry.area, by=by, **facts)
    add_to_agenda(meeting=meeting, entries={entry.pk: []}, by=by)
    return meeting


def _put(
    meeting: Meeting, item: MeetingItem | None, entry: UUID, why: list[str], position: int, by: User
) -> MeetingItem:
    if item is None:
        return MeetingItem.objects.create(meeting=meeting, entry_id=entry, why=why, position=position, by=by)
    item.state, item.off_why, item.why, item.position = ItemState.WAITING, "", why, position
    item.save(by=by)
    return item


@transaction.atomic
def take_off_agenda(*, item: MeetingItem, why: str, by: User) -> MeetingItem:
    """Take somebody off, with the reason; not once something was decided about them."""
    _check_writable(locked(item.meeting))
    item = MeetingItem.objects.select_for_update().get(pk=item.pk)
    now = ItemState(item.state)
    if now is ItemState.TAKEN_OFF:
        if item.off_why == why:
            return item
        raise Refused(f"They are off the agenda already. The minutes give the reason: “{item.off_why}”")
    if ItemState.TAKEN_OFF not in ITEM_MOVES[now]:
        raise Refused(f"This person stays on the agenda: {ITEM_LABELS[now].lower()}.")
    item.state, item.off_why = ItemState.TAKEN_OFF, why
    item.save(by=by)
    return item


@transaction.atomic
def move_on_agenda(*, item: MeetingItem, earlier: bool, by: User) -> None:
    """Change places with the one before or after; at the end of the list nothing happens."""
    _check_writable(locked(item.meeting))
    rows = list(
        MeetingItem.objects.filter(meeting_id=item.meeting_id)
        .exclude(state=ItemState.TAKEN_OFF)
        .select_for_update()
        .order_by("position", "pk")
    )
    place = next((place for place, row in enumerate(rows) if row.pk == item.pk), None)
    other = None if place is None else place + (-1 if earlier else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    one, two = rows[place], rows[other]
    one.position, two.position = two.position, one.position
    one.save(by=by)
    two.save(by=by)
