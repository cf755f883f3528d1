"""From which facts the clocks of a stay follow: made blue, visits, notices, stuck in hospital."""

from collections.abc import Iterable
from datetime import date

from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Records, Stay, records_of
from dsr.models import RegisterEntry
from dsr.ratings import DecidedAt
from dsr.stay_rules import Notice


@from_facts("blue_on_admission")
def _made_blue(entry: RegisterEntry) -> Iterable[Clock]:
    """Met on the day the admission was heard of, which may be late."""
    for stay in records_of(entry).stays:
        met = max(stay.recorded_on, stay.admitted_on)
        yield Clock("blue_on_admission", stay.admitted_on, met_on=met, about=stay.id)


@from_facts("oversight_visit")
def _visits(entry: RegisterEntry) -> Iterable[Clock]:
    """From the admission to the first visit, from each visit to the next; leaving hospital stops the last.

    A visit that was heard of after a later one moved no clock.
    """
    records = records_of(entry)
    for stay in records.stays:
        since = stay.admitted_on
        for day in stay.visits:
            if day > since or since == stay.admitted_on:
                yield Clock("oversight_visit", since, met_on=day)
                since = day
        yield Clock("oversight_visit", since, stopped_on=_rated_after(records, stay))


def _rated_after(records: Records, stay: Stay) -> date | None:
    """The day of the rating on leaving; who died in hospital has none, and their stay is over too."""
    rated = [row for row in records.ratings if (row.about, row.decided_at) == (stay.id, DecidedAt.DISCHARGE)]
    return rated[0].decided_on if rated else stay.discharged_on


@from_facts("inadequate_unit_notice")
def _notices(entry: RegisterEntry) -> Iterable[Clock]:
    for stay in records_of(entry).stays:
        for move, on in stay.poor_units:
            sent = stay.notices.get(move, [])
            met = max(*sent, on) if len(sent) == len(Notice) else None
            yield Clock("inadequate_unit_notice", on, met_on=met, about=move)


@from_facts("stuck_in_hospital")
def _stuck(entry: RegisterEntry) -> Iterable[Clock]:
    """From being ready until something is decided; else until they are not ready any more, or have left."""
    records = records_of(entry)
    for stay in records.stays:
        for began, ended in _ready(stay):
            met = min((day for day in records.decided if day >= began), default=None)
            if met and (ended is None or met <= ended):
                yield Clock("stuck_in_hospital", began, met_on=met, about=stay.id)
            else:
                yield Clock("stuck_in_hospital", began, stopped_on=ended, about=stay.id)


def _ready(stay: Stay) -> Iterable[tuple[date, date | None]]:
    """Since when and until when somebody was ready to leave; other reasons change no day."""
    since: date | None = None
    for ready, on in stay.readiness:
        if ready and since is None:
            since = on
        elif not ready and since is not None:
            yield since, on
            since = None
    if since is not None:
        yield since, stay.discharged_on
