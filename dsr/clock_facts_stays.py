"""From which facts the clocks of a stay follow: made blue, visits, notices, stuck in hospital."""

from collections.abc import Iterable
from datetime import date

from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import records_of
from dsr.models import HospitalStay, Rating, RegisterEntry, WardMove
from dsr.ratings import DecidedAt
from dsr.stay_rules import Notice
from dsr.stuck import decided_on


def stays_of(entry: RegisterEntry) -> list[HospitalStay]:
    """Somebody's stays, the first first; nothing is asked where the records say that there are none."""
    return list(entry.stays.order_by("admitted_on", "pk")) if records_of(entry).stays else []


@from_facts("blue_on_admission")
def _made_blue(entry: RegisterEntry) -> Iterable[Clock]:
    """Met on the day the admission was heard of, which may be late."""
    for stay in stays_of(entry):
        met = max(stay.recorded_on, stay.admitted_on)
        yield Clock("blue_on_admission", stay.admitted_on, met_on=met, about=stay.pk)


@from_facts("oversight_visit")
def _visits(entry: RegisterEntry) -> Iterable[Clock]:
    """From the admission to the first visit, from each visit to the next; leaving hospital stops the last.

    A visit that was heard of after a later one moved no clock.
    """
    for stay in stays_of(entry):
        since = stay.admitted_on
        for day in stay.visits.order_by("at").values_list("visited_on", flat=True):
            if day > since or since == stay.admitted_on:
                yield Clock("oversight_visit", since, met_on=day)
                since = day
        yield Clock("oversight_visit", since, stopped_on=_rated_after(stay))


def _rated_after(stay: HospitalStay) -> date | None:
    rows = Rating.objects.filter(about=stay.pk, decided_at=DecidedAt.DISCHARGE)
    return rows.values_list("decided_on", flat=True).first()


@from_facts("inadequate_unit_notice")
def _notices(entry: RegisterEntry) -> Iterable[Clock]:
    if not stays_of(entry):
        return
    for move in WardMove.objects.filter(stay__entry=entry, inadequate=True).order_by("moved_on"):
        sent = list(move.notices.values_list("sent_on", flat=True))
        met = max(*sent, move.moved_on) if len(sent) == len(Notice) else None
        yield Clock("inadequate_unit_notice", move.moved_on, met_on=met, about=move.pk)


@from_facts("stuck_in_hospital")
def _stuck(entry: RegisterEntry) -> Iterable[Clock]:
    """From being ready until something is decided; else until they are not ready any more, or have left."""
    for stay in stays_of(entry):
        for began, ended in _ready(stay):
            met = decided_on(entry, since=began)
            if met and (ended is None or met <= ended):
                yield Clock("stuck_in_hospital", began, met_on=met, about=stay.pk)
            else:
                yield Clock("stuck_in_hospital", began, stopped_on=ended, about=stay.pk)


def _ready(stay: HospitalStay) -> Iterable[tuple[date, date | None]]:
    """Since when and until when somebody was ready to leave; other reasons change no day."""
    since: date | None = None
    for ready, on in stay.readiness.order_by("pk").values_list("ready", "on"):
        if ready and since is None:
            since = on
        elif not ready and since is not None:
            yield since, on
            since = None
    if since is not None:
        yield since, stay.discharged_on
