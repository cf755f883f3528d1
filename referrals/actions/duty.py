"""Who has duty when: they are told at once of what is urgent."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.refused import Refused
from dsr.days import plain
from referrals.models import DutyTurn


@transaction.atomic
def set_duty(*, area: Area, user: User, from_day: date, to_day: date, by: User, today: date) -> DutyTurn:
    """Give somebody the duty in an area. Refuses two at a time, past days, and who reads no forms there."""
    Area.objects.select_for_update().get(pk=area.pk)
    if to_day < from_day:
        raise Refused("The last day must be the first day or later.")
    if from_day < today:
        raise Refused("The first day must be today or later.")
    if area.pk not in user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA):
        raise Refused(f"{user.name} does not work on forms in {area.name}.")
    other = DutyTurn.objects.filter(area=area, from_day__lte=to_day, to_day__gte=from_day).select_related(
        "user"
    )
    if taken := other.order_by("from_day").first():
        if (taken.user_id, taken.from_day, taken.to_day) == (user.pk, from_day, to_day):
            return taken
        raise Refused(
            f"{taken.user.name} has duty from {plain(taken.from_day)} to {plain(taken.to_day)}. "
            "End that turn first, or choose other days."
        )
    return DutyTurn.objects.create(area=area, user=user, from_day=from_day, to_day=to_day, by=by)


@transaction.atomic
def end_duty(*, turn: DutyTurn, by: User, today: date) -> DutyTurn:
    """Take a turn back: it ended yesterday, or never begins. Pressed twice it is done once."""
    turn = DutyTurn.objects.select_for_update().get(pk=turn.pk)
    last = max(today - timedelta(days=1), turn.from_day - timedelta(days=1))
    if turn.to_day > last:
        turn.to_day = last
        turn.save(by=by)
    return turn
