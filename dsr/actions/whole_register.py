"""Going through a whole register, from time to time (R21 [L])."""

from datetime import date

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import rules
from dsr.models import AreaDeadline, AreaRule, RegisterEntry

KEY = "whole_register_review"


@transaction.atomic
def record_whole_review(*, area: Area, on: date, words: str, by: User, today: date) -> AreaDeadline:
    """Record that everybody on a register was looked at: the date for it is met, the next one begins.

    The day is kept as it was told, also where the register began to count later. Told twice of one day, the
    second changes nothing. Refuses a day in the future, or before the last one.
    """
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if on > today:
        raise Refused("The day must be today or earlier.")
    last = area.deadlines.filter(key=KEY).exclude(met_on=None).order_by("-met_on").first()
    if last and last.met_on == on:
        return last
    if last and on < last.met_on:
        raise Refused("The register was gone through again after that day, and that is recorded already.")
    now = area.deadlines.filter(key=KEY, met_on=None).first() or _open(area, on, by)
    if now is None:
        raise Refused("This area has switched off going through the whole register.")
    now.met_on, now.words = on, words
    now.save(by=by)
    _open(area, on, by)
    return now


def keep_area_deadlines(*, today: date, by: User) -> int:
    """Every open register with somebody on it has a date to go through all of it; how many were opened."""
    peopled = RegisterEntry.objects.active().values("area_id")
    running = AreaDeadline.objects.filter(key=KEY, met_on=None).values("area_id")
    areas = Area.objects.open_on(today).filter(pk__in=peopled).exclude(pk__in=running)
    return sum(_open(area, today, by) is not None for area in areas)


def _open(area: Area, started_on: date, by: User) -> AreaDeadline | None:
    rule, own = rules.RULES[KEY], AreaRule.objects.in_force(area.pk, KEY, started_on)
    if own and own.off:
        return None
    limit = rules.limit(KEY, started_on=started_on, group=rules.Group.ADULT, own=own.count if own else None)
    if limit is None:
        return None
    return AreaDeadline.objects.create(
        area=area,
        key=KEY,
        started_on=started_on,
        count=limit.count,
        own_number=limit.own_number,
        unit=rule.unit,
        mark=rule.mark,
        source=rule.source,
        due_on=limit.due_on,
        by=by,
    )
