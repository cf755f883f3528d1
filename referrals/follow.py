"""A reference and one fact open the way to one form; a wrong pair says as little as no form."""

from datetime import date
from hmac import compare_digest

from dsr.names import plain_postcode
from referrals.models import ConsentForm, Referral
from referrals.references import read_reference

NOBODY = Referral(reference="")  # compared with when there is no such form, for the same work


def find(*, typed: str, born: date | None, other: str = "") -> Referral | ConsentForm | None:
    """The form with this reference of which the fact is true; the same work whether it is there or not.

    The fact is the date of birth on the form. Only where the form has none, one of the ways to reach the
    sender will do instead (`other`): a phone number, an e-mail address or a postcode.
    """
    reference = read_reference(typed) or ""
    referrals = Referral.objects.select_related("area", "person")
    forms = ConsentForm.objects.select_related("referral__area", "referral__person")
    sent = [rows.filter(reference=reference).first() for rows in (referrals, forms)]
    found = sent[0] or sent[1]
    form = found or NOBODY
    by_birthday = _same(form.date_of_birth.isoformat() if form.date_of_birth else "", _text(born))
    by_other = sum(_same(known, _plain(other)) for known in _ways(form)) > 0
    fits = by_birthday if form.date_of_birth else by_other
    return found if found and fits else None


def find_referral(*, typed: str, born: date) -> Referral | None:
    """The referral that a consent form belongs to, by the reference and the birthday that stand on it.

    The reference may also be that of an earlier consent form, which belongs to the same referral.
    """
    found = find(typed=typed, born=born)
    return found.referral if isinstance(found, ConsentForm) else found


def _text(born: date | None) -> str:
    return born.isoformat() if born else ""


def _ways(form: Referral | ConsentForm) -> list[str]:
    return [_plain(form.phone), _plain(form.email), _plain(plain_postcode(form.postcode) or "")]


def _plain(text: str) -> str:
    return "".join(symbol for symbol in text.lower() if symbol.isalnum() or symbol in "@._")


def _same(known: str, said: str) -> bool:
    """Whether both are there and equal, in a time that does not tell."""
    return compare_digest(known.encode(), said.encode()) and known != ""
