"""The second part of a flag: asked for when it is accepted, where the area wants one, and sent by a link."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from referrals.actions.acting import locked
from referrals.actions.by_when import due_if_on
from referrals.models import FlagSecondPart, Referral, SecondPartAsk

LINK_BYTES = 32  # 256 bits
LINK_GOOD_FOR = timedelta(days=14)


def ask_if_wanted(referral: Referral, by: User, today: date) -> None:
    """Ask for the second part of an accepted flag, if the area has switched that on; saves no referral.

    It goes by e-mail: a referrer without an address is asked by phone.
    """
    if not (referral.is_flag and referral.email) or referral.second_due_on:
        return
    due = due_if_on("referral_stage_two", area=referral.area, age=referral.age, started_on=today)
    if due is None:
        return
    referral.second_due_on = due
    SecondPartAsk.objects.create(referral=referral, asked_on=today, by=by)
    post_link(referral, 1)


def post_link(referral: Referral, number: int) -> None:
    """Have a link sent; each time a new one, and the one before is dead."""
    outbox.post(
        "flag_second_part",
        key=f"flag-second-part-{referral.pk}-{number}",
        payload={"referral": str(referral.pk)},
    )


@transaction.atomic
def make_link(*, referral: Referral, now: datetime, by: User) -> str | None:
    """A fresh link's token, its hash kept; None when the second part is in already."""
    ask = SecondPartAsk.objects.select_for_update().get(referral=referral)
    if FlagSecondPart.objects.filter(referral=referral).exists():
        return None
    token = secrets.token_urlsafe(LINK_BYTES)
    ask.link_hash, ask.link_until = hash_of(token), now + LINK_GOOD_FOR
    ask.save(by=by)
    return token


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def send_link_again(*, referral: Referral, by: User) -> None:
    """Send the referrer a new link, because the one before was lost or is too old."""
    referral = locked(referral)
    if referral.second_due_on is None:
        raise Refused("No second part was asked for.")
    if referral.second_on:
        raise Refused("The second part is in.")
    ask = SecondPartAsk.objects.get(referral=referral)
    post_link(referral, ask.history.count() + 1)


@transaction.atomic
def send_second_part(*, referral: Referral, answers: dict[str, str], by: User, today: date) -> FlagSecondPart:
    """Keep the second part as it was sent, and stop its clock. Sent twice it is kept once."""
    referral = locked(referral)
    if already := FlagSecondPart.objects.filter(referral=referral).first():
        return already
    if referral.second_due_on is None:
        raise Refused("No second part was asked for.")
    part = FlagSecondPart.objects.create(referral=referral, by=by, **answers)
    ask = SecondPartAsk.objects.select_for_update().get(referral=referral)
    ask.link_hash = ""
    ask.save(by=by)
    referral.second_on = today
    referral.save(by=by)
    return part
