"""Records that need a further grant: who may still open them, and since when."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import ROLES, Permission, Reach, RoleName, roles_with
from config.refused import Refused
from dsr.models import Person, RestrictedGrant, Restriction

WORKS_WITH_PEOPLE = frozenset(
    role
    for reach in (Reach.AREA, Reach.ALLOCATION, Reach.PLACE, Reach.ESCALATED)
    for permission in (Permission.SEE_ENTRY, Permission.SEE_REVIEWS, Permission.SEE_ESCALATED)
    for role in roles_with(permission, reach)
)
LAST_ONE = (
    "Somebody who may restrict records must still be able to open this one. Add such a colleague first."
)


@transaction.atomic
def restrict(*, person: Person, why: str, allowed: Iterable[User], by: User, today: date) -> Restriction:
    """Restrict a record: from now on only `by` and those `allowed` find it, beside the person's own people.

    Refuses when it is restricted already, and colleagues who have no role with the person's areas.
    """
    person = _locked(person)
    if person.restricted:
        raise Refused("This record is restricted already.")
    restriction = Restriction.objects.create(person=person, why=why, since=today, by=by)
    person.restricted = True
    person.save(by=by)
    for user in {by.pk: by, **{user.pk: user for user in allowed}}.values():
        _grant(person, user, why, None, by, today)
    _check_somebody_able(person, today)
    return restriction


@transaction.atomic
def grant_access(
    *, person: Person, user: User, why: str, by: User, today: date, to_day: date | None = None
) -> RestrictedGrant:
    """Let a colleague open a restricted record, perhaps until a day; asked again it is the new day."""
    person = _locked(person)
    if not person.restricted:
        raise Refused("This record is not restricted. Everybody whose role reaches it can open it.")
    if to_day and to_day < today:
        raise Refused("The last day must be today or later.")
    return _grant(person, user, why, to_day, by, today)


@transaction.atomic
def end_grant(*, grant: RestrictedGrant, by: User, today: date) -> RestrictedGrant:
    """Take somebody's grant away: the record is not found by them from their next page on.

    Refuses when nobody would be left who can open the record and may restrict it.
    """
    person = _locked(grant.person)
    grant = RestrictedGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.ended_at is None:
        grant.ended_at = timezone.now()
        grant.save(by=by)
        if person.restricted:
            _check_somebody_able(person, today)
    return grant


@transaction.atomic
def lift_restriction(*, person: Person, why: str, by: User, today: date) -> Restriction:
    """End a restriction, with the reason: everybody whose role reaches the record finds it again."""
    person = _locked(person)
    restriction = Restriction.objects.select_for_update().filter(person=person, lifted_on=None).first()
    if restriction is None:
        raise Refused("This record is not restricted any more.")
    restriction.lifted_on, restriction.lifted_why = today, why
    restriction.save(by=by)
    person.restricted = False
    person.save(by=by)
    for grant in RestrictedGrant.objects.select_for_update().filter(person=person, ended_at=None):
        grant.ended_at = timezone.now()
        grant.save(by=by)
    return restriction


def areas_of(person: Person) -> set[int]:
    """The areas that hold a record of somebody."""
    return {person.recorded_in_id, *person.entries.values_list("area_id", flat=True)}


def colleagues_of(person: Person, today: date) -> dict[User, str]:
    """Whom a grant can be given to: those whose role in one of these areas is with people, and which."""
    held = Membership.objects.on(today).filter(area_id__in=areas_of(person), role__in=WORKS_WITH_PEOPLE)
    roles: dict[User, list[str]] = {}
    for row in held.select_related("user").order_by("user__name", "user_id", "role"):
        roles.setdefault(row.user, []).append(ROLES[RoleName(row.role)].label.lower())
    return {user: " and ".join(dict.fromkeys(labels)) for user, labels in roles.items()}


def able(person: Person, today: date) -> bool:
    """Whether somebody can open this restricted record today and may say who else can."""
    grants = RestrictedGrant.objects.on(today).filter(person=person)
    roles: frozenset[RoleName] = roles_with(Permission.RESTRICT, Reach.AREA)
    held = Membership.objects.on(today).filter(area_id__in=areas_of(person), role__in=roles)
    return held.filter(user_id__in=grants.filter(to_day=None).values("user_id")).exists()


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _check_somebody_able(person: Person, today: date) -> None:
    if not able(person, today):
        raise Refused(LAST_ONE)


def _grant(
    person: Person, user: User, why: str, to_day: date | None, by: User, today: date
) -> RestrictedGrant:
    if user not in colleagues_of(person, today):
        raise Refused(f"{user.name} has no role with people in this area today.")
    grant = (
        RestrictedGrant.objects.select_for_update().filter(person=person, user=user, ended_at=None).first()
    )
    if grant is None:
        return RestrictedGrant.objects.create(
            person=person, user=user, from_day=today, to_day=to_day, why=why, by=by
        )
    grant.to_day, grant.why = to_day, why
    grant.save(by=by)
    _check_somebody_able(person, today)
    return grant
