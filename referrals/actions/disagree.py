"""Somebody disagrees: what they say is kept, acknowledged in three working days, and answered."""

from datetime import date

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from referrals.actions.acting import locked
from referrals.actions.by_when import due_on
from referrals.models import Disagreement, Referral


@transaction.atomic
def send_disagreement(*, referral: Referral, words: str, by: User, today: date) -> Disagreement:
    """Keep what somebody says who disagrees, word for word. Sent twice it is kept once."""
    referral = locked(referral)
    already = referral.disagreements.open().filter(words=words).first()
    if already:
        return already
    due = due_on("concern_acknowledge", area=referral.area, age=referral.age, started_on=today)
    made = Disagreement.objects.create(
        referral=referral, words=words, sent_on=today, acknowledge_due_on=due, by=by
    )
    outbox.post(
        "referral_disagreement", key=f"disagreement-{made.pk}", payload={"disagreement": str(made.pk)}
    )
    return made


@transaction.atomic
def acknowledge_disagreement(*, disagreement: Disagreement, by: User, today: date) -> Disagreement:
    """Say that whoever disagrees knows that the team looks again. Pressed twice it is done once."""
    disagreement = Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    if disagreement.acknowledged_on is None:
        disagreement.acknowledged_on = today
        disagreement.save(by=by)
    return disagreement


@transaction.atomic
def answer_disagreement(*, disagreement: Disagreement, answer: str, by: User, today: date) -> Disagreement:
    """Write down the answer that was given. Refuses a second one: it would hide the first."""
    disagreement = Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    if disagreement.answered_on and disagreement.answer != answer:
        raise Refused("A colleague has answered this already. Look at their answer first.")
    if disagreement.answered_on is None:
        disagreement.acknowledged_on = disagreement.acknowledged_on or today
        disagreement.answered_on, disagreement.answer = today, answer
        disagreement.save(by=by)
    return disagreement
