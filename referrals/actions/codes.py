"""Codes that prove an e-mail address: asked for, made when they are sent, and good once.

Nobody is known yet when one is asked for, so these actions are signed by nobody.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts import outbox
from config.sealed import seal, unseal
from referrals.models import AddressCode

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
DIGITS = 6


@dataclass(frozen=True)
class Sealed:
    """What a code is for, and to whom it goes."""

    purpose: AddressCode.Purpose
    about: UUID
    address: str


@transaction.atomic
def ask_for_code(*, wanted: Sealed, now: datetime) -> None:
    """Have a new code sent to the address; the one before is dead from this moment on."""
    row = AddressCode.objects.select_for_update().filter(purpose=wanted.purpose, about=wanted.about).first()
    row = row or AddressCode(purpose=wanted.purpose, about=wanted.about)
    row.sealed = seal(wanted.address, kind=AddressCode.SEALED_AS)
    row.hashed, row.expires_at, row.wrong, row.asked_at = "", None, 0, now
    row.number += 1
    row.save()
    outbox.post(
        "address_code",
        key=f"address-code-{row.pk}-{row.number}",
        payload={"row": str(row.pk), "number": row.number},
    )


@transaction.atomic
def make_code(*, row: UUID, number: int, now: datetime) -> tuple[str, str] | None:
    """The address and the code to send it, its hash kept; None when a newer one was asked for since."""
    found = AddressCode.objects.select_for_update().filter(pk=row, number=number).first()
    address = unseal(found.sealed, kind=AddressCode.SEALED_AS) if found else None
    if found is None or address is None:
        return None
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    found.hashed, found.expires_at = _hash(found, code), now + GOOD_FOR
    found.save()
    return str(address), code


@transaction.atomic
def try_code(*, wanted: Sealed, code: str, now: datetime) -> bool:
    """Whether this is the code that was sent to this address: within its time and its tries, and once."""
    row = AddressCode.objects.select_for_update().filter(purpose=wanted.purpose, about=wanted.about).first()
    if row is None:
        return False
    same = unseal(row.sealed, kind=AddressCode.SEALED_AS) == wanted.address
    alive = bool(row.hashed) and row.expires_at is not None and now < row.expires_at and row.wrong < TRIES
    right = compare_digest(row.hashed or "-", _hash(row, code)) and same and alive
    row.hashed, row.wrong = ("", row.wrong) if right else (row.hashed, min(row.wrong + 1, TRIES))
    row.save()
    return right


def _hash(row: AddressCode, code: str) -> str:
    """With the register's secret: a million codes are soon tried by whoever has the database alone."""
    return salted_hmac("referrals.codes", f"{row.pk}|{row.number}|{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def forget_codes(*, before: datetime) -> int:
    """Delete what was asked for before then; how many."""
    return AddressCode.objects.filter(asked_at__lt=before).delete()[0]
