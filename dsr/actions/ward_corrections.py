"""Where somebody was is put right, with the reason; and the commissioner there is told, perhaps later."""

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import stay_dates, stay_rules
from dsr.actions.deadlines import cancel_deadlines, heard, meet_deadlines
from dsr.actions.own_numbers import recompute_clocks
from dsr.actions.stay_locks import locked_stay
from dsr.actions.stays import open_notices
from dsr.days import plain
from dsr.models import HospitalStay, StayCorrection, WardMove
from dsr.stay_rules import Notice, Security

NOTICES = "inadequate_unit_notice"
TOLD = "The day the host commissioner was told"
LABELS = {
    "hospital": "The hospital",
    "ward": "The ward",
    "provider": "Who runs it",
    "security": "The kind of ward",
    "inadequate": "Whether the unit was rated inadequate",
    "host_area": "The area that the hospital is in",
    "host_commissioner": "The commissioner there",
    "host_told_on": TOLD,
}
REPEATED = ("hospital", "ward", "security", "host_area")  # on the stay, of the latest move


class Put(NamedTuple):
    """One answer about a ward that is another one now."""

    label: str
    before: str
    after: str


@transaction.atomic
def correct_ward(
    *,
    stay: HospitalStay,
    move_number: int,
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
) -> list[StayCorrection]:
    """Put right what is recorded of a ward, in the words that the page of a move asks for.

    One correction for each answer that is another one now. The notices of a unit rated inadequate (R55)
    follow what is right. Refuses a change that changes nothing; raises StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version, may_be_over=True)
    move = _move(stay, move_number)
    _check_told(stay, host_told_on, today)
    said = {
        "hospital": hospital, "ward": ward, "provider": provider, "security": Security(security),
        "inadequate": inadequate, "host_area": host_area, "host_commissioner": host_commissioner,
        "host_told_on": host_told_on,
    }  # fmt: skip
    found = [_put(move, name, value) for name, value in said.items() if getattr(move, name) != value]
    if not found:
        raise Refused("This is what is recorded already.")
    place, was_poor = f"{move.place} from {plain(move.moved_on)}", move.inadequate
    for name, value in said.items():
        setattr(move, name, value)
    move.save(by=by)
    _repeat(stay, move, by, today)
    if move.inadequate != was_poor:
        _notices_follow(move, by, today)
    heard(entry=stay.entry, on=today, by=by)
    return [
        StayCorrection.objects.create(
            stay=stay, what=f"{put.label}, {place}"[:200], before=put.before[:100], after=put.after[:100],
            why=why, by=by,
        )
        for put in found
    ]  # fmt: skip


@transaction.atomic
def record_host_told(
    *,
    stay: HospitalStay,
    move_number: int,
    told_on: date,
    by: User,
    today: date,
    host_commissioner: str = "",
    expected_version: int | None = None,
) -> WardMove:
    """Write down that the commissioner of the area in which a hospital stands was told, when it was later.

    Refuses a second day (that is a correction), and a day before the admission or after today; raises
    StayChangedFirst.
    """
    stay = locked_stay(stay, expected_version=expected_version, may_be_over=True)
    move = _move(stay, move_number)
    if move.host_told_on:
        raise Refused(f"They were told on {plain(move.host_told_on)}: it is recorded already.")
    _check_told(stay, told_on, today)
    move.host_told_on, move.host_commissioner = told_on, host_commissioner or move.host_commissioner
    move.save(by=by)
    stay.save(by=by)
    heard(entry=stay.entry, on=told_on, by=by)
    return move


def _move(stay: HospitalStay, number: int) -> WardMove:
    move = stay.moves.select_for_update(of=("self",)).filter(number=number).first()
    if move is None:
        raise Refused("This is not in the stay any more. Open the page again.")
    move.stay = stay
    return move


def _check_told(stay: HospitalStay, told_on: date | None, today: date) -> None:
    if told_on:
        stay_dates.check_in_stay(told_on, TOLD, admitted=stay.admitted_on, left=None, today=today)


def _put(move: WardMove, name: str, value: Any) -> Put:
    return Put(LABELS[name], _words(name, getattr(move, name)), _words(name, value))


def _words(name: str, value: Any) -> str:
    if name == "inadequate":
        return "yes" if value else "no"
    if not value:
        return "empty"
    if name == "security":
        return stay_rules.SECURITY_LABELS[Security(value)]
    return plain(value) if name == "host_told_on" else str(getattr(value, "name", value))


def _repeat(stay: HospitalStay, move: WardMove, by: User, today: date) -> None:
    """The stay says again where somebody is; from a secure ward to another, clocks are worked out anew."""
    was_secure = stay.secure
    if not stay.moves.filter(number__gt=move.number).exists():
        for name in REPEATED:
            setattr(stay, name, getattr(move, name))
        stay.secure = Security(move.security) in stay_rules.SECURE
    stay.save(by=by)
    if stay.secure != was_secure and stay.discharged_on is None:
        why = "The kind of ward was wrong and has been corrected."
        recompute_clocks(entry=stay.entry, on=today, why=why, by=by)


def _notices_follow(move: WardMove, by: User, today: date) -> None:
    entry = move.stay.entry
    if not move.inadequate:
        why = "The unit was not rated inadequate: that has been corrected."
        cancel_deadlines(entry=entry, keys=[NOTICES], on=today, why=why, about=move.pk, by=by)
        return
    open_notices(move, by)
    sent = list(move.notices.values_list("sent_on", flat=True))
    if len(sent) == len(Notice):
        on = max(*sent, move.moved_on)
        meet_deadlines(entry=entry, keys=[NOTICES], on=on, about=move.pk, by=by)
