"""Draws a timeline: one pass over rows of values, since five hundred template loops are slow."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
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
    "plan": "Growing up",
    "meeting": "Meeting",
}
IN_FULL = 250  # characters: what is longer folds (quality 6.1)
OPEN = 3  # of those that fold, the first so many are open
NEW = '<strong class="dsr-new">New</strong> '


def timeline_html(lines: list[Line], *, today: date, since: datetime | None = None) -> SafeString:
    """The lines as days, newest first; everything that people wrote is escaped.

    Long words fold, the first three open; sensitive ones always. What was put on record after `since`, the
    reader's last look, is marked as new.
    """
    zone = timezone.get_current_timezone()
    first = iter([" open"] * OPEN)
    days = "".join(_day(day, found, today, zone, first, since) for day, found in by_day(lines))
    return mark_safe(days)  # noqa: S308  every value below goes through escape()


def _day(
    day: date, lines: list[Line], today: date, zone: tzinfo, first: Iterator[str], since: datetime | None
) -> str:
    name = "Today, " if day == today else ""
    items = "".join(_line(line, zone, first, since) for line in lines)
    return (
        f'<div class="dsr-day"><h3>{name}<time datetime="{day}">{plain_with_weekday(day)}</time></h3>'
        f"<ol>{items}</ol></div>"
    )


def _line(line: Line, zone: tzinfo, first: Iterator[str], since: datetime | None) -> str:
    clock = line.at.astimezone(zone).isoformat()[11:16] if line.has_time else ""
    who = f' <span class="dsr-day__who">{escape(line.who)}</span>' if line.who else ""
    kind = escape(line.mark) or KINDS.get(line.kind, line.kind)
    said = f"{escape(line.sentence)}." if line.sentence else ""
    new = NEW if since and (line.written or line.at) > since else ""
    return (
        f'<li class="dsr-line--{line.kind}"><span class="dsr-day__time">{clock}</span>'
        f"<div>{new}<strong>{kind}</strong> {said}{who}{_words(line, first)}</div></li>"
    )


def _words(line: Line, first: Iterator[str]) -> str:
    """What people wrote: in full, folded, or struck with what puts it right beside it."""
    text = escape(line.detail)
    if line.corrected:
        text = f"<del>{text}</del>" if text else ""
        how = f" {escape(line.correction)}" if line.correction else ""
        text += f'<ins class="dsr-day__corrected"><strong>{escape(line.corrected)}.</strong>{how}</ins>'
    if not text:
        return ""
    if line.sensitive:
        return _fold("Sensitive: open to read", text, "dsr-fold dsr-fold--sensitive", "")
    if len(line.detail) >= IN_FULL:
        start = f"{escape(line.detail[:90].rsplit(' ', 1)[0])} …"
        count = f"{len(line.detail):,} characters"
        words = f'<span class="dsr-fold__start">{start}</span> <span class="dsr-muted">{count}</span>'
        return _fold(words, text, "dsr-fold", next(first, ""))
    return f'<span class="dsr-day__detail">{text}</span>'


def _fold(summary: str, text: str, name: str, is_open: str) -> str:
    return (
        f'<details class="{name}"{is_open}><summary>{summary}</summary>'
        f'<div class="dsr-day__detail">{text}</div></details>'
    )
