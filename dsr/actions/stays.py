"""Into hospital and out of it. Blue comes and goes with a stay, never by hand."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from dsr import days, law, ratings, stay_dates, stay_rules
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.ratings import change_rating
from dsr.actions.stay_locks import locked_stay
from dsr.models import (
    AfterHospital,
    HospitalStay,
    LegalStatusPeriod,
    PlannedDischarge,
    RegisterEntry,
    WardMove,
)
from dsr.statuses import EntryStatus
from dsr.stay_rules import GoesTo, Security


def moment(day: date, at: time | None) -> datetime:
    """A day and perhaps its time, in local time; midnight stands for a time that nobody knew."""
    return timezone.make_aware(datetime.combine(day, at or time.min))


@transaction.atomic
def admit(
    *,
    entry: RegisterEntry,
    hospital: str,
    legal_status: str,
    admitted_on: date,
    by: User,
    today: date,
    secure: bool = False,
    security: str = "",
    host_area: Area | None = None,
    ward: str = "",
    provider: str = "",
    inadequate: bool = False,
    host_commissioner: str = "",
    host_told_on: date | None = None,
    admitted_at: time | None = None,
    planned_for: date | None = None,
    reviewed_before: date | None = None,
) -> HospitalStay:
    """Record an admission: the stay begins, the rating becomes blue, the review and visits fall due [L].

    `legal_status` is a code of `dsr.law`, in force from `admitted_at` where the time is known; without a
    `security` the ward is low secure or general, by `secure`. A review up to 28 days before stands in for
    the one after the admission [U]. A day heard of late is allowed: the clocks run from it. Refuses a day
    in the future or before birth, and a stay inside or beside another.
    """
    entry = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    others = entry.stays.order_by("admitted_on").values_list("admitted_on", "discharged_on")
    stay_dates.check_admission(admitted_on, born=entry.person.date_of_birth, today=today, others=others)
    _check_beside(admitted_on, today, host_told_on, planned_for, reviewed_before)
    kind = Security(security or (Security.LOW if secure else Security.GENERAL))
    where = {"hospital": hospital, "ward": ward, "security": kind, "host_area": host_area}
    stay = HospitalStay.objects.create(
        entry=entry,
        legal_status=law.Section(legal_status),
        admitted_on=admitted_on,
        recorded_on=today,
        secure=kind in stay_rules.SECURE,
        reviewed_before=reviewed_before,
        planned_discharge=planned_for,
        by=by,
        **where,
    )
    move = WardMove.objects.create(
        stay=stay, number=1, moved_on=admitted_on, provider=provider, inadequate=inadequate,
        host_commissioner=host_commissioner, host_told_on=host_told_on, recorded_on=today, by=by, **where,
    )  # fmt: skip
    LegalStatusPeriod.objects.create(
        stay=stay, status=stay.legal_status, started_at=moment(admitted_on, admitted_at),
        time_known=admitted_at is not None, recorded_on=today, by=by,
    )  # fmt: skip
    if planned_for:
        PlannedDischarge.objects.create(stay=stay, planned_for=planned_for, why="Said on admission.", by=by)
    _turn_blue(stay, by, today)
    open_notices(move, by)
    return stay


def _check_beside(
    admitted_on: date, today: date, told: date | None, planned: date | None, reviewed: date | None
) -> None:
    if told:
        stay_dates.check_in_stay(
            told, "The day the host commissioner was told", admitted=admitted_on, left=None, today=today
        )
    stay_dates.check_planned(planned, admitted=admitted_on)
    stay_dates.check_reviewed_before(reviewed, admitted=admitted_on)


def _turn_blue(stay: HospitalStay, by: User, today: date) -> None:
    """The rating, and what hangs on it; a review that came before stands in for the one after (R38)."""
    entry, day = stay.entry, stay.admitted_on
    change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=ratings.Colour.BLUE,
        reason=f"Admitted to {stay.hospital}.",
        decided_by=by.name,
        decided_at=ratings.DecidedAt.ADMISSION,
        # Heard of late: the rating cannot be older than the latest, but the clocks run from the day itself.
        decided_on=max(day, entry.rated_on or day),
        happened_on=day,
        by=by,
        today=today,
        about=stay.pk,
    )
    open_deadline(entry=entry, key="blue_on_admission", started_on=day, about=stay.pk, by=by)
    meet_deadlines(entry=entry, keys=["blue_on_admission"], on=today, about=stay.pk, by=by)
    if stay.reviewed_before and stay_dates.stands_in(stay.reviewed_before, day):
        why = stands_in_words(stay)
        cancel_deadlines(entry=entry, keys=["post_admission_cetr"], on=day, why=why, by=by)


def stands_in_words(stay: HospitalStay) -> str:
    """Why no review after this admission falls due."""
    on = stay.reviewed_before or stay.admitted_on
    if on > stay.admitted_on:
        return f"The review after the admission was held on {days.plain(on)}, before they came here."
    return f"A review on {days.plain(on)} stands in for the one after the admission."


def open_notices(move: WardMove, by: User) -> None:
    """Three are told on the day somebody comes to a unit rated inadequate (R55 [N])."""
    if move.inadequate:
        open_deadline(
            entry=move.stay.entry, key="inadequate_unit_notice", started_on=move.moved_on, about=move.pk,
            by=by,
        )  # fmt: skip


@transaction.atomic
def discharge(
    *,
    stay: HospitalStay,
    discharged_on: date,
    going_to: str,
    by: User,
    today: date,
    going_to_kind: str = GoesTo.NOT_SAID,
    expected_version: int | None = None,
) -> HospitalStay:
    """Record that somebody left hospital: the stay ends and they are red, held for at least 14 days [L].

    Or the colour that the area has chosen for it (`AfterHospital`). Leave that was running ends on that
    day. Where the place rests or has ended only the stay ends: nobody is rated. Refuses a day outside the
    stay, or before something that is recorded in it; raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version)
    stay_dates.check_leaving(discharged_on, admitted=stay.admitted_on, today=today, latest=latest_day(stay))
    stay.discharged_on, stay.going_to = discharged_on, going_to
    stay.going_to_kind = GoesTo(going_to_kind)
    stay.save(by=by)
    for leave in stay.leaves.filter(back_on=None):
        leave.back_on, leave.how_it_went = discharged_on, "They left hospital from this leave."
        leave.save(by=by)
    cancel_deadlines(
        entry=stay.entry, keys=["stuck_in_hospital"], on=discharged_on, about=stay.pk, by=by,
        why=f"Left hospital on {days.plain(discharged_on)}.",
    )  # fmt: skip
    if stay.entry.status == EntryStatus.ACTIVE:
        _rate_on_leaving(stay, discharged_on, by, today)
    return stay


def _rate_on_leaving(stay: HospitalStay, left: date, by: User, today: date) -> None:
    entry = stay.entry
    change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=AfterHospital.objects.colour(entry.area_id, left),
        reason=f"Left {stay.hospital}, going to {stay.going_to}.",
        decided_by=by.name,
        decided_at=ratings.DecidedAt.DISCHARGE,
        decided_on=max(left, entry.rated_on or left),
        happened_on=left,
        by=by,
        today=today,
        about=stay.pk,
    )


def rate_after_leaving(*, entry: RegisterEntry, by: User, today: date) -> None:
    """Give somebody who left hospital while their place rested the colour that they have after it."""
    if entry.colour != ratings.Colour.BLUE or entry.stays.filter(discharged_on=None).exists():
        return
    last = entry.stays.select_related("entry__person").order_by("-discharged_on").first()
    if last:
        _rate_on_leaving(last, last.discharged_on, by, today)


def latest_day(stay: HospitalStay) -> date:
    """The last day on which anything is recorded in the stay; it cannot end before."""
    found = [stay.admitted_on, *stay.moves.values_list("moved_on", flat=True)]
    found += [timezone.localtime(at).date() for at in stay.statuses.values_list("started_at", flat=True)]
    found += stay.visits.values_list("visited_on", flat=True)
    found += stay.readiness.values_list("on", flat=True)
    for start, back in stay.leaves.values_list("from_on", "back_on"):
        found.append(back or start)
    return max(found)
