"""Between receiving and deciding: ask for more, hold, mark as urgent, judge doubts, open again."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from referrals import acts
from referrals.actions.acting import (
    check_as_shown,
    check_may,
    check_not_offered,
    check_open,
    done_already,
    locked,
    moved,
    write_act,
)
from referrals.actions.alerts import tell_duty
from referrals.actions.by_when import due_on
from referrals.actions.tell import send_held_emails, start_tellings
from referrals.acts import Kind
from referrals.models import Referral
from referrals.statuses import Urgency
from referrals.telling import About


@transaction.atomic
def ask_more(
    *,
    referral: Referral,
    what: str,
    whom: acts.Asked,
    until: date,
    by: User,
    today: date,
    shown: int | None = None,
) -> Referral:
    """Ask somebody for what is missing, by a day, when it comes up again. Pressed twice, asked once."""
    referral = locked(referral)
    if done_already(referral, Kind.ASKED_MORE, by=by, words=what, whom=whom, until=until):
        return referral
    _check(referral, Kind.ASKED_MORE, shown)
    _check_later(until, today)
    _to(referral, Kind.ASKED_MORE, by, today, what, until, whom)
    if whom != acts.Asked.OTHER:
        start_tellings(referral=referral, about=About.MORE, words=what, by=by, today=today)
    return referral


@transaction.atomic
def record_answer(
    *, referral: Referral, came: str, by: User, today: date, shown: int | None = None
) -> Referral:
    """Write down what came back, and put the form among those to work on."""
    referral = locked(referral)
    if done_already(referral, Kind.CAME, by=by, words=came):
        return referral
    _check(referral, Kind.CAME, shown)
    return _to(referral, Kind.CAME, by, today, came)


@transaction.atomic
def hold_referral(
    *, referral: Referral, reason: str, until: date, by: User, today: date, shown: int | None = None
) -> Referral:
    """Put a form on hold, with why and the day on which somebody looks again. Its other clocks run on."""
    referral = locked(referral)
    if done_already(referral, Kind.HELD, by=by, words=reason, until=until):
        return referral
    _check(referral, Kind.HELD, shown)
    _check_later(until, today)
    return _to(referral, Kind.HELD, by, today, reason, until)


@transaction.atomic
def resume_referral(
    *, referral: Referral, reason: str, by: User, today: date, shown: int | None = None
) -> Referral:
    """Take a form off hold."""
    referral = locked(referral)
    if done_already(referral, Kind.RESUMED, by=by, words=reason):
        return referral
    _check(referral, Kind.RESUMED, shown)
    return _to(referral, Kind.RESUMED, by, today, reason)


@transaction.atomic
def mark_urgent(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Say that this cannot wait: somebody acts today, and those needed meet within two working days.

    Whoever has duty is told at once.
    """
    referral = locked(referral)
    if done_already(referral, Kind.URGENT, by=by, words=reason):
        return referral
    check_open(referral)
    if referral.urgency == Urgency.TODAY and referral.urgent_due_on:
        raise Refused("This form is marked as urgent already. What you typed is kept here.")
    referral.urgency, referral.triaged_on = Urgency.TODAY, referral.triaged_on or today
    for name, day in urgent_days(referral.area, referral.age, today).items():
        setattr(referral, name, day)
    referral.urgent_looked_on = referral.urgent_met_on = None
    referral.save(by=by)
    write_act(referral, Kind.URGENT, words=reason, by=by, today=today)
    tell_duty(referral, today)
    return referral


def urgent_days(area: Area, age: int | None, today: date) -> dict[str, date]:
    """By when both clocks of what is urgent must be met."""
    facts: dict[str, Any] = {"area": area, "age": age, "started_on": today}
    return {
        "urgent_due_on": due_on("urgent_look", **facts),
        "urgent_meeting_due_on": due_on("urgent_meeting", **facts),
    }


@transaction.atomic
def end_urgency(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Say that it can wait for the usual times after all; its clocks stop, the history keeps both."""
    referral = locked(referral)
    if done_already(referral, Kind.NOT_URGENT, by=by, words=reason):
        return referral
    check_open(referral)
    if referral.urgency != Urgency.TODAY:
        raise Refused("This form is not marked as urgent now. What you typed is kept here.")
    referral.urgency = Urgency.USUAL
    referral.urgent_due_on = referral.urgent_meeting_due_on = None
    referral.urgent_looked_on = referral.urgent_met_on = None
    referral.save(by=by)
    write_act(referral, Kind.NOT_URGENT, words=reason, by=by, today=today)
    return referral


@transaction.atomic
def record_urgent_meeting(*, referral: Referral, said: str, by: User, today: date) -> Referral:
    """Write down what the urgent meeting agreed; both clocks of what is urgent stop."""
    referral = locked(referral)
    if done_already(referral, Kind.URGENT_MET, by=by, words=said):
        return referral
    check_open(referral)
    if referral.urgent_met_on:
        raise Refused("The urgent meeting is on record already. What you typed is kept here.")
    if referral.urgent_meeting_due_on is None:
        raise Refused("This form is not marked urgent, so there is no urgent meeting to record.")
    referral.urgent_met_on, referral.urgent_looked_on = today, referral.urgent_looked_on or today
    referral.save(by=by)
    write_act(referral, Kind.URGENT_MET, words=said, by=by, today=today)
    return referral


@transaction.atomic
def clear_doubts(*, referral: Referral, by: User, today: date) -> Referral:
    """Say that a form is real. One that was declined as not real is opened again. Done once."""
    referral = locked(referral)
    if not referral.is_doubted:
        return referral
    referral.doubts_cleared_on = today
    send_held_emails(referral=referral, by=by)
    if not referral.is_open:
        return _open_again(referral, "Looked at again: it is real.", by, today)
    referral.save(by=by)
    write_act(referral, Kind.REAL, by=by, today=today)
    return referral


@transaction.atomic
def reopen_referral(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Open a form that was taken back by mistake, or was thought not to be real. Its days stay as they were.

    Anything else that was decided stands: whoever asks again sends another form.
    """
    referral = locked(referral)
    if done_already(referral, Kind.REOPENED, by=by, words=reason):
        return referral
    if referral.is_open:
        raise Refused("This form is open already. What you typed is kept here.")
    return _open_again(referral, reason, by, today)


def _open_again(referral: Referral, reason: str, by: User, today: date) -> Referral:
    if not referral.can_be_reopened:
        check_open(referral)
    referral.decided_on = referral.told_due_on = referral.told_on = None
    return _to(referral, Kind.REOPENED, by, today, reason)


def _check(referral: Referral, kind: Kind, shown: int | None) -> None:
    check_open(referral)
    check_not_offered(referral)
    check_as_shown(referral, shown)
    check_may(referral, kind)


def _check_later(until: date, today: date) -> None:
    if until <= today:
        raise Refused("The day must be after today: on that day it comes up again.")


def _to(
    referral: Referral,
    kind: Kind,
    by: User,
    today: date,
    words: str,
    until: date | None = None,
    whom: str = "",
) -> Referral:
    """The state to which this act leads, and its line of history."""
    moved(referral, acts.LEADS_TO[kind], today=today, until=until, whom=whom)
    referral.save(by=by)
    write_act(referral, kind, words=words, whom=whom, until=until, by=by, today=today)
    return referral
