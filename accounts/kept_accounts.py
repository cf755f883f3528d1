"""Which areas and accounts an administrator keeps: anything else is not found."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Area, Membership, User
from config.refused import Refused


def area_for(request: HttpRequest, slug: str) -> Area:
    """The area, if this administrator keeps it."""
    return get_object_or_404(Area.objects.kept_by(request.user).select_related("successor"), slug=slug)


def account_for(request: HttpRequest, reference: UUID) -> User:
    """The account, if its owner holds or held a role in an area that this administrator keeps."""
    return get_object_or_404(User.objects.kept_by(request.user), reference=reference)


def roles_of(user: User, today: date) -> QuerySet[Membership]:
    """The roles that the account has or will have, stopped or not."""
    rows = Membership.objects.filter(Q(to_day=None) | Q(to_day__gte=today), user=user)
    return rows.select_related("area", "organisation").order_by("area__name", "role")


def kept_elsewhere(admin: User, user: User) -> list[str]:
    """The names of other areas in which the account has a role, kept by others than `admin`."""
    mine = set(Area.objects.kept_by(admin).values_list("pk", flat=True))
    theirs = {row.area for row in roles_of(user, timezone.localdate()) if row.area_id not in mine}
    return sorted(area.name for area in theirs)


def works_here(admin: User, user: User) -> bool:
    """Whether the account is this administrator's business today: a role in their area, or none anywhere."""
    mine = set(Area.objects.kept_by(admin).values_list("pk", flat=True))
    places = {row.area_id for row in roles_of(user, timezone.localdate())}
    return not places or bool(places & mine)


def check_works_here(admin: User, user: User) -> None:
    """Refuse what is done to somebody who now works only in areas that others keep (ASVS 8.4.1)."""
    if not works_here(admin, user):
        raise Refused(f"{user.name} no longer works in your area. The administrator of theirs does this.")


def check_keeps_all(admin: User, user: User) -> None:
    """Refuse what touches the whole account to who keeps only a part of where it works (ASVS 8.4.1)."""
    if user.pk == admin.pk:
        raise Refused("Somebody else does this for you: ask another administrator.")
    if others := kept_elsewhere(admin, user):
        names = " and ".join(others)
        raise Refused(
            f"{user.name} also works in {names}. Its administrator does this; here you can end their roles."
        )
