"""The deadlines of consent: opened and met in the transaction of the answer; the birthdays by a sweep."""

from datetime import date

from django.db import transaction

from accounts.models import User
from dsr import consent
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.consent_dates import TURNING, answers_birthday, in_order, thinking_since
from dsr.days import birthday
from dsr.gate import Ledger, answers_of, as_answer
from dsr.models import ConsentRecord, Person, RegisterEntry
from dsr.sharing import to_be_told
from dsr.sweeps import turning

AGAIN = "They said yes again."
ANOTHER = "Another answer counts since records were merged, or taken apart."


def turn_clocks(*, person: Person, row: ConsentRecord, after: Ledger, by: User) -> None:
    """What an answer starts and ends, on every place the person has on a register."""
    if row.about:
        return  # a review has a clock of its own
    thinking = thinking_since(after.answers)
    for entry in person.entries.active():
        if row.purpose == consent.Purpose.REGISTER:
            _restart_recheck(entry, row, after, by)
            _meet_birthdays(entry, row, after.born, by)
        if thinking:
            open_deadline(entry=entry, key="consent_thinking_follow_up", started_on=thinking, by=by)
        else:
            meet_deadlines(entry=entry, keys=["consent_thinking_follow_up"], on=row.decided_on, by=by)
        if row.basis == consent.Basis.PERSON:
            meet_deadlines(entry=entry, keys=["capacity_regained_recheck"], on=row.decided_on, by=by)
        if row.purpose == consent.Purpose.KEYWORKER and row.decision in (
            consent.Decision.NO,
            consent.Decision.WITHDRAWN,
        ):
            meet_deadlines(entry=entry, keys=["keyworker_offer"], on=row.decided_on, by=by)


def _restart_recheck(entry: RegisterEntry, row: ConsentRecord, after: Ledger, by: User) -> None:
    """The latest answer counts for the clock as it does for the gate; an older one typed in late does not."""
    asked = in_order(after.answers, consent.Purpose.REGISTER)
    if asked[-1].row != row.pk:
        return
    meet_deadlines(entry=entry, keys=["consent_recheck"], on=row.decided_on, by=by)
    if row.decision in consent.USABLE:
        open_deadline(entry=entry, key="consent_recheck", started_on=row.decided_on, by=by)
        cancel_deadlines(
            entry=entry, keys=["consent_withdrawn_decision"], on=row.decided_on, why=AGAIN, by=by
        )


def _meet_birthdays(entry: RegisterEntry, row: ConsentRecord, born: date, by: User) -> None:
    """An answer that counts from a birthday on is what was asked for because of it."""
    keys = [key for key, age in TURNING.items() if answers_birthday(as_answer(row), born, age)]
    meet_deadlines(entry=entry, keys=keys, on=row.decided_on, by=by)


def follow_answers(*, person: Person, by: User, today: date) -> None:
    """The clocks of somebody whose answers came together from two records, or were taken apart again."""
    answers = answers_of(person)
    said, thinking = in_order(answers, consent.Purpose.REGISTER), thinking_since(answers)
    for entry in person.entries.active():
        if said and said[-1].usable:
            _count_from(entry, said[-1].decided_on, by, today)
        elif said:
            meet_deadlines(entry=entry, keys=["consent_recheck"], on=said[-1].decided_on, by=by)
        if said and said[-1].decision == consent.Decision.WITHDRAWN:
            _begin_withdrawal(entry, said[-1].decided_on, by, today)
        if thinking:
            open_deadline(entry=entry, key="consent_thinking_follow_up", started_on=thinking, by=by)


def _count_from(entry: RegisterEntry, decided_on: date, by: User, today: date) -> None:
    """The latest yes is asked again after its time, whichever record it was given to."""
    running = entry.deadlines.open().filter(key="consent_recheck").first()
    if running and running.started_on != decided_on:
        cancel_deadlines(entry=entry, keys=["consent_recheck"], on=today, why=ANOTHER, by=by)
    open_deadline(entry=entry, key="consent_recheck", started_on=decided_on, by=by)
    withdrawn = ["consent_withdrawn_decision"]
    if entry.deadlines.open().filter(key__in=withdrawn).exists():
        if not to_be_told(entry.person, today=today):
            withdrawn.append("consent_withdrawn_close")
        cancel_deadlines(entry=entry, keys=withdrawn, on=today, why=ANOTHER, by=by)


def _begin_withdrawal(entry: RegisterEntry, decided_on: date, by: User, today: date) -> None:
    """A yes was taken back on the other record: from today somebody here can act on it (R15, R16)."""
    for key in ("consent_withdrawn_close", "consent_withdrawn_decision"):
        if not entry.deadlines.filter(key=key, started_on__gte=decided_on).exists():
            open_deadline(entry=entry, key=key, started_on=today, by=by)


@transaction.atomic
def ask_for_birthdays(*, today: date, by: User) -> int:
    """Open what falls due because somebody turns 16 or 18 within 91 days, or has turned; how many.

    Safe to run as often as one likes: what is open stays, what was answered is not asked again.
    """
    missing = list(turning(today))
    for entry, key in missing:
        on = birthday(entry.person.date_of_birth, TURNING[key])
        open_deadline(entry=entry, key=key, started_on=on, by=by)
    return len(missing)
