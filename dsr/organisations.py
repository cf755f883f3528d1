"""Organisations by a code that stands in addresses, so that no address counts them."""

from uuid import UUID, uuid5

from accounts.models import Organisation

KIND = UUID("6f1c9a52-5f0b-4d39-9f27-6d9f6f5d1c11")


def code_of(organisation_id: int) -> str:
    """The code of an organisation: always the same, and of no order."""
    return str(uuid5(KIND, str(organisation_id)))


def organisation_of(code: str) -> int:
    """The id of the organisation with this code; -1, which is nobody's, when there is none."""
    ids = Organisation.objects.order_by("pk").values_list("pk", flat=True)
    return next((pk for pk in ids if code_of(pk) == code), -1)
