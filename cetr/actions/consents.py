"""The three answers that a review needs, kept in the register's ledger of consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from cetr.actions.locks import locked
from cetr.models import Review
from cetr.statuses import State
from config.refused import Refused
from dsr import actions as register
from dsr.consent import FOR_A_REVIEW, Basis, Decision, Purpose
from dsr.gate import answers_of


@dataclass(frozen=True)
class Answer:
    """What was answered to one of the three, with its limits."""

    decision: Decision
    limits: str = ""


@transaction.atomic
def record_review_consent(
    *,
    review: Review,
    answers: Mapping[Purpose, Answer],
    given_by: str,
    basis: Basis,
    evidence: str,
    decided_on: date,
    by: User,
    today: date,
    **proof: Any,
) -> None:
    """Write down one to three answers for this review alone; once all three stand, asking is done.

    `proof` is what `record_consent` keeps beside an answer.
    """
    review = locked(review)
    if review.state == State.CANCELLED:
        raise Refused("This review was called off, so there is nothing to agree to.")
    if not answers:
        raise Refused("Choose an answer to at least one question.")
    for purpose, answer in answers.items():
        register.record_consent(
            person=review.entry.person,
            purpose=purpose,
            decision=answer.decision,
            limits=answer.limits,
            basis=basis,
            given_by=given_by,
            evidence=evidence,
            decided_on=decided_on,
            by=by,
            today=today,
            about=review.pk,
            **proof,
        )
    _stop_asking(review, by, today)


def _stop_asking(review: Review, by: User, today: date) -> None:
    latest = {answer.purpose: answer.decision for answer in answers_of(review.entry.person, about=review.pk)}
    if all(latest.get(purpose, Decision.THINKING) != Decision.THINKING for purpose in FOR_A_REVIEW):
        register.meet_deadlines(
            entry=review.entry, keys=["cetr_consent_and_planner"], on=today, about=review.pk, by=by
        )
