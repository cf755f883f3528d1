"""Areas, organisations, and the roles people hold."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Area, Membership, Organisation, User
from accounts.permissions import RoleName


@transaction.atomic
def add_area(*, name: str, slug: str, valid_from: date, by: User, **contacts: Any) -> Area:
    """Open a register's territory, with the numbers that the public is shown."""
    return Area.objects.create(name=name, slug=slug, valid_from=valid_from, by=by, **contacts)


@transaction.atomic
def add_organisation(*, name: str, kind: str, by: User, ods_code: str = "") -> Organisation:
    """Record a body that plays a part."""
    return Organisation.objects.create(name=name, kind=kind, ods_code=ods_code, by=by)


@transaction.atomic
def add_membership(
    *,
    user: User,
    area: Area,
    role: RoleName,
    from_day: date,
    by: User,
    organisation: Organisation | None = None,
) -> Membership:
    """Give somebody a role in an area from a day."""
    return Membership.objects.create(
        user=user, area=area, role=role, from_day=from_day, organisation=organisation, by=by
    )


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: User) -> Membership:
    """End a role; `on` is its last day."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    membership.to_day = on
    membership.save(by=by)
    return membership
