"""Draws a timeline: one pass over rows of values, since five hundred template loops are slow."""

from datetime import date, tzinfo
from html import escape  # what Django's calls, without its lazy wrapper: three times as fast

from django.utils import timezone
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
    "oversight": "Oversight panel",
    "meeting": "Meeting",
}


def timeline_html(lines: list[Line], *, today: date) -> SafeString:
    """The lines as days, newest first; everything that people wrote is escaped."""
    zone = timezone.get_current_timezone()
    days = "".join(_day(day, found, today, zone) for day, found in by_day(lines))
    return mark_safe(days)  # noqa: S308  every value below goes through escape()


def _day(day: date, lines: list[Line], today: date, zone: tzinfo) -> str:
    name = "Today, " if day == today else ""
    items = "".join(_line(line, zone) for line in lines)
    return f'<div class="dsr-day"><h3>{name}{plain_with_weekday(day)}</h3><ol>{items}</ol></div>'


def _line(line: Line, zone: tzinfo) -> str:
    clock = line.at.astimezone(zone).isoformat()[11:16] if line.has_time else ""
    detail = f'<span class="dsr-day__detail">{escape(line.detail)}</span>' if line.detail else ""
    who = f' <span class="dsr-day__who">{escape(line.who)}</span>' if line.who else ""
    kind = KINDS.get(line.kind, line.kind)
    said = "" if line.sentence == kind else f"{escape(line.sentence)}."
    return (
        f'<li class="dsr-line--{line.kind}"><span class="dsr-day__time">{clock}</span>'
        f"<div><strong>{kind}</strong> {said}{who}{detail}</div></li>"
    )
