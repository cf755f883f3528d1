"""From which facts the clocks of endings, offers to other areas and the oversight panel follow."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from dsr.actions.escalations import GONE, OVER
from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Records, records_of
from dsr.endings import Reason
from dsr.handing_on import State
from dsr.models import RegisterEntry
from dsr.statuses import EntryStatus


@from_facts("removal_letter")
def _letters(entry: RegisterEntry) -> Iterable[Clock]:
    """From the decision until the person was told; told at once, there never was one. Death stops it."""
    records = records_of(entry)
    ending = records.ending
    if ending is None or ending.reason == Reason.DIED or records.ending_told:
        return
    died = None if ending.told_on else _since(records, EntryStatus.DIED)
    yield Clock("removal_letter", ending.decided_on, met_on=ending.told_on, stopped_on=died)


def _since(records: Records, status: EntryStatus) -> date | None:
    return next((timezone.localdate(at) for at, now in records.statuses if now == status), None)


@from_facts("transfer_acknowledge", "transfer_decide")
def _offers(entry: RegisterEntry) -> Iterable[Clock]:
    for offer in records_of(entry).offers:
        stopped = offer.answered_on if offer.state == State.TAKEN_BACK else None
        met = None if stopped else offer.answered_on
        seen = offer.seen_on or met
        started, about = offer.offered_on, offer.pk
        yield Clock("transfer_acknowledge", started, seen, None if seen else stopped, about)
        yield Clock("transfer_decide", started, met, stopped, about)


@from_facts("oversight_panel_next")
def _cases(entry: RegisterEntry) -> Iterable[Clock]:
    """A case whose last day was over was not considered: its clock is stopped, not met.

    A rest stops it for as long as it lasts; the end of the place stops it for good.
    """
    records = records_of(entry)
    ended = records.ending.ended_on if records.ending else _since(records, EntryStatus.REMOVED_IN_ERROR)
    for case in records.cases:
        stopped = case.closed_on if case.closed_why in (OVER, GONE) else ended
        if (
            case.closed_on
            and case.closed_why not in (OVER, GONE)
            and (stopped is None or case.closed_on <= stopped)
        ):
            stopped = None
        met = None if stopped else case.closed_on
        yield Clock("oversight_panel_next", case.put_on, met, stopped, case.pk)
