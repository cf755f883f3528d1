"""When consent ends: sharing stops in the same transaction, and whoever had something is told."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import consent
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.answers import Answer
from dsr.consent_words import AGAINST
from dsr.gate import Ledger, as_answer, gate
from dsr.handing_on import OPEN
from dsr.models import ConsentRecord, Disclosure, PartnerTold, Person
from dsr.sharing import ENDED, to_be_told

# Messages that tell somebody something about an entry, by kind; an app above adds its own. They ask the
# gate again when they are sent: this is so that none waits in a queue for a yes that has gone.
SHARES_AN_ENTRY: list[str] = ["something_new"]
CALLED_OFF = "not sent: consent has ended"
NO_YES = "Their yes to sharing has ended, so the offer was taken back."
AGAIN = "Consent was given again."


def close_what_ended(
    *, person: Person, row: ConsentRecord, before: Ledger, after: Ledger, by: User, today: date
) -> None:
    """What follows from an answer that ends a yes: no queued message goes out, and deadlines begin."""
    answer = as_answer(row)
    closed = open_now(before, answer, today) - open_now(after, answer, today)
    if (consent.Purpose.REGISTER, None) in closed:
        _call_off_messages(person)
    if closed & {(consent.Purpose.REGISTER, None), (consent.Purpose.SHARE, consent.ShareKind.ICB)}:
        shut_offers(person=person, by=by, today=today)
    if row.decision in consent.USABLE and row.purpose in (consent.Purpose.REGISTER, consent.Purpose.SHARE):
        _stop_telling(person, after, by, today)
    if ends_a_yes(answer, before, after, today):
        _begin_withdrawal(person, row, by, today)


def ends_a_yes(row: Answer, before: Ledger, after: Ledger, today: date) -> bool:
    """Whether this answer ends a yes, or is a withdrawal that counts: others must hear of it (R15, R16).

    `before` and `after` are the ledgers without and with it; while people disagree it ends nothing yet.
    """
    if row.decision not in AGAINST:
        return False
    now = after.may(row.purpose, on=today, about=row.about, to=row.to, alone=True)
    if now.state is consent.State.DISPUTED:
        return False
    counts = now.answer is not None and now.answer.row == row.row
    closed = open_now(before, row, today) - open_now(after, row, today)
    return bool(closed) or (row.decision is consent.Decision.WITHDRAWN and counts)


def open_now(
    ledger: Ledger, row: Answer, today: date
) -> set[tuple[consent.Purpose, consent.ShareKind | None]]:
    """Everything that is open today of what this answer could have ended."""
    purpose, register = row.purpose, consent.Purpose.REGISTER
    asked: list[tuple[consent.Purpose, consent.ShareKind | None]] = [(purpose, row.to)]
    if purpose in (register, consent.Purpose.SHARE) and not row.to:
        asked += [(consent.Purpose.SHARE, kind) for kind in (None, *consent.ShareKind)]
    return {
        (what, kind) for what, kind in asked if ledger.may(what, on=today, about=row.about, to=kind).allowed
    }


def _call_off_messages(person: Person) -> None:
    entries = [str(pk) for pk in person.entries.values_list("pk", flat=True)]
    outbox.call_off(SHARES_AN_ENTRY, payloads=[{"entry": entry} for entry in entries], why=CALLED_OFF)


def shut_offers(*, person: Person, by: User, today: date) -> None:
    """Take back what is offered to another area, once no yes to that stands: the pack is shut at once."""
    from dsr.actions.removal import close_offers  # which ends places, and calls off what they share

    if gate(person, consent.Purpose.SHARE, on=today, to=consent.ShareKind.ICB).allowed:
        return
    for entry in person.entries.filter(transfers__state__in=OPEN).select_related("person", "area"):
        close_offers(entry, NO_YES, by, today)


def _begin_withdrawal(person: Person, row: ConsentRecord, by: User, today: date) -> None:
    """Both clocks run from the day on which we heard of it: nobody could have acted before."""
    for entry in person.entries.active():
        open_deadline(entry=entry, key="consent_withdrawn_close", started_on=today, by=by)
        if row.purpose == consent.Purpose.REGISTER:
            open_deadline(entry=entry, key="consent_withdrawn_decision", started_on=today, by=by)


def _stop_telling(person: Person, after: Ledger, by: User, today: date) -> None:
    """A new yes: where the register is open again and nobody is left to be told, there is nothing to tell."""
    place = after.may(consent.Purpose.REGISTER, on=today)
    if place.state in ENDED or to_be_told(person, today=today):
        return
    for entry in person.entries.active():
        cancel_deadlines(entry=entry, keys=["consent_withdrawn_close"], on=today, why=AGAIN, by=by)


@transaction.atomic
def record_told(*, person: Person, disclosure: UUID, by: User, today: date) -> None:
    """Write down that somebody who had something was told that consent has ended.

    Once nobody is left to be told, the deadline is met. Told already, it changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    waiting = {each.disclosure.pk: each for each in to_be_told(person, today=today)}
    if disclosure in waiting:
        found = waiting.pop(disclosure)
        PartnerTold.objects.create(
            disclosure=found.disclosure, withdrawal_id=found.withdrawal, on=today, by=by
        )
    elif not Disclosure.objects.of(person).filter(pk=disclosure).exists():
        raise Refused("This is not on the list of what was shared any more. Open the page again.")
    if not waiting:
        _everybody_told(person, by, today)


@transaction.atomic
def record_everybody_told(*, person: Person, by: User, today: date) -> None:
    """Write down that nobody is left who has to be told; refuses while somebody on the list is."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if to_be_told(person, today=today):
        raise Refused("Somebody on the list has not been told yet. Tell them first.")
    _everybody_told(person, by, today)


def _everybody_told(person: Person, by: User, today: date) -> None:
    for entry in person.entries.all():
        meet_deadlines(entry=entry, keys=["consent_withdrawn_close"], on=today, by=by)
