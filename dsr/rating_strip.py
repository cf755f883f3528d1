"""The history of somebody's rating as a strip of spans over time. Pure.

Days are whole: a rating holds from the day on which it was decided until the day before the next one, and
the last one until today. Of two that were decided on one day the later one holds [D].
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from dsr.days import in_days, plain
from dsr.rating_tags import SHAPES
from dsr.ratings import MEANINGS, NOT_YET_RATED, Colour

DAY = timedelta(days=1)
TWO_YEARS = timedelta(days=730)
LEAST = 18  # units of a span's width: room for its shape
A_LETTER = 9  # units
HIGH, TALL = 36, 62  # units: a bar, and a strip with its days


class Span(NamedTuple):
    """One colour, from a day to a day, both included; None is "not yet rated"."""

    colour: str | None
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        return MEANINGS[Colour(self.colour)].label if self.colour else NOT_YET_RATED[0]


def spans(decided: Iterable[tuple[str, date]], *, today: date, added_on: date | None = None) -> list[Span]:
    """The time from the first rating (or from `added_on`) to today, oldest first, without gap or overlap.

    `decided` are colours with the day they were decided on, in the order of their numbers. The same colour
    again is no new span.
    """
    changes: dict[date, str | None] = {}
    if added_on and added_on <= today:
        changes[added_on] = None
    for colour, day in sorted(decided, key=lambda each: each[1]):
        if day <= today:
            changes[day] = colour
    turns = [(day, colour) for day, colour in sorted(changes.items())]
    kept = [turn for n, turn in enumerate(turns) if n == 0 or turn[1] != turns[n - 1][1]]
    ends = [*(day - DAY for day, _ in kept[1:]), today]
    return [Span(colour, day, last) for (day, colour), last in zip(kept, ends, strict=True)] if kept else []


def since(found: list[Span], first: date) -> list[Span]:
    """The part of these spans from a day on."""
    return [span._replace(first=max(span.first, first)) for span in found if span.last >= first]


def colour_on(found: list[Span], day: date) -> str | None:
    """The colour that held on a day; None before the first rating."""
    return next((span.colour for span in found if span.first <= day <= span.last), None)


def widths(found: list[Span], total: int) -> list[int]:
    """How wide each span is, in whole units that add up to `total`.

    As long as there is room each has its least width, so that its shape can be drawn; the rest is shared
    by days.
    """
    if not found:
        return []
    least = min(LEAST, total // len(found))
    left, days = total - least * len(found), sum(span.days for span in found)
    ends = [left * so_far // days for so_far in accumulate(span.days for span in found)]
    return [least + end - start for start, end in pairwise([0, *ends])]


def strip_svg(found: list[Span], *, total: int, name: str) -> str:
    """The strip, drawn: bars with word or shape, and the days on which it begins and ends.

    `name` is a class that says for which width it is. It is hidden from screen readers: the table beside
    it says the same. Only constants, numbers and dates go in.
    """
    if not found:
        return ""
    drawn, at = [], 0
    for span, width in zip(found, widths(found, total), strict=True):
        drawn.append(_bar(span, at, width))
        at += width
    days = (
        f'<text class="dsr-strip__day" x="0" y="{TALL - 6}">{plain(found[0].first)}</text>'
        f'<text class="dsr-strip__day" x="{total}" y="{TALL - 6}" text-anchor="end">today</text>'
    )
    return (
        f'<svg class="dsr-bars dsr-strip {name}" viewBox="0 0 {total} {TALL}" aria-hidden="true" '
        f'focusable="false">{"".join(drawn)}{days}</svg>'
    )


def _bar(span: Span, at: int, width: int) -> str:
    colour = span.colour or "none"
    middle, inside = at + width / 2, width - 6
    size = f'x="{at + 1}" y="2" width="{max(width - 2, 1)}" height="{HIGH - 4}"'
    bar = f'<rect class="dsr-bar--{colour}" {size}/>'
    title = f"<title>{span.words}: {plain(span.first)} to {plain(span.last)}, {in_days(span.days)}</title>"
    room = inside >= 20 + A_LETTER * len(span.words)
    if width < LEAST:
        return f"<g>{title}{bar}</g>"
    left = at + (width - 20 - A_LETTER * len(span.words)) / 2 if room else middle - 7
    word = f'<text class="dsr-strip__word" x="{left + 19:.0f}" y="24">{span.words}</text>' if room else ""
    return f'<g class="dsr-strip--{colour}">{title}{bar}{_shape(span.colour, left)}{word}</g>'


def _shape(colour: str | None, left: float) -> str:
    if colour is None:
        return f'<text class="dsr-strip__word" x="{left + 3:.0f}" y="24">{NOT_YET_RATED[1]}</text>'
    place = f"translate({left:.0f} 11) scale(.875)"
    return f'<g class="dsr-strip__shape" transform="{place}">{SHAPES[Colour(colour)]}</g>'
