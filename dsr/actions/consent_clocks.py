"""The deadlines of consent: opened and met in the transaction of the answer; the birthdays by a sweep."""

from datetime import date

from django.db import transaction

from accounts.models import User
from dsr import consent
from dsr.actions.deadlines import cancel_deadlines, heard, meet_deadlines, open_deadline
from dsr.consent_dates import TURNING, answers_birthday, in_order, thinking_since
from dsr.days import birthday
from dsr.gate import Ledger, answers_of, as_answer
from dsr.models import ConsentRecord, Person, RegisterEntry
from dsr.rules import SILENCES
from dsr.sharing import to_be_told
from dsr.sweeps import turning

AGAIN = "They said yes again."
EARLIER = "An earlier answer was written down after it: it counts from that one."
THINKING, RECHECK = "consent_thinking_follow_up", "consent_recheck"
TOGETHER = "Two records became one, or two again: counted anew."
ANOTHER = "Another answer counts since records were merged, or taken apart."


def turn_clocks(*, person: Person, row: ConsentRecord, after: Ledger, by: User) -> None:
    """What an answer starts and ends, on every place the person has on a register."""
    entries = list(person.entries.active())
    for entry in entries:
        heard(entry=entry, on=row.decided_on, by=by)
    if row.about:
        return  # a review has a clock of its own
    thinking = thinking_since(after.answers)
    for entry in entries:
        if row.purpose == consent.Purpose.REGISTER:
            _restart_recheck(entry, row, after, by)
            _meet_birthdays(entry, row, after.born, by)
        _follow_thinking(entry, thinking, row.decided_on, by)
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


def _follow_thinking(entry: RegisterEntry, since: date | None, on: date, by: User) -> None:
    """The clock of the first question that is still open (R10); an answer to that one ends it, and the next
    question's runs."""
    for deadline in entry.deadlines.open().filter(key=THINKING).exclude(started_on=since):
        if since is None or since > deadline.started_on:
            meet_deadlines(entry=entry, keys=[THINKING], on=on, by=by)
        else:
            cancel_deadlines(entry=entry, keys=[THINKING], on=on, why=EARLIER, by=by)
    if since:
        open_deadline(entry=entry, key=THINKING, started_on=since, by=by)


def begin_consent_clocks(*, entry: RegisterEntry, by: User) -> None:
    """What the answers that are there ask for on a place that begins, or goes on."""
    for key, since in _asked_for(entry.person).items():
        if since:
            open_deadline(entry=entry, key=key, started_on=since, by=by)


def _asked_for(person: Person) -> dict[str, date | None]:
    answers = answers_of(person)
    said = in_order(answers, consent.Purpose.REGISTER)
    given = said[-1].decided_on if said and said[-1].usable else None
    return {RECHECK: given, THINKING: thinking_since(answers)}


def follow_answers(*, person: Person, by: User, today: date) -> None:
    """The clocks of somebody whose answers came together from two records, or went apart.

    What was last heard may be another day than before: an alarm about silence is found anew by the sweep.
    """
    asked, said = _asked_for(person), in_order(answers_of(person), consent.Purpose.REGISTER)
    for entry in person.entries.active():
        for deadline in entry.deadlines.open().filter(key__in=[*asked, *SILENCES]):
            if deadline.started_on != asked.get(deadline.key):
                cancel_deadlines(entry=entry, keys=[deadline.key], on=today, why=TOGETHER, by=by)
        begin_consent_clocks(entry=entry, by=by)
        if said and said[-1].usable:
            _end_withdrawal(entry, by, today)
        if said and said[-1].decision == consent.Decision.WITHDRAWN:
            _begin_withdrawal(entry, said[-1].decided_on, by, today)


def _end_withdrawal(entry: RegisterEntry, by: User, today: date) -> None:
    """A yes of the other record counts now: what a withdrawal asked for is no longer due."""
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
