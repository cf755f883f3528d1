"""Every area's own numbers for its time limits, read once: for the check over everybody."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from dsr.models import AreaRule


class Own(NamedTuple):
    """An area's word on a rule."""

    count: int | None
    off: bool


class OwnNumbers:
    """Every area's own numbers, read once; asked as they were known at a moment."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, str], list[tuple[date, datetime, str, Own]]] = defaultdict(list)
        rows = AreaRule.objects.order_by("-from_day", "-pk")
        for area, key, group, count, off, day, at in rows.values_list(
            "area_id", "key", "group", "count", "off", "from_day", "at"
        ):
            self.rows[area, key].append((day, at, group, Own(count, off)))

    def in_force(
        self, area_id: int, key: str, on: date, group: str, known_at: datetime | None = None
    ) -> Own | None:
        """As `AreaRuleQuerySet.in_force`, by what had been written down at `known_at`."""
        for day, at, for_group, own in self.rows.get((area_id, key), ()):
            if day <= on and for_group in ("", group) and (known_at is None or at <= known_at):
                return own
        return None
