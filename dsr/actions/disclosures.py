"""Nothing about somebody goes to anybody without a row that says so, and the gate is asked first."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import consent
from dsr.consent_words import LEGAL_BASES
from dsr.gate import gate
from dsr.models import Disclosure, Person

OVERRIDE = "Sharing without a yes needs the reason and the legal basis, and whether the person was told."


@transaction.atomic
def record_disclosure(
    *,
    person: Person,
    purpose: consent.Purpose,
    to_whom: str,
    what: str,
    on: date,
    by: User,
    today: date,
    to: consent.ShareKind | None = None,
    about: UUID | None = None,
    reference: UUID | None = None,
    what_words: str = "",
    overriding: str = "",
    legal_basis: str = "",
    person_told: str = "",
) -> Disclosure:
    """Write down what was shared about somebody, if the gate lets it; refuses with its sentence.

    `overriding` is the reason for sharing without a yes, with its `legal_basis`: that is written down too,
    changes no answer, and alerts the governance lead (hazard H09). The same thing to the same reader on
    the same day is one row.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if on > today:
        raise Refused("The day must be today or earlier.")
    answer = gate(person, purpose, on=on, about=about, to=to)
    against = bool(overriding or legal_basis)
    if not answer.allowed and not against:
        raise Refused(answer.sentence)
    if not answer.allowed:
        _check_override(overriding, legal_basis, person_told)
    facts = {"purpose": purpose, "to": to or "", "to_whom": to_whom, "what": what, "on": on}
    facts |= {"about": about, "reference": reference, "what_words": what_words}
    already = Disclosure.objects.filter(person=person, **facts).first()
    if already and answer.allowed:
        return already
    if answer.allowed:
        return Disclosure.objects.create(person=person, consent_id=_row(answer), by=by, **facts)
    row = Disclosure.objects.create(
        person=person, overriding=overriding, legal_basis=legal_basis, person_told=person_told, by=by, **facts
    )
    outbox.post("shared_without_consent", key=f"override-{row.pk}", payload={"disclosure": str(row.pk)})
    return row


def _row(answer: consent.Gate) -> int | None:
    return answer.answer.row if answer.answer else None


def _check_override(overriding: str, legal_basis: str, person_told: str) -> None:
    if not overriding.strip() or legal_basis not in LEGAL_BASES or not person_told.strip():
        raise Refused(OVERRIDE)
