"""Who is this, and have we spoken? What the team does before it decides."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import actions as dsr
from dsr.consent import Purpose
from dsr.days import plain
from dsr.gate import gate
from dsr.models import Person
from referrals.actions.acting import check_open, done_already, locked, write_act
from referrals.actions.alerts import tell_who_leads
from referrals.acts import Kind
from referrals.models import Conversation, Referral

TRIES = 3  # logged tries that stop the clock of the first conversation [L], domain rule R03


@transaction.atomic
def match_person(*, referral: Referral, person: Person, by: User, today: date) -> Referral:
    """Say that the form is about somebody who is on record already."""
    referral = locked(referral)
    if referral.person_id == person.pk:
        return referral
    check_open(referral)
    return _link(referral, person, Kind.MATCHED, by, today)


@transaction.atomic
def make_person(
    *,
    referral: Referral,
    instead_of: UUID | None,
    facts: dict[str, Any],
    by: User,
    today: date,
    helper: dict[str, Any] | None = None,
) -> Referral:
    """Record somebody new from the form, with whoever helped them as a contact.

    `instead_of` is the person that the page showed as linked (mostly nobody). When somebody else is
    linked by now, the button was pressed twice or a colleague was quicker: nothing is made again.
    """
    referral = locked(referral)
    if referral.person_id != instead_of:
        return referral
    check_open(referral)
    person = dsr.add_person(area=referral.area, by=by, today=today, **facts)
    if helper:
        dsr.add_contact(person=person, by=by, **helper)
    return _link(referral, person, Kind.NEW_PERSON, by, today)


def _link(referral: Referral, person: Person, kind: Kind, by: User, today: date) -> Referral:
    referral.person = person
    referral.triaged_on = referral.triaged_on or today
    allowed = gate(person, Purpose.REGISTER, on=today).allowed
    referral.consent_answered_on = today if allowed else None
    referral.save(by=by)
    write_act(referral, kind, by=by, today=today)
    tell_who_leads(referral)
    return referral


@transaction.atomic
def unmatch_person(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Take back who the form is about, while nothing is decided. Pressed twice it is done once.

    The record itself stays: one that was made from this form by mistake is recorded and on no register.
    """
    referral = locked(referral)
    if referral.person is None:
        if done_already(referral, Kind.UNMATCHED, by=by, words=reason):
            return referral
        raise Refused("Nobody is linked to this form any more: a colleague was quicker. Look at it again.")
    check_open(referral)
    referral.person, referral.consent_answered_on = None, None
    referral.save(by=by)
    write_act(referral, Kind.UNMATCHED, words=reason, by=by, today=today)
    return referral


@transaction.atomic
def record_consent_answer(
    *, referral: Referral, person: Person, by: User, today: date, **answer: Any
) -> Referral:
    """Write the answer about being on the register into the ledger, and stop the form's clock for it.

    Refuses when the form is about somebody else by now.
    """
    referral = locked(referral)
    if referral.person_id != person.pk:
        raise Refused("A colleague has changed who this form is about. Look again before you record it.")
    dsr.record_consent(person=person, purpose=Purpose.REGISTER, by=by, today=today, **answer)
    consent_was_answered(person=person, by=by, today=today)
    write_act(referral, Kind.CONSENT, by=by, today=today)
    return referral


@transaction.atomic
def consent_was_answered(*, person: Person, by: User, today: date) -> None:
    """Stop the clock of a missing answer on every open form about this person, however it was given."""
    waiting = Referral.objects.filter(person=person, consent_answered_on=None, decided_on=None)
    for referral in waiting.select_for_update(of=("self",)):
        referral.consent_answered_on = today
        referral.save(by=by)


@transaction.atomic
def record_contact(
    *, referral: Referral, on: date, with_whom: str, spoke: bool, said: str, by: User, today: date
) -> Conversation:
    """Write down a conversation, or a try. The first one, or the third try, stops its clock."""
    referral = locked(referral)
    if not referral.received_on <= on <= today:
        raise Refused(
            f"The day must be between {plain(referral.received_on)}, when the form came, and today."
        )
    same = {"on": on, "with_whom": with_whom, "spoke": spoke, "said": said, "by": by}
    if already := referral.conversations.filter(**same).first():
        return already
    conversation = Conversation.objects.create(referral=referral, **same)
    _stop_clocks(referral, conversation, by)
    return conversation


def _stop_clocks(referral: Referral, conversation: Conversation, by: User) -> None:
    """Whoever calls has looked at the form; whether they have talked is another matter."""
    enough = conversation.spoke or referral.conversations.count() >= TRIES
    before = (referral.triaged_on, referral.contacted_on, referral.urgent_looked_on)
    referral.triaged_on = referral.triaged_on or conversation.on
    if referral.urgent_due_on:
        referral.urgent_looked_on = referral.urgent_looked_on or conversation.on
    if enough:
        referral.contacted_on = referral.contacted_on or conversation.on
    if before != (referral.triaged_on, referral.contacted_on, referral.urgent_looked_on):
        referral.save(by=by)
