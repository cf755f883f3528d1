"""A reference and a date of birth open the way to one form; a wrong pair says as little as no form."""

from datetime import date
from hmac import compare_digest

from referrals.models import Referral
from referrals.references import read_reference

NOBODY = "0000-00-00"


def find(*, typed: str, born: date) -> Referral | None:
    """The form with this reference about somebody born that day; the same work whether it is there or not."""
    referral = Referral.objects.filter(reference=read_reference(typed) or "").first()
    known = referral.date_of_birth.isoformat() if referral else NOBODY
    return referral if compare_digest(known, born.isoformat()) else None
