"""Numbers without people: an area for an analyst, and hospitals for a host commissioner."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from accounts.models import User
from accounts.permissions import Permission, Reach
from dsr import ratings, rules, small_numbers
from dsr.days import add_months
from dsr.models import Deadline, HospitalStay, Person, RegisterEntry
from dsr.register_list import visible_totals
from dsr.statuses import EntryStatus


def areas_counted_for(user: User) -> list[int]:
    """The areas whose people `user` may count but not see."""
    return user.areas_where(Permission.SEE_DASHBOARD, Reach.NOBODY)


def facts(user: User, *, today: date) -> dict[str, Any]:
    """The analyst's figures: groups that add up to a total, each with small numbers hidden.

    No names, no lists, no links, and no comparison with another day: the difference of two days is a
    small number too. Restricted records are not counted.
    """
    entries = RegisterEntry.objects.active().filter(
        Person.objects.open_to(user, "person_id"), area_id__in=areas_counted_for(user)
    )
    whole, shown = small_numbers.publish(_groups(entries, today))
    late = Deadline.objects.late(today).filter(entry__in=entries).order_by().values_list("key")
    by_kind: dict[str, int] = {}
    for key, count in late.annotate(Count("pk")):
        by_kind[rules.RULES[key].what] = by_kind.get(rules.RULES[key].what, 0) + count
    return {
        "today": today,
        "whole": whole,
        "groups": [(heading, list(counts.items())) for heading, counts in shown.items()],
        "late": [(what, small_numbers.alone(count)) for what, count in sorted(by_kind.items())],
        "fewer": small_numbers.FEWER,
    }


def _groups(entries: Any, today: date) -> dict[str, dict[str, int]]:
    labels = {colour.value: meaning.label for colour, meaning in ratings.MEANINGS.items()}
    colours = {labels.get(c, "Not yet rated"): count for c, count in visible_totals(entries)}
    whole = sum(colours.values())
    young = entries.filter(person__date_of_birth__gt=add_months(today, -18 * 12)).count()
    unowned = entries.filter(keyworker=None).count()
    return {
        "People by rating": colours,
        "People by age": {"Under 18": young, "18 and over": whole - young},
        "People by keyworker": {"With a keyworker": whole - unowned, "Without one": unowned},
    }


class Placed(NamedTuple):
    """How many people one area has in one hospital now; None is fewer than five."""

    hospital: str
    area: str
    count: int | None


def placements(user: User) -> list[Placed]:
    """Who placed how many people in the hospitals of the reader's areas today; no names, no totals."""
    areas = user.areas_where(Permission.SEE_PLACEMENTS, Reach.NOBODY)
    stays = HospitalStay.objects.filter(
        Q(host_area_id__in=areas, discharged_on=None, entry__status=EntryStatus.ACTIVE)
        & Person.objects.open_to(user, "entry__person_id")
    )
    rows = (
        stays.values_list("hospital", "entry__area__name")
        .annotate(Count("pk"))
        .order_by("hospital", "entry__area__name")
    )
    return [Placed(hospital, area, small_numbers.alone(count)) for hospital, area, count in rows]
