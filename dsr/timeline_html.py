"""Draws a timeline: one pass over rows of values, since five hundred template loops are slow."""

from datetime import date

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dsr.days import plain_with_weekday
from dsr.timeline import Line, by_day

KINDS = {
    "register": "Register",
    "rating": "Rating",
    "consent": "Consent",
    "stay": "Hospital",
    "deadline": "Deadline",
    "recommendation": "Recommendation",
    "note": "Note",
    "keyworker": "People",
    "person": "Person",
    "review": "Review",
    "referral": "Referral",
}


def timeline_html(lines: list[Line], *, today: date) -> SafeString:
    """The lines as days, newest first; everything that people wrote is escaped."""
    days = "".join(_day(day, found, today) for day, found in by_day(lines))
    return mark_safe(days)  # noqa: S308  every value below goes through escape()


def _day(day: date, lines: list[Line], today: date) -> str:
    name = "Today, " if day == today else ""
    items = "".join(map(_line, lines))
    return f'<div class="dsr-day"><h3>{name}{plain_with_weekday(day)}</h3><ol>{items}</ol></div>'


def _line(line: Line) -> str:
    clock = f"{timezone.localtime(line.at):%H:%M}" if line.has_time else ""
    detail = f'<span class="dsr-day__detail">{escape(line.detail)}</span>' if line.detail else ""
    who = f' <span class="dsr-day__who">{escape(line.who)}</span>' if line.who else ""
    kind = KINDS.get(line.kind, line.kind)
    said = "" if line.sentence == kind else f"{escape(line.sentence)}."
    return (
        f'<li class="dsr-line--{line.kind}"><span class="dsr-day__time">{clock}</span>'
        f"<div><strong>{kind}</strong> {said}{who}{detail}</div></li>"
    )
