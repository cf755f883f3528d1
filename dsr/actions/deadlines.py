"""Deadlines are opened, met and cancelled here, in the transaction of the event that causes it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import rules
from dsr.models import AreaRule, Deadline, PauseReason, RegisterEntry
from dsr.statuses import EntryStatus

# What goes on after a place has ended: whoever had something is still told, and so is the person.
AFTER_THE_END = frozenset({"consent_withdrawn_close", "removal_letter"})


@transaction.atomic
def open_deadline(
    *, entry: RegisterEntry, key: str, started_on: date, by: User, about: UUID | None = None
) -> Deadline | None:
    """Start rule `key` for an entry; None where it sets no limit; the one already open, if any.

    While a place rests and after its end nothing begins, but what the end itself asks for.
    """
    if entry.status != EntryStatus.ACTIVE and key not in AFTER_THE_END:
        return None
    already = entry.deadlines.open().filter(key=key, about=about).first()
    if already:
        return already
    rule = rules.RULES[key]
    if rule.up_to_age is not None and entry.person.age_on(started_on) > rule.up_to_age:
        return None
    group = group_on(entry, started_on)
    limit = limit_for(entry, key, started_on=started_on, group=group, said_on=started_on)
    if limit is None:
        return None
    return Deadline.objects.create(
        entry=entry,
        key=key,
        about=about,
        group=group.name,
        started_on=started_on,
        count=limit.count,
        own_number=limit.own_number,
        unit=rule.unit,
        mark=rule.mark,
        source=rule.source,
        due_on=limit.due_on,
        by=by,
    )


def group_on(entry: RegisterEntry, on: date) -> rules.Group:
    """Whose numbers apply to somebody: by their age that day and the ward they are in now."""
    age = entry.person.age_on(on)
    secure = age >= 18 and entry.stays.filter(discharged_on=None, secure=True).exists()
    return rules.group_of(age, secure=secure)


def limit_for(
    entry: RegisterEntry, key: str, *, started_on: date, group: rules.Group, said_on: date
) -> rules.Limit | None:
    """The limit by the area's number in force on `said_on`, else the table's; None: none, or off."""
    own = AreaRule.objects.in_force(entry.area_id, key, said_on, group.name)
    if own and own.off:
        return None
    return rules.limit(key, started_on=started_on, group=group, own=own.count if own else None)


@transaction.atomic
def meet_deadlines(
    *, entry: RegisterEntry, keys: Iterable[str], on: date, by: User, about: UUID | None = None
) -> None:
    """Mark the open deadlines of these rules as met on a day; `about` narrows it to one review or stay.

    Silence and the rating after the hold are met only by what happened after the day they count from.
    """
    for deadline in _open(entry, keys, about):
        if deadline.key in rules.MET_AFTER_START and on <= deadline.started_on:
            continue
        _end_pause(deadline, on, by)
        deadline.met_on = on
        deadline.save(by=by)


@transaction.atomic
def heard(*, entry: RegisterEntry, on: date, by: User) -> None:
    """Something was recorded about this person, of that day: an open alarm about silence (R33) is met."""
    meet_deadlines(entry=entry, keys=rules.SILENCES, on=on, by=by)


@transaction.atomic
def cancel_deadlines(
    *, entry: RegisterEntry, keys: Iterable[str], on: date, why: str, by: User, about: UUID | None = None
) -> None:
    """Stop the open deadlines of these rules, with the reason; never by deletion."""
    for deadline in _open(entry, keys, about):
        _end_pause(deadline, on, by)
        deadline.cancelled_on = on
        deadline.cancelled_why = why
        deadline.save(by=by)


def _open(entry: RegisterEntry, keys: Iterable[str], about: UUID | None) -> Iterable[Deadline]:
    rows = entry.deadlines.open().filter(key__in=list(keys)).select_for_update()
    return rows.filter(about=about) if about else rows


# ---------------------------------------------------------------- why it cannot be done now


@transaction.atomic
def pause_deadline(*, deadline: Deadline, reason: PauseReason, words: str, by: User, today: date) -> Deadline:
    """Say why something cannot be done now. The day it is due stays: a pause explains, it never moves [D].

    Another reason takes the place of the one before, which is kept. Refuses a deadline that is over.
    """
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if deadline.met_on or deadline.cancelled_on:
        raise Refused("This is no longer due, so nothing stands in its way. Open the page again.")
    if reason == PauseReason.OTHER and not words.strip():
        raise Refused("Say what the reason is.")
    _end_pause(deadline, today, by)
    deadline.pauses.create(reason=reason, words=words, from_day=today, by=by)
    deadline.paused = reason
    deadline.save(by=by)
    return deadline


@transaction.atomic
def end_pause(*, deadline: Deadline, by: User, today: date) -> Deadline:
    """Say that it can be done again; ended already, it changes nothing."""
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if deadline.paused:
        _end_pause(deadline, today, by)
        deadline.save(by=by)
    return deadline


def _end_pause(deadline: Deadline, on: date, by: User) -> None:
    """End the open pause; the caller saves the deadline. One met before its pause began ends it that day."""
    if not deadline.paused:
        return
    for pause in deadline.pauses.filter(ended_on=None).select_for_update():
        pause.ended_on = max(on, pause.from_day)
        pause.save(by=by)
    deadline.paused = ""
