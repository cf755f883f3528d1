"""Consent is a ledger: every answer is another row."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent, days, rules
from dsr.actions.deadlines import meet_deadlines, open_deadline
from dsr.models import ConsentRecord, Person

LASTS_A_YEAR = (consent.Purpose.REGISTER, consent.Purpose.SHARE)


@transaction.atomic
def record_consent(
    *,
    person: Person,
    purpose: consent.Purpose,
    decision: consent.Decision,
    basis: consent.Basis,
    given_by: str,
    evidence: str,
    decided_on: date,
    by: User,
    today: date,
    limits: str = "",
    about: UUID | None = None,
) -> ConsentRecord:
    """Write down one answer, by whom, and how it was given.

    Refuses a day in the future or before birth, and a basis this person cannot have at their age.
    A review's answers carry the review's id in `about`.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.date_of_birth <= decided_on <= today:
        raise Refused("The day of the answer must be today or earlier.")
    consent.check_basis(basis, born=person.date_of_birth, on=decided_on)
    row = ConsentRecord.objects.create(
        person=person,
        purpose=purpose,
        decision=decision,
        basis=basis,
        given_by=given_by,
        evidence=evidence,
        limits=limits,
        decided_on=decided_on,
        valid_until=_valid_until(purpose, decided_on),
        about=about,
        by=by,
    )
    if purpose is consent.Purpose.REGISTER:
        _restart_recheck(person, decision, decided_on, by)
    return row


def _valid_until(purpose: consent.Purpose, decided_on: date) -> date | None:
    if purpose not in LASTS_A_YEAR:
        return None
    return days.add_months(decided_on, rules.RULES["consent_recheck"].days[rules.Group.ADULT])


def _restart_recheck(person: Person, decision: consent.Decision, on: date, by: User) -> None:
    for entry in person.entries.active():
        meet_deadlines(entry=entry, keys=["consent_recheck"], on=on, by=by)
        if decision in consent.USABLE:
            open_deadline(entry=entry, key="consent_recheck", started_on=on, by=by)
