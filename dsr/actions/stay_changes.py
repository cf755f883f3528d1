"""What happens in a stay: moves between wards, legal statuses, leave, and the notices of a poor unit."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from config.refused import Refused
from dsr import law, stay_dates, stay_rules
from dsr.actions.deadlines import heard, meet_deadlines
from dsr.actions.own_numbers import recompute_clocks
from dsr.actions.stay_locks import locked_stay
from dsr.actions.stays import moment, open_notices
from dsr.days import plain
from dsr.models import HospitalStay, Leave, LegalStatusPeriod, UnitNotice, WardMove
from dsr.stay_rules import LeaveKind, Notice, Security


@transaction.atomic
def move_ward(
    *,
    stay: HospitalStay,
    moved_on: date,
    hospital: str,
    security: str,
    why: str,
    by: User,
    today: date,
    ward: str = "",
    provider: str = "",
    inadequate: bool = False,
    host_area: Area | None = None,
    host_commissioner: str = "",
    host_told_on: date | None = None,
    expected_version: int | None = None,
) -> WardMove:
    """Record a move to another ward or hospital: the stay goes on, and its clocks (domain 11, clock rules).

    Refuses a move before the last one or after today; raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version)
    told = {"admitted": stay.admitted_on, "left": None, "today": today}
    stay_dates.check_in_stay(moved_on, "The day of the move", **told)
    if host_told_on:
        stay_dates.check_in_stay(host_told_on, "The day the host commissioner was told", **told)
    last = stay.moves.order_by("-number")[0]
    stay_dates.check_next_move(moved_on, last.moved_on)
    kind = Security(security)
    where = {"hospital": hospital, "ward": ward, "security": kind, "host_area": host_area}
    move = WardMove.objects.create(
        stay=stay, number=last.number + 1, moved_on=moved_on, provider=provider, inadequate=inadequate,
        host_commissioner=host_commissioner, host_told_on=host_told_on, why=why, recorded_on=today, by=by,
        **where,
    )  # fmt: skip
    for name, value in where.items():
        setattr(stay, name, value)
    was_secure, stay.secure = stay.secure, kind in stay_rules.SECURE
    stay.save(by=by)
    if stay.secure != was_secure:
        to = "a secure ward" if stay.secure else "a ward that is not secure"
        recompute_clocks(entry=stay.entry, on=moved_on, why=f"Moved to {to}.", by=by)
    open_notices(move, by)
    heard(entry=stay.entry, on=moved_on, by=by)
    return move


@transaction.atomic
def change_legal_status(
    *,
    stay: HospitalStay,
    status: str,
    on: date,
    by: User,
    today: date,
    at: time | None = None,
    expected_version: int | None = None,
) -> LegalStatusPeriod:
    """Record another legal status from a day, and its time if known; the one before ends at that moment.

    Refuses the status that is in force, a day outside the stay and a moment not after the last change; two
    on one day need their times. Raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version)
    what = "The day of the legal status"
    stay_dates.check_in_stay(on, what, admitted=stay.admitted_on, left=None, today=today)
    if law.Section(status) == stay.legal_status:
        raise Refused("This legal status is in force already.")
    starts = moment(on, at)
    last = stay.statuses.order_by("-started_at")[0]
    stay_dates.check_next_status(starts, timezone.localtime(last.started_at))
    period = LegalStatusPeriod.objects.create(
        stay=stay, status=law.Section(status), started_at=starts, time_known=at is not None,
        recorded_on=today, by=by,
    )  # fmt: skip
    stay.legal_status = period.status
    stay.save(by=by)
    heard(entry=stay.entry, on=on, by=by)
    return period


@transaction.atomic
def start_leave(
    *,
    stay: HospitalStay,
    kind: str,
    from_on: date,
    expected_on: date,
    where: str,
    overnight: bool,
    by: User,
    today: date,
) -> Leave:
    """Record that somebody is away from the ward: however long, it is leave and not a discharge [D].

    Refuses leave beside other leave, before the admission or in the future, and section 17 leave of
    somebody informal.
    """
    stay = locked_stay(stay)
    stay_dates.check_in_stay(
        from_on, "The day they went on leave", admitted=stay.admitted_on, left=None, today=today
    )
    if expected_on < from_on:
        raise Refused("The day they are expected back cannot be before the day they went.")
    stay_dates.check_leave_kind(LeaveKind(kind), law.Section(stay.legal_status))
    stay_dates.check_leave(from_on, None, stay.leaves.values_list("from_on", "back_on"))
    leave = Leave.objects.create(
        stay=stay, kind=LeaveKind(kind), from_on=from_on, expected_on=expected_on, where=where,
        overnight=overnight, by=by,
    )  # fmt: skip
    heard(entry=stay.entry, on=from_on, by=by)
    return leave


@transaction.atomic
def end_leave(*, leave: Leave, back_on: date, how_it_went: str, by: User, today: date) -> Leave:
    """Record that somebody came back from leave. Refuses a second time, and a day before they went."""
    stay = locked_stay(leave.stay)
    leave = stay.leaves.select_for_update().get(pk=leave.pk)
    if leave.back_on:
        raise Refused(f"They came back on {plain(leave.back_on)}: it is recorded already.")
    stay_dates.check_in_stay(
        back_on, "The day they came back", admitted=leave.from_on, left=None, today=today
    )
    leave.back_on, leave.how_it_went = back_on, how_it_went
    leave.save(by=by)
    heard(entry=stay.entry, on=back_on, by=by)
    return leave


@transaction.atomic
def record_notice(
    *, move: WardMove, kind: str, sent_on: date, by: User, today: date, to_whom: str = ""
) -> UnitNotice:
    """Write down that one of the three was told of a unit rated inadequate; with the third the clock is met.

    Refuses a notice that is on record already, a day before the move and a day in the future (R55 [N]).
    """
    stay = locked_stay(move.stay, may_be_over=True)
    move = stay.moves.get(pk=move.pk)
    if not move.inadequate:
        raise Refused("This unit was not recorded as rated inadequate, so nobody has to be told.")
    if not move.moved_on <= sent_on <= today:
        raise Refused("The day of the notice must be between the day they came to the unit and today.")
    sent = dict(move.notices.values_list("kind", "sent_on"))
    if Notice(kind) in sent:
        raise Refused(f"They were told on {plain(sent[Notice(kind)])}: it is recorded already.")
    notice = UnitNotice.objects.create(move=move, kind=Notice(kind), sent_on=sent_on, to_whom=to_whom, by=by)
    days = [*sent.values(), sent_on]
    if len(days) == len(Notice):
        meet_deadlines(entry=stay.entry, keys=["inadequate_unit_notice"], on=max(days), about=move.pk, by=by)
    heard(entry=stay.entry, on=sent_on, by=by)
    return notice
