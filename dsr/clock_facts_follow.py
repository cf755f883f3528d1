"""From which facts the clocks of endings, offers to other areas and the oversight panel follow."""

from collections.abc import Iterable
from datetime import date

from dsr.actions.escalations import GONE, OVER
from dsr.clock_facts import Clock, from_facts
from dsr.endings import Reason
from dsr.handing_on import State
from dsr.models import Ending, Escalation, RegisterEntry, Transfer
from dsr.statuses import EntryStatus


@from_facts("removal_letter")
def _letters(entry: RegisterEntry) -> Iterable[Clock]:
    """From the decision until the person was told; told at once, there never was one. Death stops it."""
    ending = Ending.objects.filter(entry=entry).exclude(reason=Reason.DIED).first()
    if ending is None or (ending.told_on and ending.told_on == first_told(ending)):
        return
    died = entry.person.died_on and ending.told_on is None
    stopped = entry.history.filter(status=EntryStatus.DIED).order_by("history_id").first() if died else None
    yield Clock(
        "removal_letter",
        ending.decided_on,
        met_on=ending.told_on,
        stopped_on=stopped.history_date.date() if stopped else None,
    )


def first_told(ending: Ending) -> object:
    """What the record of the ending said when it was first written."""
    return ending.history.order_by("history_id").values_list("told_on", flat=True)[0]


@from_facts("transfer_acknowledge", "transfer_decide")
def _offers(entry: RegisterEntry) -> Iterable[Clock]:
    for offer in Transfer.objects.filter(entry=entry).order_by("offered_on", "pk"):
        stopped = offer.answered_on if offer.state == State.TAKEN_BACK else None
        met = None if stopped else offer.answered_on
        seen = offer.seen_on or met
        started, about = offer.offered_on, offer.pk
        yield Clock("transfer_acknowledge", started, seen, None if seen else stopped, about)
        yield Clock("transfer_decide", started, met, stopped, about)


@from_facts("oversight_panel_next")
def _cases(entry: RegisterEntry) -> Iterable[Clock]:
    """A case whose last day was over was not considered: its clock is stopped, not met."""
    for case in Escalation.objects.filter(entry=entry).order_by("put_on", "pk"):
        not_considered = case.closed_why in (OVER, GONE)
        stopped = case.closed_on if not_considered else _place_left(entry, case.put_on)
        if case.closed_on and not not_considered and (stopped is None or case.closed_on <= stopped):
            stopped = None
        met = None if stopped else case.closed_on
        yield Clock("oversight_panel_next", case.put_on, met, stopped, case.pk)


def _place_left(entry: RegisterEntry, since: date) -> date | None:
    """The day on which the place ended or began to rest, from a day on: its clocks stopped then."""
    found = [*Ending.objects.filter(entry=entry).values_list("ended_on", flat=True)]
    found += entry.pauses.values_list("paused_on", flat=True)
    errors = entry.history.filter(status=EntryStatus.REMOVED_IN_ERROR).order_by("history_id")
    found += [at.date() for at in errors.values_list("history_date", flat=True)[:1]]
    return min((day for day in found if day >= since), default=None)
