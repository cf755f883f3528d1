"""How the register's values look on a page: ratings, dates, numbers."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dsr import days, names, ratings
from dsr.adjustments import ADJUSTMENTS
from dsr.rating_tags import RATING_TAGS

register = template.Library()


@register.simple_tag
def rating_tag(colour: str | None) -> SafeString:
    """A rating as word, shape and colour, in that order of trust; None is the loudest."""
    return RATING_TAGS[colour or None]


@register.filter
def meaning(colour: str | None) -> ratings.Meaning | None:
    """What a colour means, or None for somebody not yet rated."""
    return ratings.MEANINGS[ratings.Colour(colour)] if colour else None


@register.filter
def plain_day(day: date | None) -> str:
    """3 March 2026."""
    return days.plain(day) if day else ""


@register.filter
def long_day(day: date | None) -> str:
    """Tuesday 3 March 2026."""
    return days.plain_with_weekday(day) if day else ""


@register.filter
def short_day(day: date | None) -> str:
    """Tue 3 Mar."""
    return days.short(day) if day else ""


@register.filter
def away(day: date | None, today: date) -> str:
    """How far away: "in 2 days", "3 days late"."""
    return days.distance(day, today) if day else ""


@register.filter
def short_day_of(day: date, today: date) -> str:
    """Tue 3 Mar; with its year when that is not this one."""
    return days.short(day, today)


@register.filter
def plain_moment(at: datetime) -> str:
    """The day of a moment, here: 3 March 2026."""
    return days.plain(timezone.localdate(at))


@register.filter
def adjustments(codes: list[str]) -> list[str]:
    """What helps somebody take part, in words."""
    return [ADJUSTMENTS.get(code, code) for code in codes]


@register.filter
def nhs(digits: str | None) -> str:
    """999 482 1172."""
    return names.spaced_nhs_number(digits)


@register.filter
def years(born: date, today: date) -> int:
    """Age today, in whole years."""
    return days.age_on(born, today)


@register.simple_tag
def due(day: date, today: date) -> SafeString:
    """A due date with how far away it is; what is late says so in words and stands out."""
    late = day < today
    return format_html(
        '<span class="{}"><time datetime="{}">{}</time> ({})</span>',
        "dsr-late" if late else "dsr-due",
        day.isoformat(),
        days.short(day, today),
        days.distance(day, today),
    )


@register.filter
def get(table: dict[Any, Any], key: Any) -> Any:
    """A value of a table by its key."""
    return table.get(key)
