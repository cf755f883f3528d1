"""Whom the reference of a form is about, for the search in the header of every page."""

from collections.abc import Iterable
from uuid import UUID

from dsr.references import resolves
from referrals.models import ConsentForm, Referral
from referrals.references import read_reference


@resolves
def of_a_form(text: str) -> Iterable[UUID]:
    """The person to whom a self-referral, a flag or a consent form of this reference was linked."""
    reference = read_reference(text)
    if reference is None:
        return set()
    return {
        person
        for model in (Referral, ConsentForm)
        for person in model.objects.filter(reference=reference, person__isnull=False).values_list(
            "person_id", flat=True
        )
    }
