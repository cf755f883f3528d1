"""Capacity for one decision at one time: assessed, written down, and asked again when it is back."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent
from dsr.actions.deadlines import heard, open_deadline
from dsr.answers import capacity_on
from dsr.consent_words import FOR_SOMEBODY_UNABLE
from dsr.gate import Ledger, ledger_of
from dsr.models import CapacityAssessment, Person
from dsr.who_decides import ABILITIES, Capacity, check_assessment


@transaction.atomic
def record_capacity(
    *,
    person: Person,
    finding: Capacity,
    abilities: Mapping[str, bool | None],
    assessor: str,
    assessed_on: date,
    help_given: str,
    why: str,
    by: User,
    today: date,
    purpose: consent.Purpose | None = None,
    about: UUID | None = None,
) -> CapacityAssessment:
    """Write down what was found about somebody's capacity for a decision; without `purpose`, for all of them.

    Somebody who can decide after others decided for them is asked themselves: that falls due at once.
    Refuses a day in the future, somebody under 16, and a finding that its four answers do not bear out [S].
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise Refused("This record was merged into another. Record the assessment there.")
    if assessed_on > today:
        raise Refused("The day of the assessment must be today or earlier.")
    four = {name: abilities.get(name) for name in ABILITIES}
    check_assessment(finding, four, age=person.age_on(assessed_on))
    back = finding is Capacity.HAS and others_decided(
        ledger_of(person, about=about), purpose, assessed_on, about
    )
    row = CapacityAssessment.objects.create(
        person=person,
        purpose=purpose or "",
        about=about,
        finding=finding,
        **four,
        assessor=assessor,
        assessed_on=assessed_on,
        help_given=help_given,
        why=why,
        by=by,
    )
    for entry in person.entries.active():
        heard(entry=entry, on=assessed_on, by=by)
        if back:
            open_deadline(entry=entry, key="capacity_regained_recheck", started_on=assessed_on, by=by)
    return row


def others_decided(ledger: Ledger, purpose: consent.Purpose | None, on: date, about: UUID | None) -> bool:
    """Whether others decide for this person now, or they were found unable the last time."""
    purposes = [purpose] if purpose else list(consent.STANDING)
    for asked in purposes:
        before = capacity_on(ledger.assessments, asked, on=on, about=about)
        if before and before.finding is Capacity.LACKS:
            return True
        scopes = {a.to for a in ledger.answers if a.purpose is asked} or {None}
        for to in scopes:
            now = ledger.may(asked, on=on, about=about, to=to, alone=True)
            if now.answer and now.answer.basis in FOR_SOMEBODY_UNABLE:
                return True
    return False
