"""Looks as people read them: by day, a page in plain words, and one's own folded away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from accounts.models import AccessLogEntry, User
from accounts.pages import in_words


@dataclass(frozen=True)
class Line:
    """One look, or several of one's own in a row on one day."""

    look: AccessLogEntry
    words: str
    own: bool
    times: int = 1
    body: str = ""  # whom they work for, where that is known


@dataclass(frozen=True)
class Day:
    """What was looked at on one day, the newest first."""

    day: date
    lines: list[Line]


def by_day(looks: Iterable[AccessLogEntry], *, reader: User, bodies: dict[int, str]) -> list[Day]:
    """Looks, newest first, grouped by day; the reader's own that follow each other become one line."""
    return [
        Day(day, list(_lines(found, reader, bodies)))
        for day, found in groupby(looks, key=lambda look: timezone.localtime(look.at).date())
    ]


def _lines(looks: Iterable[AccessLogEntry], reader: User, bodies: dict[int, str]) -> Iterator[Line]:
    for own, group in groupby(looks, lambda look: look.user_id == reader.pk):
        found = list(group)
        if own:
            yield Line(found[0], "", own=True, times=len(found))
            continue
        for look in found:
            yield Line(look, in_words(look.page), own=False, body=bodies.get(look.user_id, ""))
