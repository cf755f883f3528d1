"""Towards leaving: the day planned for, being ready and what keeps somebody in, and the area's own plan."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from config.refused import Refused
from dsr import stay_dates, stay_rules
from dsr.actions.deadlines import cancel_deadlines, heard, meet_deadlines, open_deadline
from dsr.actions.stay_locks import locked_stay
from dsr.days import plain
from dsr.discharge_plan import current_list, list_of, points_of, version_of
from dsr.models import (
    DischargeChecklist,
    HospitalStay,
    PlannedDischarge,
    PlanPoint,
    Readiness,
    RegisterEntry,
)
from dsr.stay_rules import Delay, PointStep
from dsr.stuck import decided_on

STUCK = "stuck_in_hospital"


@transaction.atomic
def plan_discharge(
    *,
    stay: HospitalStay,
    planned_for: date | None,
    why: str,
    by: User,
    today: date,
    expected_version: int | None = None,
) -> PlannedDischarge:
    """Say for which day leaving is planned and why, or that there is no day now; earlier plans are kept.

    Refuses a day that is past; raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version)
    if planned_for and planned_for < today:
        raise Refused("The planned day of leaving must be today or later.")
    if planned_for == stay.planned_discharge:
        raise Refused("This is the day that is planned already.")
    stay.planned_discharge = planned_for
    stay.save(by=by)
    heard(entry=stay.entry, on=today, by=by)
    return PlannedDischarge.objects.create(stay=stay, planned_for=planned_for, why=why, by=by)


@transaction.atomic
def record_readiness(
    *,
    stay: HospitalStay,
    ready: bool,
    on: date,
    reasons: Iterable[str],
    words: str,
    by: User,
    today: date,
    expected_version: int | None = None,
) -> Readiness:
    """Say that somebody is ready to leave and what keeps them in, other reasons, or that they no longer are.

    Ready starts 14 days (R56 [D]) that a review or the oversight panel meets; no longer ready stops them.
    While somebody is ready a new row changes the reasons, not the day. Refuses a day outside the stay.
    """
    stay = locked_stay(stay, expected_version=expected_version)
    stay_dates.check_in_stay(on, "The day", admitted=stay.admitted_on, left=None, today=today)
    if not ready and not stay.ready_on:
        raise Refused("They are not recorded as ready to leave.")
    if not ready and stay.ready_on and on < stay.ready_on:
        raise Refused(f"They were ready from {plain(stay.ready_on)}. The day cannot be before that.")
    found = sorted(Delay(reason) for reason in reasons) if ready else []
    row = Readiness.objects.create(stay=stay, ready=ready, on=on, reasons=found, words=words, by=by)
    if ready and not stay.ready_on:
        stay.ready_on = on
        open_deadline(entry=stay.entry, key=STUCK, started_on=on, about=stay.pk, by=by)
        decided = decided_on(stay.entry, since=on)
        if decided:  # heard of late: it was before the panel, or reviewed, after that day already
            meet_deadlines(entry=stay.entry, keys=[STUCK], on=decided, about=stay.pk, by=by)
    elif not ready:
        stay.ready_on = None
        why = f"No longer ready to leave, since {plain(on)}."
        cancel_deadlines(entry=stay.entry, keys=[STUCK], on=on, why=why, about=stay.pk, by=by)
    stay.save(by=by)
    heard(entry=stay.entry, on=on, by=by)
    return row


@transaction.atomic
def decide_stuck(*, entry: RegisterEntry, on: date, by: User) -> None:
    """Something was decided on a day: a review, or the oversight panel. It meets R56 where it ran by then."""
    for deadline in entry.deadlines.open().filter(key=STUCK, started_on__lte=on):
        meet_deadlines(entry=entry, keys=[STUCK], on=on, about=deadline.about, by=by)


class PointChangedFirst(Refused):
    """Somebody changed this point after the page was opened; `theirs` is how it stands."""

    def __init__(self, theirs: PlanPoint) -> None:
        self.theirs = theirs
        super().__init__("Somebody changed this after you opened the page. Nothing of yours is lost.")


@transaction.atomic
def change_point(
    *,
    stay: HospitalStay,
    place: int,
    step: str,
    who: str,
    due_on: date | None,
    note: str,
    by: User,
    expected_version: int = 0,
) -> PlanPoint:
    """Say where one point of the plan for leaving stands, who does it and by when.

    `place` counts from 1; `expected_version` is 0 for a point that nobody had touched when the page was
    opened. Raises PointChangedFirst, and Refused for a place that is not on the list.
    """
    stay = locked_stay(stay, may_be_over=True)
    point = stay.points.select_for_update().filter(place=place).first()
    if (point.version if point else 0) != expected_version and point:
        raise PointChangedFirst(point)
    if point is None:
        checklist = list_of(stay)
        points = points_of(checklist)
        if not 1 <= place <= len(points):
            raise Refused("This point is not on the list. Open the plan again.")
        point = PlanPoint(stay=stay, place=place, checklist=checklist, text=points[place - 1])
    point.step, point.who, point.due_on, point.note = PointStep(step), who, due_on, note
    point.save(by=by)
    heard(entry=stay.entry, on=timezone.localtime().date(), by=by)
    return point


@transaction.atomic
def set_checklist(
    *, area: Area, points: Iterable[str], source: str, expected_version: int, by: User
) -> DischargeChecklist:
    """Give an area its own list of points for leaving hospital; plans already begun keep theirs.

    Refuses an empty list, one of more than 20 points, the same point twice, and a list made from a version
    that is no longer the latest.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    found = [point.strip() for point in points if point.strip()]
    if not found:
        raise Refused("Write at least one point.")
    if len(found) > stay_rules.MOST_POINTS:
        raise Refused(f"A list has {stay_rules.MOST_POINTS} points at most. This one has {len(found)}.")
    if len({point.casefold() for point in found}) < len(found):
        raise Refused("The same point stands twice in the list.")
    if any(len(point) > 200 for point in found):
        raise Refused("Each point must be 200 characters or fewer.")
    version = version_of(current_list(area.pk))
    if version != expected_version:
        raise Refused(
            f"Somebody saved version {version} after you opened the page. It stands beside yours now: "
            "save again if yours is right."
        )
    return DischargeChecklist.objects.create(
        area=area, version=version + 1, points=found, source=source, by=by
    )
