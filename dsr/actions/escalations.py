"""Putting a case before the oversight panel, and closing it there."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.going_home import decide_stuck
from dsr.models import Escalation, RegisterEntry
from dsr.statuses import EntryStatus

OVER, NEXT = "Its last day was over.", "oversight_panel_next"
GONE = "Their place on the register ended, or rests."


@transaction.atomic
def escalate(
    *, entry: RegisterEntry, why: str, by: User, today: date, until: date | None = None
) -> Escalation:
    """Put somebody's case before the area's oversight panel; its members see it from now on.

    Refuses for who is not on the register now, a second time while it is there, and a last day that is
    past. A case whose last day is over is closed first, so that it can be put there again.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.status != EntryStatus.ACTIVE:
        raise Refused("They are not on the register now, so their case is not put before the panel.")
    if until and until < today:
        raise Refused("The last day must be today or later.")
    before = Escalation.objects.select_for_update().filter(entry=entry, closed_on=None).first()
    if before and (before.until is None or before.until >= today):
        raise Refused("This case is before the oversight panel already.")
    if before:
        _close(before, OVER, by, today)
        cancel_deadlines(entry=entry, keys=[NEXT], about=before.pk, on=today, why=OVER, by=by)
    decide_stuck(entry=entry, on=today, by=by)
    case = Escalation.objects.create(entry=entry, why=why, put_on=today, put_by=by, until=until, by=by)
    open_deadline(entry=entry, key=NEXT, started_on=today, about=case.pk, by=by)
    return case


@transaction.atomic
def close_escalation(*, escalation: Escalation, why: str, by: User, today: date) -> Escalation:
    """Take a case from the oversight panel: its members do not find it from their next page on."""
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if escalation.closed_on is None:
        _close(escalation, why, by, today)
        meet_deadlines(entry=escalation.entry, keys=[NEXT], about=escalation.pk, on=today, by=by)
    return escalation


def close_cases(*, entry: RegisterEntry, by: User, today: date) -> None:
    """Take an open case from the panel because the place ended or rests: its members find it no longer."""
    for case in Escalation.objects.select_for_update().filter(entry=entry, closed_on=None):
        _close(case, GONE, by, today)
        cancel_deadlines(entry=entry, keys=[NEXT], about=case.pk, on=today, why=GONE, by=by)


def _close(escalation: Escalation, why: str, by: User, today: date) -> None:
    escalation.closed_on, escalation.closed_why = today, why
    escalation.save(by=by)
