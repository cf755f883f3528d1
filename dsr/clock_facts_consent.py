"""The facts behind the clocks of consent: answers, assessments, birthdays, and when the place rested."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from dsr.actions.capacity import others_decided
from dsr.actions.withdrawals import ends_a_yes
from dsr.answers import Answer, Assessment
from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Records, records_of
from dsr.consent import USABLE, Basis, Purpose
from dsr.consent_dates import TURNING, answers_birthday, in_order, thinking_since
from dsr.days import add_months, birthday
from dsr.gate import Ledger
from dsr.models import RegisterEntry
from dsr.statuses import EntryStatus
from dsr.sweeps import LOOK_BACK
from dsr.who_decides import ASKED_AHEAD, Capacity

CLOSE, DECIDE, REGAINED = "consent_withdrawn_close", "consent_withdrawn_decision", "capacity_regained_recheck"


@from_facts("consent_recheck")
def asked_again(entry: RegisterEntry) -> Iterable[Clock]:
    """A yes to being on the register is asked again after its time (R11)."""
    said = in_order(records_of(entry).answers, Purpose.REGISTER)
    return [Clock("consent_recheck", said[-1].decided_on)] if said and said[-1].decision in USABLE else []


@from_facts("consent_thinking_follow_up")
def not_sure(entry: RegisterEntry) -> Iterable[Clock]:
    """Who is not sure is asked again (R10), from the first question that is still open."""
    since = thinking_since(records_of(entry).answers)
    return [Clock("consent_thinking_follow_up", since)] if since else []


@from_facts(*TURNING)
def birthdays(entry: RegisterEntry) -> Iterator[Clock]:
    """At 16 and 18 somebody is asked themselves (R12, R13), from 91 days before, until they answered."""
    records, born, today = records_of(entry), entry.person.date_of_birth, timezone.localdate()
    said = [answer for answer in records.answers if answer.purpose is Purpose.REGISTER]
    for key, age in TURNING.items():
        on = birthday(born, age)
        runs = any(deadline.key == key for deadline in records.open)
        asked = on - timedelta(days=ASKED_AHEAD) <= today and (runs or today < add_months(on, LOOK_BACK))
        if asked and not any(answers_birthday(answer, born, age) for answer in said):
            yield Clock(key, on)


@from_facts(CLOSE)
def everybody_told(entry: RegisterEntry) -> Iterator[Clock]:
    """After a yes has ended whoever had something is told (R15). That nobody is left to be told is a word of
    somebody's which only the deadline keeps: what the facts say is on which days it may have begun.
    """
    records = records_of(entry)
    days = {timezone.localdate(at) for at, _ in withdrawn(entry, records)}
    for deadline in records.open:
        if deadline.key == CLOSE and (records.merged or deadline.started_on in days):
            yield Clock(CLOSE, deadline.started_on)


@from_facts(DECIDE)
def decided(entry: RegisterEntry) -> Iterator[Clock]:
    """A withdrawal from the register asks for a decision (R16): another yes, a rest or the end is one."""
    records = records_of(entry)
    if records.merged:  # whose answer ended whose yes, two records together do not tell
        yield from (Clock(DECIDE, deadline.started_on) for deadline in records.open if deadline.key == DECIDE)
        return
    ended = {answer.row for _, answer in withdrawn(entry, records)}
    since: date | None = None
    for at, what in _in_order(records):
        if isinstance(what, str):
            since = None if what != EntryStatus.ACTIVE else since
        elif what.row in ended and what.purpose is Purpose.REGISTER and records.active_at(at):
            since = since or timezone.localdate(at)
        elif what.decision in USABLE and _is_latest(what, records):
            since = None
    if since:
        yield Clock(DECIDE, since)


def _in_order(records: Records) -> list[tuple[datetime, Any]]:
    """Answers about the register, and how the place stood, by the moment of writing."""
    said = [(at, answer) for at, answer in records.said if answer.about is None]
    return sorted([*said, *records.statuses], key=lambda event: event[0])


def _is_latest(answer: Answer, records: Records) -> bool:
    """Whether it was the latest about the register when it was written down."""
    before = [one for one in records.answers if (one.row or 0) <= (answer.row or 0)]
    return answer.purpose is Purpose.REGISTER and in_order(before, Purpose.REGISTER)[-1].row == answer.row


def withdrawn(entry: RegisterEntry, records: Records) -> Iterator[tuple[datetime, Answer]]:
    """The answers that ended a yes, each with the moment it was written down."""
    born = entry.person.date_of_birth
    for place, (at, answer) in enumerate(records.said):
        if not answer.against:
            continue
        known = [one for moment, one in records.assessed if moment <= at]
        before = [one for _, one in records.said[:place] if one.about == answer.about]
        ledgers = Ledger(born, before, known), Ledger(born, [*before, answer], known)
        if ends_a_yes(answer, *ledgers, timezone.localdate(at)):
            yield at, answer


@from_facts(REGAINED)
def able_again(entry: RegisterEntry) -> Iterator[Clock]:
    """Who can decide after others did is asked themselves (R14), until there is an answer of their own."""
    records = records_of(entry)
    if records.merged:
        yield from (Clock(REGAINED, each.started_on) for each in records.open if each.key == REGAINED)
        return
    since: date | None = None
    events: list[tuple[datetime, Any]] = [*records.said, *records.assessed]
    for at, what in sorted(events, key=lambda event: event[0]):
        if isinstance(what, Assessment):
            if since is None and what.finding is Capacity.HAS and _back(entry, records, at, what):
                since = what.on
        elif what.about is None and what.basis is Basis.PERSON:
            since = None
    if since:
        yield Clock(REGAINED, since)


def _back(entry: RegisterEntry, records: Records, at: datetime, found: Assessment) -> bool:
    answers = [one for moment, one in records.said if moment <= at and one.about == found.about]
    known = [one for moment, one in records.assessed if moment < at]
    ledger = Ledger(entry.person.date_of_birth, answers, known)
    return records.active_at(at) and others_decided(ledger, found.purpose, found.on, found.about)
