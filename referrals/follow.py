"""A reference and a date of birth open the way to one form; a wrong pair says as little as no form."""

from datetime import date
from hmac import compare_digest

from referrals.models import ConsentForm, Referral
from referrals.references import read_reference

NOBODY = "0000-00-00"


def find(*, typed: str, born: date) -> Referral | ConsentForm | None:
    """The form with this reference about somebody born that day; the same work whether it is there or not."""
    reference = read_reference(typed) or ""
    referrals = Referral.objects.select_related("area", "person")
    forms = ConsentForm.objects.select_related("referral__area", "referral__person")
    referral, form = (rows.filter(reference=reference).first() for rows in (referrals, forms))
    found = referral or form
    known = found.date_of_birth.isoformat() if found and found.date_of_birth else NOBODY
    return found if compare_digest(known, born.isoformat()) else None


def find_referral(*, typed: str, born: date) -> Referral | None:
    """The referral that a consent form belongs to, by the reference and the birthday that stand on it.

    The reference may also be that of an earlier consent form, which belongs to the same referral.
    """
    found = find(typed=typed, born=born)
    return found.referral if isinstance(found, ConsentForm) else found
