"""Who is this, and have we spoken? What the team does before it decides."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import actions as dsr
from dsr.days import plain
from dsr.models import Person
from referrals.actions.urgent import start_meeting_clock, tell_who_leads
from referrals.models import Conversation, Referral
from referrals.statuses import LABELS, State

TRIES = 3  # logged tries that stop the clock of the first conversation [L], domain rule R03


def locked(referral: Referral) -> Referral:
    """The referral as it is now, held until the end of the transaction."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("area", "person")
    return rows.get(pk=referral.pk)


def check_open(referral: Referral) -> None:
    """Refuse to work on a form that has been decided."""
    if not referral.is_open:
        label = LABELS[State(referral.state)].lower()
        raise Refused(
            f"This form was decided on {plain(referral.decided_on)}: {label}. It is not changed any more."
        )


@transaction.atomic
def match_person(*, referral: Referral, person: Person, by: User, today: date) -> Referral:
    """Say that the form is about somebody who is on record already."""
    referral = locked(referral)
    if referral.person_id == person.pk:
        return referral
    check_open(referral)
    return _link(referral, person, by, today)


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
    return _link(referral, person, by, today)


def _link(referral: Referral, person: Person, by: User, today: date) -> Referral:
    referral.person = person
    referral.triaged_on = referral.triaged_on or today
    start_meeting_clock(referral, today)
    referral.save(by=by)
    tell_who_leads(referral)
    return referral


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
    before = (referral.triaged_on, referral.contacted_on)
    referral.triaged_on = referral.triaged_on or conversation.on
    start_meeting_clock(referral, conversation.on)
    if enough:
        referral.contacted_on = referral.contacted_on or conversation.on
    if before != (referral.triaged_on, referral.contacted_on):
        referral.save(by=by)
