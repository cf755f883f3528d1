"""Asking about recommendations whose day has come, and putting what stays unanswered before the panel."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from dsr import consent, rules
from dsr.actions.escalations import escalate
from dsr.chasing import Stage, Waits, next_stage
from dsr.days import in_days, plain
from dsr.gate import gate
from dsr.models import AreaRule, Chase, Escalation, Recommendation, RegisterEntry
from dsr.statuses import OPEN_STEPS, EntryStatus, Step

AT_ONCE = 500


@transaction.atomic
def chase_recommendations(*, today: date, by: User) -> int:
    """Ask everybody who is to be asked today, once; how many were asked or put before the panel.

    Safe to run as often as one likes, at the same time too, and after missed nights: what was done for a
    day of a recommendation is on record, and the database holds that it is done once. Only those on the
    register now are asked about.
    """
    found = [
        (row, stage) for row, stage in _to_do(today) if stage is not Stage.PANEL or _agrees(row.entry, today)
    ]
    rows = [
        Chase(recommendation=row, due_on=row.due_on, stage=stage, on=today, by=by) for row, stage in found
    ]
    for start in range(0, len(rows), AT_ONCE):
        Chase.objects.bulk_create(rows[start : start + AT_ONCE])
    for row, stage in found:
        _ask(row, stage)
    _before_the_panel([row for row, stage in found if stage is Stage.PANEL], today, by)
    return len(found)


def _to_do(today: date) -> list[tuple[Recommendation, Stage]]:
    """What is late and what comes next of it, in three queries and one for each area's own numbers."""
    late = Recommendation.objects.filter(
        step__in=OPEN_STEPS, due_on__lte=today, entry__status=EntryStatus.ACTIVE
    )
    # Locked, so that an answer that is being written is waited for; what somebody holds is asked tomorrow.
    locked = late.select_for_update(of=("self",), skip_locked=True)
    rows = list(locked.select_related("entry__area", "entry__person").order_by("pk"))
    done: dict[tuple[UUID, date], list[Stage]] = defaultdict(list)
    asked = Chase.objects.filter(recommendation__in=late.values("pk"))
    for pk, due_on, stage in asked.values_list("recommendation_id", "due_on", "stage"):
        done[pk, due_on].append(Stage(stage))
    waits = {area: _waits(area, today) for area in {row.entry.area_id for row in rows}}
    steps = [
        (
            row,
            next_stage(
                Step(row.step),
                due_on=row.due_on,
                today=today,
                done=done[row.pk, row.due_on],
                waits=waits[row.entry.area_id],
            ),
        )
        for row in rows
    ]
    return [(row, stage) for row, stage in steps if stage]


def _agrees(entry: RegisterEntry, today: date) -> bool:
    """Whether their yes to the register stands, so that the panel may read of it; else that waits."""
    return gate(entry.person, consent.Purpose.REGISTER, on=today).allowed


def _waits(area_id: int, today: date) -> Waits:
    again, panel = (
        number if (number := AreaRule.objects.own_number(area_id, key, today)) is not None else usual(key)
        for key in ("action_chase", "action_escalate")
    )
    return Waits(again=again, panel=panel)


def usual(key: str) -> int:
    """The number of calendar days in the table, the same for everybody."""
    return rules.RULES[key].days[rules.Group.ADULT]


def _ask(row: Recommendation, stage: Stage) -> None:
    """Whom, and whether still, is worked out at sending; the message says only that something is there."""
    if stage is not Stage.PANEL:
        outbox.post(
            "recommendation_due",
            key=f"chase-{row.pk}-{row.due_on}-{stage}",
            payload={"recommendation": str(row.pk), "due_on": row.due_on.isoformat()},
        )


def _before_the_panel(rows: Iterable[Recommendation], today: date, by: User) -> None:
    """One case an entry. Where a case is open already, the panel sees on its page what is late."""
    stuck: dict[UUID, list[Recommendation]] = defaultdict(list)
    for row in rows:
        stuck[row.entry_id].append(row)
    open_now = set(
        Escalation.objects.on(today).filter(entry__in=list(stuck)).values_list("entry_id", flat=True)
    )
    for entry_id in sorted(set(stuck) - open_now):
        entry = RegisterEntry.objects.get(pk=entry_id)
        escalate(entry=entry, why=_why(stuck[entry_id], today), by=by, today=today)


def _why(rows: list[Recommendation], today: date) -> str:
    first = min(rows, key=lambda row: row.due_on)
    late = in_days((today - first.due_on).days)
    more = f" And {len(rows) - 1} more." if len(rows) > 1 else ""
    what = f"“{first.text[:200]}”, {first.owner[:100]}, due {plain(first.due_on)}"
    return f"Asked twice, and no answer: {what}, {late} late.{more}"[:500]
