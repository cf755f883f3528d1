"""Who looks at what is urgent: whoever has duty today, and without one every coordinator of the area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Area, Membership, User
from accounts.permissions import RoleName
from referrals.models import DutyTurn


@dataclass(frozen=True)
class OnDuty:
    """An area, those who look there today by name, and whether it is a turn rather than everybody."""

    area: Area
    people: list[User]
    has_turn: bool


def on_duty(areas: Iterable[Area], today: date) -> list[OnDuty]:
    """For each area who looks today; the same two queries for any number of areas."""
    places = list(areas)
    rows = Membership.objects.on(today).filter(role=RoleName.COORDINATOR, area__in=places)
    held = list(rows.select_related("user").order_by("user__name", "user_id"))
    turns = set(DutyTurn.objects.on(today).filter(area__in=places).values_list("area_id", "user_id"))
    found = []
    for area in places:
        all_here = list(dict.fromkeys(row.user for row in held if row.area_id == area.pk))
        in_turn = [user for user in all_here if (area.pk, user.pk) in turns]
        found.append(OnDuty(area, in_turn or all_here, bool(in_turn)))
    return found
