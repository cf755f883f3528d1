"""A meeting from its plan to its end: planned, changed, called off, opened, closed."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import days
from dsr.meeting_words import STATE_LABELS, STATE_MOVES, TABLE_LABELS, ItemState, MeetingKind, MeetingState
from dsr.models import Meeting, MeetingAddendum, MeetingAttendance, MeetingItem

NOT_REACHED = "Not reached before the meeting was closed."


@transaction.atomic
def plan_meeting(
    *,
    area: Area,
    kind: MeetingKind,
    on: date,
    starts_at: time,
    place: str,
    chair: str,
    by: User,
    today: date,
    online: bool = False,
    minutes_each: int = 3,
    invited: list[str] | None = None,
) -> Meeting:
    """Plan a meeting; `minutes_each` is the time for one person. A day that is over is refused."""
    _check_day(on, today)
    return Meeting.objects.create(
        area=area, kind=kind, on=on, starts_at=starts_at, place=place, chair=chair, online=online,
        minutes_each=minutes_each, invited=_in_order(invited or []), by=by,
    )  # fmt: skip


def _check_day(on: date, today: date) -> None:
    if on < today:
        raise Refused("The day of the meeting must be today or later.")


def _in_order(kinds: list[str]) -> list[str]:
    return [kind for kind in TABLE_LABELS if kind in kinds]


class PlanChangedFirst(Refused):
    """Somebody changed a plan after this page was opened; `theirs` is the meeting as it is planned now."""

    def __init__(self, theirs: Meeting) -> None:
        self.theirs = theirs
        super().__init__("Somebody changed this plan after you opened it. Nothing of yours is lost.")


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, by: User, today: date, expected_version: int, **facts: Any
) -> Meeting:
    """Change a plan; `expected_version` is the one the page showed.

    Raises PlanChangedFirst when it was changed since, Refused when it cannot be.
    """
    meeting = locked(meeting)
    if meeting.version != expected_version:
        raise PlanChangedFirst(meeting)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise Refused(f"This meeting is {STATE_LABELS[MeetingState(meeting.state)].lower()}: its plan stays.")
    if facts.get("on", meeting.on) != meeting.on:
        if meeting.state == MeetingState.OPEN:
            raise Refused("This meeting is going on: its day stays.")
        _check_day(facts["on"], today)
    if "invited" in facts:
        facts["invited"] = _in_order(facts["invited"])
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save(by=by)
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """The row of a meeting, held until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("area").get(pk=meeting.pk)


def check_open(meeting: Meeting) -> None:
    """Refuse what is written at a meeting unless it is going on."""
    if meeting.state == MeetingState.PLANNED:
        raise Refused("This meeting has not been opened yet.")
    if meeting.state != MeetingState.OPEN:
        raise Refused("This meeting is closed and its minutes are fixed. Write an addendum instead.")


def _move(meeting: Meeting, to: MeetingState) -> None:
    now = MeetingState(meeting.state)
    if to not in STATE_MOVES[now]:
        raise Refused(f"This meeting is {STATE_LABELS[now].lower()} already.")
    meeting.state = to


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, why: str, by: User) -> Meeting:
    """Call a meeting off, with the reason; once it has been opened it can only be closed."""
    meeting = locked(meeting)
    _move(meeting, MeetingState.CANCELLED)
    meeting.cancelled_why = why
    meeting.save(by=by)
    return meeting


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: User, now: datetime, today: date) -> Meeting:
    """Start it: from here the time counts. Opening it twice is the same; not before its day.

    A meeting that was planned for a day that is over is held today: its day becomes today, so that what is
    decided has the day on which it was.
    """
    meeting = locked(meeting)
    if meeting.state == MeetingState.OPEN:
        return meeting
    _move(meeting, MeetingState.OPEN)
    if meeting.on > today:
        raise Refused(f"This meeting is on {days.plain(meeting.on)}. Change its day first.")
    meeting.on, meeting.opened_at = today, now
    meeting.save(by=by)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User, now: datetime) -> list[MeetingItem]:
    """End it: the minutes are fixed, and whoever was not reached is carried on. Answers with those."""
    meeting = locked(meeting)
    if meeting.state == MeetingState.CLOSED:
        return list(meeting.items.filter(state=ItemState.CARRIED))
    _move(meeting, MeetingState.CLOSED)
    waiting = list(meeting.items.filter(state=ItemState.WAITING).select_for_update())
    for item in waiting:
        item.state, item.off_why = ItemState.CARRIED, NOT_REACHED
        item.save(by=by)
    meeting.closed_at = now
    meeting.save(by=by)
    return waiting


@transaction.atomic
def record_attendance(*, meeting: Meeting, kind: str, name: str, by: User) -> MeetingAttendance:
    """Write down that somebody came, for which kind of organisation; twice is once."""
    meeting = locked(meeting)
    check_open(meeting)
    if kind not in TABLE_LABELS:
        raise Refused("Choose which organisation they came for.")
    found = meeting.attendance.filter(kind=kind, name=name).first()
    if found is None:
        return MeetingAttendance.objects.create(meeting=meeting, kind=kind, name=name, by=by)
    if not found.here:
        found.here = True
        found.save(by=by)
    return found


@transaction.atomic
def record_attendance_of(
    *, meeting: Meeting, people: list[tuple[str, str]], by: User
) -> list[MeetingAttendance]:
    """Write down several at once, each as (kind of organisation, name): all of them, or none."""
    return [record_attendance(meeting=meeting, kind=kind, name=name, by=by) for kind, name in people]


@transaction.atomic
def take_off_attendance(*, attendance: MeetingAttendance, by: User) -> MeetingAttendance:
    """Somebody was put on the list by mistake, or has gone home; what they heard before stays on record."""
    check_open(locked(attendance.meeting))
    attendance.here = False
    attendance.save(by=by)
    return attendance


@transaction.atomic
def add_to_minutes(*, meeting: Meeting, text: str, by: User) -> MeetingAddendum:
    """Correct or complete the minutes of a closed meeting; the same words by the same hand are one row."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.CLOSED:
        raise Refused("The minutes are still being written. An addendum is for a meeting that is closed.")
    same = meeting.addenda.filter(text=text, by=by).first()
    return same or MeetingAddendum.objects.create(meeting=meeting, text=text, by=by)
