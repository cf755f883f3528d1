"""A stay's lines on the timeline: into hospital, moves, legal statuses, leave, visits, plans, out of it.

Somebody who was never in hospital costs one query.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from config.compiled import compiled
from dsr import stay_rules as tables
from dsr.days import plain
from dsr.law import SECTION_LABELS, Section
from dsr.models import (
    HospitalStay,
    Leave,
    LegalStatusPeriod,
    OversightVisit,
    PlannedDischarge,
    PlanPoint,
    Readiness,
    RegisterEntry,
    StayCorrection,
    UnitNotice,
    WardMove,
)
from dsr.timeline import CONTACTS, Line, midnight, moment, source
from dsr.timeline_lines import of_row

Stays = list[UUID]
NAME = "history_user__name"
LINES: list[Callable[[Stays], Iterable[Line]]] = []


def of_stays(lines: Callable[[Stays], Iterable[Line]]) -> Callable[[Stays], Iterable[Line]]:
    LINES.append(lines)
    return lines


@source
def every_stay(entry: RegisterEntry) -> Iterable[Line]:
    """The lines of all stays of an entry."""
    stays = _stays(entry.pk)
    return lines_of(stays) if stays else []


@compiled
def _stays(entry_id: UUID) -> QuerySet:
    return HospitalStay.objects.filter(entry=entry_id).values_list("pk", flat=True)


def lines_of(stays: Stays) -> list[Line]:
    """The lines of these stays, in no order."""
    return [line for lines in LINES for line in lines(stays)]


def late(happened: date, recorded: date) -> str:
    """What is said about something that was heard of after its day."""
    return f" (found late: recorded on {plain(recorded)})" if recorded > happened else ""


def status_label(code: str) -> str:
    """A legal status in words, without how long it lasts."""
    return SECTION_LABELS[Section(code)].split(":")[0]


@of_stays
def _moves(stays: Stays) -> Iterable[Line]:
    told = WardMove.history.filter(id=OuterRef("pk")).exclude(host_told_on=None).order_by("history_id")
    rows = WardMove.objects.filter(stay__in=stays).annotate(
        by=of_row("first", WardMove, NAME), told_by=Subquery(told.values(NAME)[:1])
    )
    for move in rows:
        kind = tables.SECURITY_LABELS[tables.Security(move.security)].lower()
        what = "Admitted to" if move.number == 1 else "Moved to"
        sentence = f"{what} {move.place} ({kind}){late(move.moved_on, move.recorded_on)}"
        yield Line(midnight(move.moved_on), "stay", sentence, move.by, move.why, has_time=False)
        if move.inadequate:
            said = f"{move.hospital} was rated inadequate when they came"
            yield Line(midnight(move.moved_on), "stay", said, move.by, has_time=False)
        if move.host_told_on:
            whom = move.host_commissioner or "the host commissioner"
            yield Line(midnight(move.host_told_on), "stay", f"Told: {whom}", move.told_by, has_time=False)


@of_stays
def _statuses(stays: Stays) -> Iterable[Line]:
    rows = LegalStatusPeriod.objects.filter(stay__in=stays).annotate(
        by=of_row("first", LegalStatusPeriod, NAME)
    )
    for row in rows:
        found = late(timezone.localdate(row.started_at), row.recorded_on)
        sentence = f"Legal status: {status_label(row.status)}{found}"
        yield Line(row.started_at, "stay", sentence, row.by, has_time=row.time_known)


@of_stays
def _leaves(stays: Stays) -> Iterable[Line]:
    rows = Leave.objects.filter(stay__in=stays).annotate(
        began=of_row("first", Leave, NAME), ended=of_row("last", Leave, NAME)
    )
    for row in rows:
        nights = "overnight" if row.overnight else "by day"
        sentence = f"On leave, {nights}, expected back on {plain(row.expected_on)}"
        # Where somebody goes is an address, or somebody's name.
        yield Line(
            midnight(row.from_on), "stay", sentence, row.began, f"To: {row.where}", False,
            detail_needs=CONTACTS,
        )  # fmt: skip
        if row.back_on:
            yield Line(midnight(row.back_on), "stay", "Back from leave", row.ended, row.how_it_went, False)


@of_stays
def _plans(stays: Stays) -> Iterable[Line]:
    rows = PlannedDischarge.objects.filter(stay__in=stays).order_by("pk")
    for at, day, why, by in rows.values_list("at", "planned_for", "why", "by__name"):
        sentence = (
            f"Leaving hospital planned for {plain(day)}" if day else "No day for leaving is planned now"
        )
        yield Line(at, "stay", sentence, by, why)


@of_stays
def _readiness(stays: Stays) -> Iterable[Line]:
    seen: set[UUID] = set()
    rows = Readiness.objects.filter(stay__in=stays).order_by("pk")
    for at, stay, ready, on, reasons, words, by in rows.values_list(
        "at", "stay_id", "ready", "on", "reasons", "words", "by__name"
    ):
        when, has_time = moment(at, on)
        names = "; ".join(tables.DELAY_LABELS[tables.Delay(code)] for code in reasons)
        if not ready:
            seen.discard(stay)
            yield Line(when, "stay", "No longer ready to leave", by, words, has_time)
            continue
        start = "Still ready to leave" if stay in seen else "Ready to leave hospital"
        seen.add(stay)
        yield Line(
            when, "stay", f"{start}{f'. What keeps them in: {names}' if names else ''}", by, words, has_time
        )


@of_stays
def _visits(stays: Stays) -> Iterable[Line]:
    rows = OversightVisit.objects.filter(stay__in=stays)
    for row in rows.values("at", "visited_on", "stay__hospital", "by__name", *SEEN):
        when, has_time = moment(row["at"], row["visited_on"])
        found = late(row["visited_on"], timezone.localdate(row["at"]))
        sentence = f"Oversight visit to {row['stay__hospital']}{found}"
        yield Line(when, "stay", sentence, row["by__name"], _seen(row), has_time)


SEEN = {
    "environment": "",
    "about_restrictions": "Restrictions: ",
    "concerns": "Concerns: ",
    "done_about": "Done about them: ",
    "persons_words": "In their words: ",
}


def _seen(row: dict[str, Any]) -> str:
    return "\n".join(f"{label}{row[name]}" for name, label in SEEN.items() if row[name])


@of_stays
def _notices(stays: Stays) -> Iterable[Line]:
    rows = UnitNotice.objects.filter(move__stay__in=stays)
    for at, on, kind, whom, by in rows.values_list("at", "sent_on", "kind", "to_whom", "by__name"):
        when, has_time = moment(at, on)
        label = tables.NOTICE_LABELS[tables.Notice(kind)]
        label = f"{label[0].lower()}{label[1:]}" if label.startswith("The ") else label
        named = f", {whom}" if whom else ""
        yield Line(
            when, "stay", f"Told that the unit is rated inadequate: {label}{named}", by, has_time=has_time
        )


@of_stays
def _points(stays: Stays) -> Iterable[Line]:
    """Every change of a point of the plan; its history is its story."""
    rows = PlanPoint.history.filter(stay_id__in=stays).order_by("history_id")
    for at, text, step, who, note, by in rows.values_list(
        "history_date", "text", "step", "who", "note", "history_user__name"
    ):
        label = tables.POINT_LABELS[tables.PointStep(step)].lower()
        named = f" ({who})" if who else ""
        yield Line(at, "stay", f"Plan for leaving: “{text}”: {label}{named}", by, note)


@of_stays
def _corrections(stays: Stays) -> Iterable[Line]:
    rows = StayCorrection.objects.filter(stay__in=stays)
    for at, what, before, after, why, by in rows.values_list(
        "at", "what", "before", "after", "why", "by__name"
    ):
        yield Line(at, "stay", f"Corrected: {what} is {after}, not {before}", by, why)


@of_stays
def _left(stays: Stays) -> Iterable[Line]:
    rows = HospitalStay.objects.filter(pk__in=stays).exclude(discharged_on=None)
    for row in rows.annotate(by=of_row("last", HospitalStay, NAME)):
        yield Line(
            midnight(row.discharged_on), "stay", how_it_ended(row), row.by, _where(row), False,
            detail_needs=CONTACTS,
        )  # fmt: skip


def how_it_ended(stay: HospitalStay) -> str:
    """What ended a stay; neither a death nor another area is leaving."""
    if stay.going_to_kind == tables.GoesTo.DIED:
        return f"Died while in {stay.hospital}"
    if stay.going_to_kind == tables.GoesTo.STAYS_THERE:
        return f"Still in {stay.hospital} when their place went to {stay.going_to}"
    return f"Left {stay.hospital}"


def _where(stay: HospitalStay) -> str:
    """Where somebody went to live is an address."""
    if tables.GoesTo(stay.going_to_kind) in tables.GOES_TO_BY_HAND or not stay.going_to_kind:
        kind = tables.GOES_TO_LABELS.get(tables.GoesTo(stay.going_to_kind), "")
        return f"Going to {stay.going_to}{f' ({kind.lower()})' if kind else ''}"
    return ""
