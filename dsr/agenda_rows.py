"""Who would come up at a meeting, gathered in a fixed number of queries, however many people there are."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Min, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from dsr import agenda, ratings, rules
from dsr.ledgers import who_may_hear
from dsr.meeting_consent import MayHear
from dsr.meeting_words import ItemState, MeetingState
from dsr.models import Deadline, Meeting, MeetingDecision, MeetingItem, Recommendation, RegisterEntry
from dsr.statuses import OPEN_STEPS

RATING_CLOCKS = (*ratings.RATING_REVIEWS, "amber_meeting")


class Row(NamedTuple):
    """Somebody who comes up: who they are, why, how late, and whether they may be discussed."""

    entry: UUID
    person: UUID
    name: str
    born: date
    colour: str | None
    rated_on: date | None
    why: tuple[agenda.Why, ...]
    overdue: int
    hears: MayHear

    @property
    def always(self) -> bool:
        return agenda.always(self.why)

    @property
    def why_words(self) -> str:
        return agenda.in_words(self.why)


def entries_of(meeting: Meeting, user: User) -> QuerySet:
    """Those of the meeting's area whom `user` finds: a restricted record only with a grant."""
    scope = RegisterEntry.objects.visible_to(user, Permission.SEE_ENTRY)
    return scope.filter(area_id=meeting.area_id)


def table_of(meeting: Meeting) -> list[str]:
    """The kinds of organisation at the table: those who came, or before that those who are invited."""
    came = meeting.attendance.filter(here=True).values_list("kind", flat=True)
    return sorted(set(came)) or list(meeting.invited)


def proposed(meeting: Meeting, user: User, *, named: bool) -> list[Row]:
    """Everybody who comes up by rule on the day of the meeting and is not on its agenda yet, in order."""
    day = meeting.on
    known = meeting.items.exclude(state=ItemState.TAKEN_OFF).values("entry_id")
    entries = entries_of(meeting, user).active().exclude(pk__in=known)
    late, asked, told = _late(entries, day), _asked(entries, day), _agreed(meeting)
    fields = ("id", "person_id", "person__given_name", "person__family_name", "person__date_of_birth")
    rows = {row[0]: row for row in entries.values_list(*fields, "colour", "rated_on")}
    candidates = [
        agenda.Candidate(
            entry=pk,
            colour=ratings.Colour(row[5]) if row[5] else None,
            rated_on=row[6],
            rating_due=late.get((pk, "rating")),
            recommendation_due=asked.get(pk),
            silent_since=late.get((pk, "silence")),
            carried=pk in told["carried"],
            next_look=told["next_look"].get(pk),
        )
        for pk, row in rows.items()
    ]
    found = agenda.in_order(candidates, day)
    born = {rows[one.entry][1]: rows[one.entry][4] for one in found}
    hears = who_may_hear(born, table_of(meeting), on=day, named=named)
    return [_row(one, rows[one.entry], hears, day) for one in found]


def _row(one: agenda.Candidate, row: tuple, hears: dict[UUID, MayHear], day: date) -> Row:
    pk, person, given, family, born, colour, rated_on = row
    why, late = agenda.reasons(one, day), agenda.overdue_days(one, day)
    return Row(pk, person, f"{given} {family.upper()}", born, colour, rated_on, why, late, hears[person])


def _late(entries: QuerySet, day: date) -> dict[tuple[UUID, str], date]:
    """The earliest late deadline about the rating, and the silence alarm, of each entry."""
    keys = (*RATING_CLOCKS, *rules.SILENCES)
    late = Deadline.objects.late(day).filter(entry__in=entries, key__in=keys)
    found: dict[tuple[UUID, str], date] = {}
    for entry, key, due in late.order_by("-due_on").values_list("entry_id", "key", "due_on"):
        found[entry, "silence" if key in rules.SILENCES else "rating"] = due
    return found


def _asked(entries: QuerySet, day: date) -> dict[UUID, date]:
    late = Recommendation.objects.filter(entry__in=entries, step__in=OPEN_STEPS, due_on__lt=day)
    return dict(late.order_by().values_list("entry_id").annotate(Min("due_on")))


def _agreed(meeting: Meeting) -> dict[str, Any]:
    """From each one's latest meeting: whether they were not reached, and when they are looked at again."""
    past = MeetingItem.objects.filter(
        meeting__area_id=meeting.area_id, meeting__state=MeetingState.CLOSED,
        state__in=(ItemState.DONE, ItemState.CARRIED),
    )  # fmt: skip
    latest = past.order_by("entry_id", "-meeting__on", "-meeting__closed_at").distinct("entry_id")
    states = {pk: (entry, state) for pk, entry, state in latest.values_list("pk", "entry_id", "state")}
    looks = (
        MeetingDecision.objects.filter(item__in=states).order_by("number").values_list("item_id", "next_look")
    )
    return {
        "carried": {entry for entry, state in states.values() if state == ItemState.CARRIED},
        "next_look": {states[item][0]: day for item, day in looks if day},
    }
