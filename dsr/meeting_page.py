"""What the pages of a meeting show, gathered in a fixed number of queries, for five people or forty."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.models import User
from accounts.permissions import Permission, Reach
from config.paging import Page
from dsr import agenda
from dsr.agenda_rows import entries_of, table_of
from dsr.ledgers import who_may_hear
from dsr.meeting_consent import MayHear
from dsr.meeting_words import ITEM_LABELS, TABLE_LABELS, ItemState, MeetingState
from dsr.models import Meeting, MeetingAttendance, MeetingDecision, MeetingItem
from dsr.models.meetings import MeetingQuerySet


class Line(NamedTuple):
    """One person on the agenda."""

    id: UUID
    entry: UUID
    person: UUID
    name: str
    born: date
    colour: str | None
    coloured_since: date | None
    state: str
    why: list[str]
    off_why: str
    decided: str | None
    stayed: bool | None
    hears: MayHear

    @property
    def why_words(self) -> str:
        return agenda.in_words(self.why)

    @property
    def state_label(self) -> str:
        return ITEM_LABELS[ItemState(self.state)]

    @property
    def waiting(self) -> bool:
        return self.state == ItemState.WAITING

    @property
    def blocked(self) -> bool:
        """On the list and not to be discussed: it says why and what to do, and is never left out."""
        return self.waiting and not self.hears.allowed


FIELDS = (
    "pk", "entry_id", "entry__person_id", "entry__person__given_name", "entry__person__family_name",
    "entry__person__date_of_birth", "entry__colour", "entry__coloured_since", "state", "why", "off_why",
    "decided", "stayed",
)  # fmt: skip


def lines(
    meeting: Meeting, user: User, *, on: date, named: bool, table: list[str] | None = None
) -> list[Line]:
    """The agenda in its order, of the people whom `user` finds; those taken off come last."""
    latest = MeetingDecision.objects.filter(item=OuterRef("pk")).order_by("-number")
    rows = MeetingItem.objects.filter(meeting=meeting, entry__in=entries_of(meeting, user)).annotate(
        decided=Subquery(latest.values("colour")[:1]), stayed=Subquery(latest.values("stays")[:1])
    )
    found = list(rows.order_by("position", "pk").values_list(*FIELDS))
    born = {row[2]: row[5] for row in found}
    hears = who_may_hear(born, table_of(meeting) if table is None else table, on=on, named=named)
    made = [
        Line(row[0], row[1], row[2], f"{row[3]} {row[4].upper()}", *row[5:], hears[row[2]]) for row in found
    ]
    return sorted(made, key=lambda line: line.state == ItemState.TAKEN_OFF)


def next_after(found: list[Line], item: UUID | None) -> Line | None:
    """The next one who waits and may be discussed: after `item`, else from the top."""
    on_list = [line for line in found if line.state != ItemState.TAKEN_OFF]
    place = next((place for place, line in enumerate(on_list) if line.id == item), -1)
    turned = [*on_list[place + 1 :], *on_list[: max(place, 0)]]
    return next((line for line in turned if line.waiting and not line.blocked), None)


def pace_of(meeting: Meeting, found: list[Line], now: datetime) -> str:
    """3 min each, 4 min ahead; only the plan before it starts and after it ends."""
    plan = f"{meeting.minutes_each} min each"
    if meeting.state != MeetingState.OPEN or not meeting.opened_at:
        return plan
    done = sum(line.state == ItemState.DONE for line in found)
    ahead = agenda.pace(opened=meeting.opened_at, now=now, done=done, minutes_each=meeting.minutes_each)
    return f"{plan}, {agenda.pace_in_words(ahead)}"


def attendance_of(meeting: Meeting) -> list[dict[str, Any]]:
    """Who came, by organisation: the invited ones first asked for, those without a name say so."""
    came: dict[str, list[Any]] = {}
    for row in meeting.attendance.filter(here=True).order_by("name"):
        came.setdefault(row.kind, []).append(row)
    kinds = [kind for kind in TABLE_LABELS if kind in came or kind in meeting.invited]
    return [
        {
            "kind": kind,
            "label": TABLE_LABELS[kind],
            "people": came.get(kind, []),
            "invited": kind in meeting.invited,
        }
        for kind in kinds
    ]


def came_last_time(meeting: Meeting) -> list[MeetingAttendance]:
    """Who was at the area's last closed meeting, by organisation; nobody when there was none. Two queries."""
    closed = Meeting.objects.filter(area=meeting.area_id, state=MeetingState.CLOSED).exclude(pk=meeting.pk)
    last = closed.order_by("-on", "-closed_at").first()
    came = last.attendance.filter(here=True) if last else []
    return sorted(came, key=lambda one: (list(TABLE_LABELS).index(one.kind), one.name))


def facts(meeting: Meeting, user: User, *, today: date, now: datetime) -> dict[str, Any]:
    """The context of a meeting's own page."""
    found = lines(meeting, user, on=today, named=_named(meeting, user))
    shown = [line for line in found if line.state != ItemState.TAKEN_OFF]
    return {
        "meeting": meeting,
        "today": today,
        "lines": shown,
        "off": [line for line in found if line.state == ItemState.TAKEN_OFF],
        "blocked": [line for line in shown if line.blocked],
        "waiting": [line for line in shown if line.waiting and not line.blocked],
        "done": sum(line.state == ItemState.DONE for line in shown),
        "next": next_after(found, None),
        "pace": pace_of(meeting, found, now),
        "long": len(shown) * meeting.minutes_each,
        "attendance": attendance_of(meeting),
        "may_run": meeting.area_id in _areas(user, Permission.RUN_MEETING),
        "may_read": meeting.area_id in _areas(user, Permission.SEE_NARRATIVE),
        "people": [line.person for line in found],
    }


def _areas(user: User, permission: Permission) -> list[int]:
    return user.areas_where(permission, Reach.AREA)


def _named(meeting: Meeting, user: User) -> bool:
    return meeting.area_id in _areas(user, Permission.SEE_CONTACTS)


def listed(user: User) -> MeetingQuerySet:
    """The meetings of a reader's areas, each with its counts: on the agenda, done. No names."""
    on_agenda = Count("items", filter=~Q(items__state=ItemState.TAKEN_OFF))
    done = Count("items", filter=Q(items__state=ItemState.DONE))
    rows = Meeting.objects.visible_to(user).select_related("area")
    return rows.annotate(on_agenda=on_agenda, done=done)


def past(rows: MeetingQuerySet, before: str | None, *, size: int) -> Page:
    """Some past meetings, the latest first, after the one with this id; nonsense starts at the top."""
    try:
        start = rows.filter(pk=UUID(before)).first() if before else None
    except ValueError:
        start = None
    if start:
        same_time = Q(on=start.on, starts_at=start.starts_at, pk__gt=start.pk)
        rows = rows.filter(Q(on__lt=start.on) | Q(on=start.on, starts_at__lt=start.starts_at) | same_time)
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)
