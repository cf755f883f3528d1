"""Deadlines are opened, met and cancelled here, in the transaction of the event that causes it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import rules
from dsr.models import AreaRule, Deadline, RegisterEntry


@transaction.atomic
def open_deadline(
    *, entry: RegisterEntry, key: str, started_on: date, by: User, about: UUID | None = None
) -> Deadline | None:
    """Start rule `key` for an entry; None where it sets no limit; the one already open, if any."""
    already = entry.deadlines.open().filter(key=key, about=about).first()
    if already:
        return already
    up_to_age = rules.RULES[key].up_to_age
    if up_to_age is not None and entry.person.age_on(started_on) > up_to_age:
        return None
    limit = rules.limit(
        key,
        started_on=started_on,
        group=_group(entry, started_on),
        own=AreaRule.objects.own_number(entry.area_id, key, started_on),
    )
    if limit is None:
        return None
    return Deadline.objects.create(
        entry=entry,
        key=key,
        about=about,
        started_on=started_on,
        count=limit.count,
        own_number=limit.own_number,
        due_on=limit.due_on,
        by=by,
    )


def _group(entry: RegisterEntry, on: date) -> rules.Group:
    secure = entry.stays.filter(discharged_on=None, secure=True).exists()
    return rules.group_of(entry.person.age_on(on), secure=secure)


@transaction.atomic
def meet_deadlines(
    *, entry: RegisterEntry, keys: Iterable[str], on: date, by: User, about: UUID | None = None
) -> None:
    """Mark the open deadlines of these rules as met on a day; `about` narrows it to one review or stay."""
    for deadline in _open(entry, keys, about):
        deadline.met_on = on
        deadline.save(by=by)


@transaction.atomic
def cancel_deadlines(
    *, entry: RegisterEntry, keys: Iterable[str], on: date, why: str, by: User, about: UUID | None = None
) -> None:
    """Stop the open deadlines of these rules, with the reason; never by deletion."""
    for deadline in _open(entry, keys, about):
        deadline.cancelled_on = on
        deadline.cancelled_why = why
        deadline.save(by=by)


def _open(entry: RegisterEntry, keys: Iterable[str], about: UUID | None) -> Iterable[Deadline]:
    rows = entry.deadlines.open().filter(key__in=list(keys)).select_for_update()
    return rows.filter(about=about) if about else rows


@transaction.atomic
def set_own_number(*, area: Area, key: str, count: int, reason: str, from_day: date, by: User) -> AreaRule:
    """Give an area its own number for a rule; a national or legal limit may only be made stricter."""
    rule = rules.RULES[key]
    if rule.mark in ("N", "S") and any(count > days for days in rule.days.values()):
        raise Refused(f"{rule.what}: this limit is national policy. An area may tighten it, not loosen it.")
    return AreaRule.objects.create(area=area, key=key, count=count, reason=reason, from_day=from_day, by=by)
