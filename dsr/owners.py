"""Who can be asked about something that was agreed for somebody: the accounts that find the entry.

People type a name. Where it is the name of exactly one of these accounts, what is asked for is theirs:
they find it under "Mine" and are asked when its day comes. Otherwise the name stands alone.
"""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from accounts.permissions import Permission, Reach, roles_with
from dsr.models import RegisterEntry, RestrictedGrant
from dsr.names import search_key
from dsr.statuses import HOLDS_A_PLACE

WHERE_THEY_WORK = re.compile(r"[(,].*", re.DOTALL)  # "Priya Nair (keyworker)", "Priya Nair, keyworker"


def owners_of(entry: RegisterEntry) -> list[User]:
    """The accounts that may follow up this entry today, by name: its coordinators and those it is given to.

    The same people as `RegisterEntry.visible_to(…, FOLLOW_UP)` lets in, read the other way round, without
    those who opened it in an emergency. One query, and one more for a restricted record.
    """
    today = timezone.localdate()
    held = Membership.objects.on(today).filter(_reaches(entry), area=entry.area_id)
    if entry.person.restricted:
        grants = RestrictedGrant.objects.on(today).filter(person=entry.person_id)
        held = held.filter(user__in=grants.values("user_id"))
    users = {one.user_id: one.user for one in held.select_related("user")}
    return sorted(users.values(), key=lambda user: (search_key(user.name), user.pk))


def _reaches(entry: RegisterEntry) -> Q:
    follow_up = Permission.FOLLOW_UP
    found = Q(role__in=roles_with(follow_up, Reach.AREA))
    near = [pk for pk in (entry.keyworker_id, entry.lead_professional_id) if pk]
    if near and entry.status in HOLDS_A_PLACE:
        found |= Q(role__in=roles_with(follow_up, Reach.ALLOCATION), user__in=near)
    return found


def owner_named(typed: str, owners: Iterable[User]) -> User | None:
    """The one of `owners` whom a typed name means; None for nobody, and for two of one name.

    Capitals, accents and spaces do not matter, nor does where they work, after a comma or in brackets.
    """
    meant = {search_key(typed), search_key(WHERE_THEY_WORK.sub("", typed))} - {""}
    found = [user for user in owners if search_key(user.name) in meant]
    return found[0] if len(found) == 1 else None


def organisation_named(typed: str) -> Organisation | None:
    """The organisation that stands after a name: "Sol Ward, Mill Lane school"; or in brackets after it.

    None where nothing stands there, and where no organisation on the list has that name.
    """
    where = WHERE_THEY_WORK.search(typed)
    meant = search_key(where.group().strip("(), ")) if where else ""
    if not meant:
        return None
    found = [body for body in Organisation.objects.all() if search_key(body.name) == meant]
    return found[0] if len(found) == 1 else None


def works_for(user: User, entry: RegisterEntry) -> Organisation | None:
    """The organisation for which somebody holds a role in the entry's area today, the latest one first."""
    held = Membership.objects.on(timezone.localdate()).filter(user=user, area=entry.area_id)
    latest = held.exclude(organisation=None).select_related("organisation").order_by("-from_day", "-pk")
    found = latest.first()
    return found.organisation if found else None
