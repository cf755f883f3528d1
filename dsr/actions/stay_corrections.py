"""A wrong date or status in a stay is put right, with the reason; what it said before stays on record."""

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.refused import Refused
from dsr import law, rules, stay_dates
from dsr.actions.deadlines import cancel_deadlines, heard, open_deadline
from dsr.actions.stay_locks import locked_stay
from dsr.actions.stays import latest_day, moment
from dsr.clock_facts import clocks_of
from dsr.days import plain
from dsr.models import (
    Deadline,
    HospitalStay,
    Leave,
    LegalStatusPeriod,
    RegisterEntry,
    StayCorrection,
    WardMove,
)

ADMISSION_CLOCKS = ("blue_on_admission", "post_admission_cetr", "oversight_visit", "inadequate_unit_notice")
LEAVING_CLOCKS = ("red_review_decision", "amber_meeting")
# Which of these run, and since when, follows from more than one day: they are read from the facts anew.
FOLLOWING = ("amber_meeting", "keyworker_offer", "post_admission_cetr", "post_discharge_rerate")
WHY = "The day it was counted from was wrong and has been corrected."


@transaction.atomic
def correct_stay(
    *,
    stay: HospitalStay,
    what: str,
    day: date,
    why: str,
    by: User,
    today: date,
    row: UUID | None = None,
    at: time | None = None,
    status: str = "",
    expected_version: int | None = None,
) -> StayCorrection:
    """Put right one day of a stay; of a legal status also its time, or the status itself.

    `what` is one of CORRECTIONS, `row` the move, status or leave that it is about. Clocks that were counted
    from the wrong day are counted again from the right one. Refuses a day that would put the stay out of
    order, and a correction that changes nothing; raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version, may_be_over=True)
    if what == "status":
        label, before, after = _status(stay, row, day, at, status, by, today)
    else:
        label, before, after = CORRECTIONS[what](stay, row, day, by, today)
    if before == after:
        raise Refused("This is what is recorded already.")
    heard(entry=stay.entry, on=today, by=by)
    return StayCorrection.objects.create(stay=stay, what=label, before=before, after=after, why=why, by=by)


def _admission(stay: HospitalStay, _: UUID | None, day: date, by: User, today: date) -> tuple[str, str, str]:
    others = stay.entry.stays.exclude(pk=stay.pk).filter(admitted_on__lt=stay.admitted_on)
    dates = others.order_by("admitted_on").values_list("admitted_on", "discharged_on")
    stay_dates.check_admission(day, born=stay.entry.person.date_of_birth, today=today, others=dates)
    before, first = stay.admitted_on, stay.moves.get(number=1)
    status = stay.statuses.order_by("started_at")[0]
    _check_first_of_all(stay, day, first, status)
    stay.admitted_on = first.moved_on = day
    at = timezone.localtime(status.started_at).time() if status.time_known else None
    status.started_at = moment(day, at)
    for record in (stay, first, status):
        record.save(by=by)
    _count_again(stay, ADMISSION_CLOCKS, before, day, by, today)
    return "The day of the admission", plain(before), plain(day)


def _check_first_of_all(stay: HospitalStay, day: date, first: WardMove, status: LegalStatusPeriod) -> None:
    """Refuse an admission after something that is recorded in the stay."""
    days = [*stay.moves.exclude(pk=first.pk).values_list("moved_on", flat=True)]
    days += [
        timezone.localtime(at).date()
        for at in stay.statuses.exclude(pk=status.pk).values_list("started_at", flat=True)
    ]
    days += [
        *stay.visits.values_list("visited_on", flat=True),
        *stay.leaves.values_list("from_on", flat=True),
    ]
    days += [*stay.readiness.values_list("on", flat=True), *filter(None, [stay.discharged_on])]
    if days and day > min(days):
        raise Refused(
            f"Something is recorded in this stay on {plain(min(days))}. The admission cannot be after it."
        )
    later = stay.statuses.exclude(pk=status.pk).order_by("started_at").first()
    if later and timezone.localtime(later.started_at).date() == day and later.started_at <= moment(day, None):
        raise Refused("Another legal status begins on that day, without its time. Correct that one first.")


def _leaving(stay: HospitalStay, _: UUID | None, day: date, by: User, today: date) -> tuple[str, str, str]:
    if stay.discharged_on is None:
        raise Refused("They have not left hospital.")
    before = stay.discharged_on
    for leave in stay.leaves.filter(back_on=before):  # leave that ended with the stay ends with it still
        if leave.from_on <= day:
            leave.back_on = day
            leave.save(by=by)
    stay_dates.check_leaving(day, admitted=stay.admitted_on, today=today, latest=latest_day(stay))
    after = (
        stay.entry.stays.filter(admitted_on__gte=before).exclude(pk=stay.pk).order_by("admitted_on").first()
    )
    if after and day > after.admitted_on:
        raise Refused(f"They were admitted again on {plain(after.admitted_on)}, before that day.")
    stay.discharged_on = day
    stay.save(by=by)
    _count_again(stay, LEAVING_CLOCKS, before, day, by, today)
    return "The day they left hospital", plain(before), plain(day)


def _move(stay: HospitalStay, row: UUID | None, day: date, by: User, today: date) -> tuple[str, str, str]:
    move = _mine(stay.moves, row)
    if move.number == 1:
        return _admission(stay, None, day, by, today)
    stay_dates.check_in_stay(
        day, "The day of the move", admitted=stay.admitted_on, left=stay.discharged_on, today=today
    )
    days = dict(stay.moves.values_list("number", "moved_on"))
    stay_dates.check_between(
        day, days.get(move.number - 1), days.get(move.number + 1), "The day of the move", may_touch=True
    )
    before, move.moved_on = move.moved_on, day
    move.save(by=by)
    _count_again(stay, ("inadequate_unit_notice",), before, day, by, today)
    return f"The day of the move to {move.place}"[:200], plain(before), plain(day)


def _leave_day(name: str, label: str) -> "Correction":
    def correct(
        stay: HospitalStay, row: UUID | None, day: date, by: User, today: date
    ) -> tuple[str, str, str]:
        leave: Leave = _mine(stay.leaves, row)
        before = getattr(leave, name)
        if before is None:
            raise Refused("They are not back yet. Record that they came back.")
        if name != "expected_on":
            stay_dates.check_in_stay(
                day, label, admitted=stay.admitted_on, left=stay.discharged_on, today=today
            )
        setattr(leave, name, day)
        if leave.expected_on < leave.from_on:
            raise Refused("The day they are expected back cannot be before the day they went.")
        others = stay.leaves.exclude(pk=leave.pk).values_list("from_on", "back_on")
        stay_dates.check_leave(leave.from_on, leave.back_on, others)
        leave.save(by=by)
        return label, plain(before), plain(day)

    return correct


def _status(
    stay: HospitalStay, row: UUID | None, day: date, at: time | None, code: str, by: User, today: date
) -> tuple[str, str, str]:
    period: LegalStatusPeriod = _mine(stay.statuses, row)
    chain = list(stay.statuses.order_by("started_at"))
    place = chain.index(period)
    what = "The legal status"
    if place == 0 and day != stay.admitted_on:
        raise Refused("The first legal status begins with the admission. Correct the day of the admission.")
    stay_dates.check_in_stay(day, what, admitted=stay.admitted_on, left=stay.discharged_on, today=today)
    starts = moment(day, at)
    stay_dates.check_between(
        starts,
        chain[place - 1].started_at if place else None,
        chain[place + 1].started_at if place + 1 < len(chain) else None,
        what,
    )
    before = in_words(period)
    period.status = law.Section(code) if code else period.status
    period.started_at, period.time_known = starts, at is not None
    period.save(by=by)
    if place == len(chain) - 1:
        stay.legal_status = period.status
    stay.save(by=by)
    return what, before[:100], in_words(period)[:100]


def in_words(period: LegalStatusPeriod) -> str:
    """A legal status and its beginning: "Section 3: treatment from 3 March 2026, 14:10"."""
    local = timezone.localtime(period.started_at)
    at = f", {local:%H:%M}" if period.time_known else ""
    name = law.SECTION_LABELS[law.Section(period.status)].split(":")[0]
    return f"{name} from {plain(local.date())}{at}"


def _mine(rows: object, row: UUID | None) -> object:
    """A row of this stay, or the sentence that there is none."""
    found = rows.filter(pk=row).first()  # type: ignore[attr-defined]
    if found is None:
        raise Refused("This is not in the stay any more. Open the page again.")
    return found


def _count_again(
    stay: HospitalStay, keys: Iterable[str], before: date, day: date, by: User, today: date
) -> None:
    """Stop the clocks that run from a wrong day, with that reason, and start them from the right one.

    What became of a clock stays: one that was met or stopped keeps that, and is put right in its place.
    """
    if before == day:
        return
    found = Deadline.objects.select_for_update().filter(
        entry=stay.entry, key__in=list(keys), started_on=before
    )
    for deadline in found.exclude(cancelled_why=WHY).order_by("pk"):
        if deadline.met_on is None and deadline.cancelled_on is None:
            same: dict[str, Any] = {"entry": stay.entry, "about": deadline.about, "by": by}
            cancel_deadlines(keys=[deadline.key], on=today, why=WHY, **same)
            open_deadline(key=deadline.key, started_on=day, **same)
        else:
            deadline.started_on = day
            deadline.due_on = rules.add(day, deadline.count, deadline.rule.unit)
            deadline.met_on = max(deadline.met_on, day) if deadline.met_on else None
            deadline.save(by=by)
    _follow(stay.entry, by, today)


def _follow(entry: RegisterEntry, by: User, today: date) -> None:
    """Stop and start what follows from the corrected facts: a review that stands in, the end of the hold."""
    found = {clock.key: clock for clock in clocks_of(entry) if clock.running and clock.key in FOLLOWING}
    for key in FOLLOWING:
        clock, now = found.get(key), entry.deadlines.open().filter(key=key).first()
        since = clock.started_on if clock else None
        if now and now.started_on != since:
            cancel_deadlines(entry=entry, keys=[key], on=today, why=WHY, by=by)
        if since and (now is None or now.started_on != since):
            open_deadline(entry=entry, key=key, started_on=since, by=by)


Correction = Callable[[HospitalStay, UUID | None, date, User, date], tuple[str, str, str]]
CORRECTIONS: dict[str, Correction] = {
    "admission": _admission,
    "leaving": _leaving,
    "move": _move,
    "leave_from": _leave_day("from_on", "The day they went on leave"),
    "leave_expected": _leave_day("expected_on", "The day they are expected back from leave"),
    "leave_back": _leave_day("back_on", "The day they came back from leave"),
}
