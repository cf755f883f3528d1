"""An area in figures: people by colour, what is late, what is nobody's."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from dsr import ratings, rules
from dsr.days import add_months
from dsr.models import Deadline, Rating, Recommendation
from dsr.register_list import totals, visible_totals
from dsr.statuses import OPEN_STEPS

BEFORE = timedelta(days=91)
MOST = 50


def facts(entries: QuerySet, *, today: date) -> dict[str, Any]:
    """The dashboard's context for these entries on a day."""
    active = entries.active()
    counted = visible_totals(entries)
    before = colours_on(entries, today - BEFORE)
    late = Deadline.objects.late(today).filter(entry__in=active)
    by_kind = _by_kind(dict(late.order_by().values_list("key").annotate(count=Count("pk"))))
    return {
        "today": today,
        "compared_with": today - BEFORE,
        "everybody": sum(count for _, count in counted),
        "bars": _bars(counted, before),
        "late_by_rule": by_kind.most_common(),
        "late_count": by_kind.total(),
        "late": list(
            late.select_related("entry__person", "entry__keyworker").order_by("due_on", "key")[:MOST]
        ),
        "late_recommendations": Recommendation.objects.filter(
            entry__in=active, step__in=OPEN_STEPS, due_on__lt=today
        ).count(),
        "unowned": active.filter(keyworker=None).count(),
        "not_rated": totals(entries).get(None, 0),
        "under_18": active.filter(person__date_of_birth__gt=add_months(today, -18 * 12)).count(),
    }


def _by_kind(counts: dict[str, int]) -> Counter[str]:
    """Late things, counted by the words people read: the rules of red and amber share theirs."""
    found: Counter[str] = Counter()
    for key, count in counts.items():
        found[rules.RULES[key].what] += count
    return found


def colours_on(entries: QuerySet, day: date) -> Counter[str]:
    """How many of these entries were of each colour at the end of an earlier day."""
    latest = Rating.objects.filter(entry__in=entries, decided_on__lte=day).order_by("entry_id", "-number")
    return Counter(latest.distinct("entry_id").values_list("colour", flat=True))


def _bars(counted: list[tuple[str | None, int]], before: Counter[str]) -> list[dict[str, Any]]:
    widest = max([count for _, count in counted] + [1])
    return [
        {
            "colour": colour,
            "name": colour or "none",
            "label": ratings.MEANINGS[ratings.Colour(colour)].label if colour else "Not yet rated",
            "count": count,
            "width": round(420 * count / widest),
            "y": place * 40 + 4,
            "text_y": place * 40 + 26,
            "before": before.get(colour, 0) if colour else None,
            "change": count - before.get(colour, 0) if colour else None,
        }
        for place, (colour, count) in enumerate(counted)
    ]
