"""Looks as people read them: by day, a page in plain words, and one's own folded away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils import timezone

from accounts.models import AccessLogEntry, User
from accounts.pages import LISTED, in_words


@dataclass(frozen=True)
class Line:
    """One look, or several: one's own in a row on one day, or where lists are folded those of one viewer."""

    look: AccessLogEntry
    words: str
    own: bool
    times: int = 1
    body: str = ""  # whom they work for, where that is known
    listed: bool = False  # in lists only, folded into this line


@dataclass(frozen=True)
class Day:
    """What was looked at on one day, the newest first."""

    day: date
    lines: list[Line]


def by_day(
    looks: Iterable[AccessLogEntry], *, reader: User, bodies: dict[int, str], fold_lists: bool = False
) -> list[Day]:
    """Looks, newest first, grouped by day; the reader's own that follow each other become one line.

    With `fold_lists` a viewer's looks at lists become one line a day, where the newest of them stands.
    """
    return [
        Day(
            day, _folded(_lines(found, reader, bodies)) if fold_lists else list(_lines(found, reader, bodies))
        )
        for day, found in groupby(looks, key=lambda look: timezone.localtime(look.at).date())
    ]


def _folded(lines: Iterable[Line]) -> list[Line]:
    """What went out in a download, or was seen for a reason that was given, is more than a list: it stays."""
    found: list[Line] = []
    places: dict[int, int] = {}
    for line in lines:
        look = line.look
        if line.own or look.page not in LISTED or look.count is not None or look.reason:
            found.append(line)
        elif (place := places.setdefault(look.user_id, len(found))) < len(found):
            found[place] = replace(found[place], times=found[place].times + 1)
        else:
            found.append(replace(line, listed=True))
    return found


def _lines(looks: Iterable[AccessLogEntry], reader: User, bodies: dict[int, str]) -> Iterator[Line]:
    for own, group in groupby(looks, lambda look: look.user_id == reader.pk):
        found = list(group)
        if own:
            yield Line(found[0], "", own=True, times=len(found))
            continue
        for look in found:
            yield Line(look, in_words(look.page), own=False, body=bodies.get(look.user_id, ""))
