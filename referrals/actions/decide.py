"""Yes or no, and telling whoever sent the form."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import actions as dsr
from referrals.actions.second_part import ask_if_wanted
from referrals.actions.send import due_on
from referrals.actions.triage import check_open, locked
from referrals.models import Decision, Referral
from referrals.statuses import State


@transaction.atomic
def accept_referral(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Put the person on the register, not yet rated, and tell whoever sent the form.

    Refuses while nobody has said who it is, or consent is missing. Pressed twice it is done once.
    """
    referral = locked(referral)
    if referral.state == State.ACCEPTED:
        return referral
    check_open(referral)
    if referral.person is None:
        raise Refused("First say who this is: somebody on record already, or somebody new.")
    area = referral.area.today_in(today)  # a form that waited while its area became part of another
    entry = dsr.add_to_register(person=referral.person, area=area, added_on=today, by=by)
    referral.entry = entry
    ask_if_wanted(referral, by, today)
    return _decide(referral, State.ACCEPTED, reason, by, today)


@transaction.atomic
def decline_referral(*, referral: Referral, reason: str, by: User, today: date) -> Referral:
    """Say no, with a reason that whoever sent the form can read. Pressed twice it is done once."""
    referral = locked(referral)
    if referral.state == State.DECLINED:
        return referral
    check_open(referral)
    return _decide(referral, State.DECLINED, reason, by, today)


def _decide(referral: Referral, state: State, reason: str, by: User, today: date) -> Referral:
    Decision.objects.create(referral=referral, state=state, reason=reason, on=today, by=by)
    referral.state, referral.decided_on = state, today
    referral.triaged_on = referral.triaged_on or today
    referral.told_due_on = due_on(
        "referral_outcome_told", area=referral.area, age=referral.age, started_on=today
    )
    referral.save(by=by)
    outbox.post(
        "referral_outcome", key=f"referral-outcome-{referral.pk}", payload={"referral": str(referral.pk)}
    )
    return referral


@transaction.atomic
def record_receipt(*, referral: Referral, by: User) -> Referral:
    """Remember that the receipt was sent."""
    referral = locked(referral)
    if referral.receipt_sent_at is None:
        referral.receipt_sent_at = timezone.now()
        referral.save(by=by)
    return referral


@transaction.atomic
def record_told(*, referral: Referral, by: User, today: date) -> Referral:
    """Remember that whoever sent the form has been told the decision. Refuses before there is one."""
    referral = locked(referral)
    if referral.is_open:
        raise Refused("There is no decision to tell yet.")
    if referral.told_on is None:
        referral.told_on = today
        referral.save(by=by)
    return referral
