"""Consent is a ledger: every answer is another row."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent, rules
from dsr.actions.deadlines import meet_deadlines, open_deadline
from dsr.models import AreaRule, ConsentRecord, Person

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
    if person.merged_into_id:
        raise Refused("This record was merged into another. Record the answer there.")
    if decided_on > today:
        raise Refused("The day of the answer must be today or earlier.")
    if decided_on < person.date_of_birth:
        raise Refused("The day of the answer is before this person was born. Check the year.")
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
        valid_until=_valid_until(person, purpose, decided_on),
        about=about,
        by=by,
    )
    if purpose is consent.Purpose.REGISTER:
        _restart_recheck(person, row, by)
    return row


def _valid_until(person: Person, purpose: consent.Purpose, decided_on: date) -> date | None:
    """The last day on which the answer counts unasked: by the area's own number, else twelve months."""
    if purpose not in LASTS_A_YEAR:
        return None
    own = AreaRule.objects.own_number(person.recorded_in_id, "consent_recheck", decided_on)
    limit = rules.limit("consent_recheck", started_on=decided_on, group=rules.Group.ADULT, own=own)
    return limit.due_on if limit else None


def _restart_recheck(person: Person, row: ConsentRecord, by: User) -> None:
    """The latest answer counts for the clock as it does for the gate; an older one typed in late does not."""
    answers = ConsentRecord.objects.of(person).filter(purpose=row.purpose).order_by("-decided_on", "-pk")
    if answers[0] != row:
        return
    for entry in person.entries.active():
        meet_deadlines(entry=entry, keys=["consent_recheck"], on=row.decided_on, by=by)
        if row.decision in consent.USABLE:
            open_deadline(entry=entry, key="consent_recheck", started_on=row.decided_on, by=by)
