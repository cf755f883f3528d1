"""Areas, organisations, and the roles people hold."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.area_names import named, own_name
from accounts.leaving import Choices, give_away, held_by
from accounts.models import Area, Membership, Organisation, User
from accounts.permissions import RoleName
from config.refused import Refused


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
    """Give somebody a role in an area from a day. Nobody gives themselves one."""
    if user.pk == by.pk:
        raise Refused("Nobody gives themselves a role. Ask another administrator.")
    return Membership.objects.create(
        user=user, area=area, role=role, from_day=from_day, organisation=organisation, by=by
    )


@transaction.atomic
def give_role(
    *, user: User, area: Area, role: RoleName, by: User, organisation: Organisation | None = None
) -> Membership:
    """Give somebody a role from today, once, in an area that is open."""
    today = timezone.localdate()
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # sent twice, the second finds the first
    if not area.is_open_on(today):
        raise Refused(f"{area.name} is closed. Give the role in the area that it is now part of.")
    same = Membership.objects.filter(user=user, area=area, role=role)
    held = same.filter(from_day__lte=today).filter(to_day=None).first()
    if held:
        return held
    again = same.filter(from_day=today).first()  # taken away today, and given back today
    if again is None:
        return add_membership(
            user=user, area=area, role=role, from_day=today, organisation=organisation, by=by
        )
    if user.pk == by.pk:
        raise Refused("Nobody gives themselves a role. Ask another administrator.")
    again.to_day, again.organisation = None, organisation or again.organisation
    again.save(by=by)
    return again


@transaction.atomic
def carry_over(*, rows: Iterable[Membership], into: Area, by: User) -> None:
    """Give the holders of these roles the same in another area: all of them, or nobody."""
    for row in rows:
        give_role(user=row.user, area=into, role=RoleName(row.role), organisation=row.organisation, by=by)


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: User) -> Membership:
    """End a role; `on` is its last day."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    membership.to_day = on
    membership.save(by=by)
    return membership


@transaction.atomic
def end_role_now(
    *, membership: Membership, by: User, to: Choices | None = None, work_stays: bool = False
) -> Membership:
    """End a role at once: from the next page on it opens nothing, and its work in the area is handed over.

    Work that another of their roles there may hold stays with them. Refuses to take away the last
    administrator of an area that is open.
    """
    today = timezone.localdate()
    user, area = membership.user, membership.area
    if not work_stays:
        refuse_without_administrator([membership], without=user, today=today)
    last_day = max(today, membership.from_day) - timedelta(days=1)
    membership = end_membership(membership=membership, on=last_day, by=by)
    if not work_stays:
        kept = Membership.objects.on(today).filter(user=user, area=area).values_list("role", flat=True)
        held = held_by(user, [area], today, kept=frozenset(RoleName(role) for role in kept))
        give_away(held, user=user, to=to or {}, by=by, today=today)
    return membership


def refuse_without_administrator(ended: Iterable[Membership], *, without: User, today: date) -> None:
    """Refuse to end the last administrator's role of an area; of two who try at once, the second waits."""
    kept = sorted({m.area_id for m in ended if m.role == RoleName.ADMINISTRATOR})
    for area in Area.objects.select_for_update(no_key=True).filter(pk__in=kept).order_by("pk"):
        others = Membership.objects.on(today).filter(area=area, role=RoleName.ADMINISTRATOR)
        if area.is_open_on(today) and not others.exclude(user=without).exists():
            raise Refused(f"{without.name} is the last administrator of {area.name}. Name another one first.")


@transaction.atomic
def change_area(*, area: Area, by: User, **contacts: str) -> Area:
    """Change the numbers that the public is shown."""
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    for field in ("phone", "phone_hours", "crisis_phone"):
        setattr(area, field, contacts.get(field, getattr(area, field)))
    area.save(by=by)
    return area


@transaction.atomic
def set_ages(
    *, area: Area, age_from: int | None, age_to: int | None, hands_over_to: Area | None, by: User
) -> Area:
    """Say for which ages a register is, in whole years, both included, and which one takes over after them.

    Refuses ages the wrong way round, and a register that hands over to itself, to a closed one, or to one
    that is not for the next age.
    """
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if age_from is not None and age_to is not None and age_to < age_from:
        raise Refused("The last age must be the same as the first, or higher.")
    if hands_over_to:
        if age_to is None:
            raise Refused("Say up to which age this register goes, or choose no register that takes over.")
        if hands_over_to.pk == area.pk or not hands_over_to.is_open_on(timezone.localdate()):
            raise Refused("Choose another register, which is open.")
        if not hands_over_to.takes(age_to + 1):
            raise Refused(f"The register of {hands_over_to.name} is not for people of {age_to + 1}.")
    area.age_from, area.age_to, area.hands_over_to = age_from, age_to, hands_over_to
    area.save(by=by)
    return area


@transaction.atomic
def rename_area(*, area: Area, name: str, by: User) -> Area:
    """Give an area another name; its address, its people and everybody's roles stay as they are."""
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if area.successor_id:
        raise Refused("This area is part of another one now, and keeps the name it had.")
    _rename(area, name, by)
    for former in (
        Area.objects.select_for_update(no_key=True).filter(pk__in=area.with_forerunners()).exclude(pk=area.pk)
    ):
        _rename(former, named(own_name(former.name), name), by)
    return area


def _rename(area: Area, name: str, by: User) -> None:
    if Area.objects.filter(name=name).exclude(pk=area.pk).exists():
        raise Refused("Another area has this name.")
    area.name = name
    try:
        with transaction.atomic():
            area.save(by=by)
    except IntegrityError as taken:
        raise Refused("Another area has this name.") from taken


@transaction.atomic
def merge_areas(*, areas: Iterable[Area], into: Area, on: date, by: User) -> Area:
    """Close areas on a day, each continued by `into`. Nobody loses or gains a record by it.

    Entries keep their area and memberships stay as they are; what is new goes to the successor, where
    roles are given one by one. The names on screen say what the old areas are now part of.
    """
    old_ids = {area.pk for area in areas}
    rows = Area.objects.select_for_update(no_key=True).filter(pk__in={*old_ids, into.pk}).order_by("pk")
    locked = {area.pk: area for area in rows}
    into = locked[into.pk]
    olds = [locked[pk] for pk in sorted(old_ids)]
    if not olds or into.pk in old_ids:
        raise Refused("Choose another area than the ones that close.")
    for area in [*olds, into]:
        if not area.is_open_on(on):
            raise Refused(f"{area.name} is not open on that day.")
    for old in olds:
        _close_into(old, into, on, by)
    return into


def _close_into(old: Area, into: Area, on: date, by: User) -> None:
    if on <= old.valid_from:
        raise Refused(f"{old.name} was opened on that day, and cannot close before the next.")
    forerunners = old.with_forerunners()
    old.valid_to, old.successor = on, into
    old.save(by=by)
    for former in Area.objects.select_for_update(no_key=True).filter(pk__in=forerunners):
        _rename(former, named(own_name(former.name), into.name), by)
