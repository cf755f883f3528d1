"""By when: a rule's day for one form, with the area's own number."""

from datetime import date

from accounts.models import Area
from dsr import rules
from dsr.models import AreaRule


def due_on(key: str, *, area: Area, age: int | None, started_on: date) -> date:
    """The day by which rule `key` must be met for somebody of this age, with the area's own number.

    Nobody knows how old they are: then they count as a child, whose limits are never the longer ones.
    """
    return due_if_on(key, area=area, age=age, started_on=started_on) or started_on


def due_if_on(key: str, *, area: Area, age: int | None, started_on: date) -> date | None:
    """The same for a rule that an area may not have switched on: None there."""
    limit = rules.limit(
        key,
        started_on=started_on,
        group=rules.group_of(age or 0),
        own=AreaRule.objects.own_number(area.pk, key, started_on),
    )
    return limit.due_on if limit else None
