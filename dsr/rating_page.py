"""The history of somebody's rating: the strip on their entry, and the page with all of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString, mark_safe

from accounts.permissions import Permission
from config.compiled import compiled
from dsr import ratings
from dsr.as_of import as_of
from dsr.models import Rating, RegisterEntry
from dsr.rating_strip import TWO_YEARS, Span, since, spans, strip_svg
from dsr.timeline_asked import day_of

DRAWN = (("dsr-strip--wide", 700), ("dsr-strip--narrow", 290))  # for a desk, and for a phone


def strip_of(found: list[Span]) -> SafeString:
    """The strip in two widths; the stylesheet shows one."""
    drawn = "".join(strip_svg(found, total=total, name=name) for name, total in DRAWN)
    return mark_safe(drawn)  # noqa: S308  constants, numbers and days only


def spans_of(entry: RegisterEntry, *, today: date) -> list[Span]:
    """Every span from the day of adding on, in one query."""
    return spans(_colours(entry.pk), today=today, added_on=entry.added_on)


@compiled
def _colours(entry_id: UUID) -> QuerySet:
    return Rating.objects.filter(entry=entry_id).order_by("number").values_list("colour", "decided_on")


def strip_facts(entry: RegisterEntry, *, today: date) -> dict[str, Any]:
    """The last two years for the entry page, with the table beside it, the latest first."""
    found = spans_of(entry, today=today)
    shown = since(found, today - TWO_YEARS)
    return {"strip": strip_of(shown), "spans": shown[::-1], "strip_cut": shown[:1] != found[:1]}


def facts(
    entry: RegisterEntry, *, lets: Callable[[Permission], bool], today: date, whole: bool, on: str | None
) -> dict[str, Any]:
    """The context of the page of ratings: strip, table with every rating, and what held on a day.

    Reasons are there only for readers of narrative. Four queries, and four more for a day.
    """
    words = ("reason",) if lets(Permission.SEE_NARRATIVE) else ()
    fields = ("number", "colour", "decided_on", "decided_by", "decided_at", *words)
    rows = list(entry.ratings.order_by("-number").values(*fields, by_name=F("by__name")))
    decided = [(row["colour"], row["decided_on"]) for row in reversed(rows)]
    found = spans(decided, today=today, added_on=entry.added_on)
    shown = found if whole else since(found, today - TWO_YEARS)
    for row in rows:
        row["place"] = ratings.DECIDED_AT_LABELS[ratings.DecidedAt(row["decided_at"])]
    day = day_of(on)
    return {
        "strip": strip_of(shown),
        "spans": shown[::-1],
        "cut": not whole and shown[:1] != found[:1],
        "whole": whole,
        "rows": rows,
        "reads_words": bool(words),
        "held": as_of(entry, day, spans=found, today=today) if day else None,
        "asked_on": day.isoformat() if day else "",
        "no_day": bool(on) and day is None,
    }
