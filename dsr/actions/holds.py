"""A legal hold: placed by one person, ended by two (see dsr.pairs)."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.models import LegalHold, Person


@transaction.atomic
def place_hold(*, person: Person, why: str, by: User, today: date) -> LegalHold:
    """Keep everything about somebody as it is from today; the hold there is already, if any."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise Refused("This record was merged into another. Place the hold there.")
    if not why.strip():
        raise Refused("Say why it must be kept.")
    already = person.holds.open().first()
    return already or LegalHold.objects.create(person=person, why=why.strip(), from_day=today, by=by)


@transaction.atomic
def end_hold(*, hold: LegalHold, why: str, by: User, today: date) -> LegalHold:
    """Let go of it again; what was held stays on record."""
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.ended_on:
        raise Refused("This hold has ended already.")
    hold.ended_on, hold.ended_why = today, why.strip()[:500]
    hold.save(by=by)
    return hold
