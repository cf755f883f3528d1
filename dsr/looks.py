"""What the register knows about looks: who is whose keyworker, who is family, which record is restricted.

Registered with accounts.signals, which finds the looks that deserve a second look.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from accounts.models import AccessLogEntry, Membership
from accounts.pages import OPENED
from accounts.permissions import ROLES, Permission, Reach, RoleName
from accounts.signal_kinds import Kind, address_key, same_address, same_family_name
from accounts.signals import Seen, explained, explains, finds
from dsr.models import Contact, Escalation, Person, RegisterEntry, RestrictedGrant, Restriction

Pair = tuple[int, UUID]


class Grant(NamedTuple):
    """One version of a grant for a restricted record, and when the grant was first given."""

    pk: UUID
    user_id: int
    person_id: UUID
    given: datetime
    at: datetime
    from_day: date
    to_day: date | None
    ended_at: datetime | None


AREA_ROLES = {
    role.value
    for role, facts in ROLES.items()
    if facts.reach is Reach.AREA and facts.permissions & {Permission.SEE_ENTRY, Permission.SEE_REFERRALS}
}


def _people(seen: Iterable[Seen]) -> set[UUID]:
    return {each.person_id for each in seen}


def _viewers(seen: Iterable[Seen]) -> set[int]:
    return {each.user_id for each in seen}


@finds(Kind.OWN_RECORD)
def own_record(seen: list[Seen]) -> Iterable[Seen]:
    """The viewer's account is the person's own."""
    rows = Contact.objects.filter(
        user__in=_viewers(seen), person__in=_people(seen), is_the_person=True
    ).values_list("user_id", "person_id")
    own = set(rows)
    return [each for each in seen if (each.user_id, each.person_id) in own]


@finds(Kind.SAME_FAMILY_NAME)
def family_name(seen: list[Seen]) -> Iterable[Seen]:
    """The viewer and the person have one family name."""
    names = dict(Person.objects.filter(pk__in=_people(seen)).values_list("pk", "family_name"))
    return [
        each
        for each in seen
        if each.person_id in names and same_family_name(each.user_name, names[each.person_id])
    ]


@finds(Kind.SAME_ADDRESS)
def address(seen: list[Seen]) -> Iterable[Seen]:
    """The person lives where the viewer, or somebody the viewer is linked to, lives.

    Accounts have no address: a viewer's is known when they are a contact of somebody on record.
    """
    linked: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Contact.objects.filter(user__in=_viewers(seen)).select_related("person")
    for contact in rows:
        linked[contact.user_id].add(address_key(contact.person.address, contact.person.postcode))
    if not linked:
        return []
    places = {
        pk: address_key(line, code)
        for pk, line, code in Person.objects.filter(pk__in=_people(seen)).values_list(
            "pk", "address", "postcode"
        )
    }
    return [
        each
        for each in seen
        if each.person_id in places
        and any(same_address(own, places[each.person_id]) for own in linked.get(each.user_id, ()))
    ]


@finds(Kind.RESTRICTED)
def restricted(seen: list[Seen]) -> Iterable[Seen]:
    """The record was restricted when it was looked at; who looked before did nothing out of the way.

    Of somebody who held a grant at that moment only the first look with it counts: a colleague who works
    with the person every day would hide the look that nobody allowed. Without a grant every look counts.
    """
    made = Restriction.history.filter(history_type="+", person_id__in=_people(seen), person__restricted=True)
    since = dict(made.order_by("history_date").values_list("person_id", "history_date"))  # the latest stays
    then = [each for each in seen if each.person_id in since and each.at >= since[each.person_id]]
    grants = _grants(then)
    held = {each: _grant_at(grants[each.user_id, each.person_id], each) for each in then if not each.reason}
    first = _first_looks(grant for grant in held.values() if grant)
    return [each for each in then if not (grant := held.get(each)) or each.look == first[grant.pk]]


def _grants(seen: list[Seen]) -> dict[Pair, list[Grant]]:
    """Every version of the grants of these viewers for these people, each until the next or its own end."""
    rows = RestrictedGrant.history.filter(user__in=_viewers(seen), person__in=_people(seen))
    fields = ("id", "user_id", "person_id", "history_date", "from_day", "to_day", "ended_at")
    found: dict[Pair, list[Grant]] = defaultdict(list)
    given: dict[UUID, datetime] = {}
    for pk, user, person, at, from_day, to_day, ended_at in rows.order_by("history_id").values_list(*fields):
        given.setdefault(pk, at)
        found[user, person].append(Grant(pk, user, person, given[pk], at, from_day, to_day, ended_at))
    return found


def _grant_at(versions: list[Grant], look: Seen) -> Grant | None:
    """The grant under which a look was made, as it stood at that moment."""
    then = {version.pk: version for version in versions if version.at <= look.at}
    for version in then.values():
        ended = version.ended_at and version.ended_at <= look.at
        if not ended and version.from_day <= look.day and (not version.to_day or look.day <= version.to_day):
            return version
    return None


def _first_looks(grants: Iterable[Grant]) -> dict[UUID, int | None]:
    """The first opened record under each grant, whether or not it is among the looks of this hour."""
    opened = AccessLogEntry.objects.filter(page__in=OPENED, reason="").order_by("pk")
    return {
        grant.pk: opened.filter(
            user_id=grant.user_id, people__contains=[grant.person_id], at__gte=grant.given
        )
        .values_list("pk", flat=True)
        .first()
        for grant in {grant.pk: grant for grant in grants}.values()
    }


@finds(Kind.NO_LINK)
def no_link(seen: list[Seen]) -> Iterable[Seen]:
    """Nobody's work explains the look. A form that is linked to no person yet is no record."""
    known = set(Person.objects.filter(pk__in=_people(seen)).values_list("pk", flat=True))
    about = [each for each in seen if each.person_id in known]
    excused = explained(about)
    return [each for each in about if each not in excused]


@explains
def work_explains(seen: list[Seen]) -> Iterable[Seen]:
    """The keyworker, the lead professional, a role for the whole area, a case before the oversight panel."""
    homes, areas = _homes(seen), _area_roles(seen)
    given, before_panel = _allocations(seen), _before_panel(seen)
    for each in seen:
        held = areas[each.user_id, AREA] & homes[each.person_id]
        sits = areas[each.user_id, PANEL] & before_panel[each.person_id]
        keyworker, lead = _given(given[each.person_id], each.user_id, each.at)
        if keyworker or lead or held or sits:
            yield each


AREA, PANEL = "area", "panel"


def _homes(seen: list[Seen]) -> dict[UUID, set[int]]:
    """The areas that have each person on record."""
    homes: dict[UUID, set[int]] = defaultdict(set)
    people = _people(seen)
    rows = [
        *RegisterEntry.objects.filter(person__in=people).values_list("person_id", "area_id"),
        *Person.objects.filter(pk__in=people).values_list("pk", "recorded_in_id"),
    ]
    for person, area in rows:
        homes[person].add(area)
    return homes


def _area_roles(seen: list[Seen]) -> dict[tuple[int, str], set[int]]:
    """The areas in which each viewer has a role for everybody, or sits on the oversight panel, those days."""
    held: dict[tuple[int, str], set[int]] = defaultdict(set)
    days = [each.day for each in seen]
    if not days:
        return held
    rows = Membership.objects.filter(
        Q(to_day=None) | Q(to_day__gte=min(days)),
        user__in=_viewers(seen),
        from_day__lte=max(days),
        role__in=AREA_ROLES | {RoleName.OVERSIGHT_PANEL_MEMBER},
    )
    for user, area, role in rows.values_list("user_id", "area_id", "role"):
        held[user, PANEL if role == RoleName.OVERSIGHT_PANEL_MEMBER else AREA].add(area)
    return held


def _before_panel(seen: list[Seen]) -> dict[UUID, set[int]]:
    found: dict[UUID, set[int]] = defaultdict(set)
    rows = Escalation.objects.filter(entry__person__in=_people(seen))
    for person, area in rows.values_list("entry__person_id", "entry__area_id"):
        found[person].add(area)
    return found


Version = tuple[datetime, UUID, int | None, int | None]


def _allocations(seen: list[Seen]) -> dict[UUID, list[Version]]:
    """Every version of each person's entries, oldest first: who was keyworker and lead from when."""
    found: dict[UUID, list[Version]] = defaultdict(list)
    rows = RegisterEntry.history.filter(person_id__in=_people(seen)).order_by("history_date", "history_id")
    fields = ("person_id", "history_date", "id", "keyworker_id", "lead_professional_id")
    for person, *version in rows.values_list(*fields):
        found[person].append(tuple(version))  # type: ignore[arg-type]
    return found


def _given(versions: list[Version], user: int, at: datetime) -> tuple[bool, bool]:
    """Whether the person was given to `user` at that moment, as keyworker or as lead."""
    then = {entry: (keyworker, lead) for when, entry, keyworker, lead in versions if when <= at}
    return any(k == user for k, _ in then.values()), any(l_ == user for _, l_ in then.values())
