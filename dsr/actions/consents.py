"""Consent is a ledger: every answer is another row."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent, rules
from dsr.actions.consent_clocks import turn_clocks
from dsr.actions.withdrawals import close_what_ended
from dsr.answers import capacity_on
from dsr.gate import Ledger, as_answer, ledger_of
from dsr.models import AreaRule, ConsentRecord, Person
from dsr.who_decides import SIGN_OFF, Capacity, check_yes

# What may stand beside an answer as its proof; all of it may be left out.
EVIDENCE = frozenset(
    {
        "explained_how", "explained_by", "given_how", "recorded_from", "consulted", "child_view",
        "competence", "authority", "authority_proof", "sign_off",
    }
)  # fmt: skip


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
    to: consent.ShareKind | None = None,
    settled: str = "",
    **proof: Any,
) -> ConsentRecord:
    """Write down one answer, by whom, and how it was given. What it ends, ends in the same moment.

    `to` is the kind of organisation that an answer about sharing is for; without it, all that help.
    `settled` says how a disagreement was settled, where this answer settles one. `proof` are columns
    of `EVIDENCE`. Refuses a day in the future or before birth, a basis this person cannot have at their
    age, and a yes from whoever does not decide, by what is known of their capacity. A review's answers
    carry the review's id in `about`.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _check(person, basis, decided_on, today)
    _check_proof(purpose, basis, to, proof)
    before = ledger_of(person, about=about)
    if decision in consent.USABLE:
        _check_decides(before, purpose, basis, decided_on, about)
    if settled:
        _check_disputed(before, purpose, to, about, today)
    row = ConsentRecord.objects.create(
        person=person,
        purpose=purpose,
        to=to or "",
        decision=decision,
        basis=basis,
        given_by=given_by,
        evidence=evidence,
        limits=limits,
        settled=settled,
        decided_on=decided_on,
        valid_until=_valid_until(person, purpose, decided_on),
        about=about,
        by=by,
        **proof,
    )
    after = Ledger(before.born, [*before.answers, as_answer(row)], before.assessments)
    close_what_ended(person=person, row=row, before=before, after=after, by=by, today=today)
    turn_clocks(person=person, row=row, after=after, by=by)
    return row


@transaction.atomic
def record_answers(
    *, person: Person, kinds: Iterable[consent.ShareKind | None], by: User, today: date, **facts: Any
) -> list[ConsentRecord]:
    """Write down one answer for each kind of organisation it was given for: all of them or none."""
    return [record_consent(person=person, to=kind, by=by, today=today, **facts) for kind in kinds]


def _check(person: Person, basis: consent.Basis, decided_on: date, today: date) -> None:
    if person.merged_into_id:
        raise Refused("This record was merged into another. Record the answer there.")
    if decided_on > today:
        raise Refused("The day of the answer must be today or earlier.")
    if decided_on < person.date_of_birth:
        raise Refused("The day of the answer is before this person was born. Check the year.")
    consent.check_basis(basis, born=person.date_of_birth, on=decided_on)


def _check_proof(
    purpose: consent.Purpose,
    basis: consent.Basis,
    to: consent.ShareKind | None,
    proof: dict[str, Any],
) -> None:
    if unknown := set(proof) - EVIDENCE:
        raise TypeError(f"record_consent() knows no {', '.join(sorted(unknown))}")
    if to and purpose is not consent.Purpose.SHARE:
        raise Refused("Only an answer about sharing is for a kind of organisation.")
    if basis is consent.Basis.WELFARE_UNDER_16 and not proof.get("sign_off", "").strip():
        raise Refused(SIGN_OFF)


def _check_decides(
    ledger: Ledger, purpose: consent.Purpose, basis: consent.Basis, on: date, about: UUID | None
) -> None:
    found = capacity_on(ledger.assessments, purpose, on=on, about=about)
    check_yes(
        basis, capacity=found.finding if found else Capacity.NO_DOUBT, assessed_on=found.on if found else None
    )


def _check_disputed(
    ledger: Ledger,
    purpose: consent.Purpose,
    to: consent.ShareKind | None,
    about: UUID | None,
    today: date,
) -> None:
    if ledger.may(purpose, on=today, about=about, to=to, alone=True).state is not consent.State.DISPUTED:
        raise Refused(
            "Nobody disagrees about this now, so there is nothing to settle. Record the answer alone."
        )


def _valid_until(person: Person, purpose: consent.Purpose, decided_on: date) -> date | None:
    """The last day on which the answer counts unasked: by the area's own number, else twelve months."""
    if purpose not in consent.STANDING:
        return None
    own = AreaRule.objects.own_number(person.recorded_in_id, "consent_recheck", decided_on)
    limit = rules.limit("consent_recheck", started_on=decided_on, group=rules.Group.ADULT, own=own)
    return limit.due_on if limit else None
