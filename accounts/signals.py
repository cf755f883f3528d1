"""Finds the looks that deserve a second look: each hour, over what was looked at since the last time.

What a kind of signal needs to know may live in an app above: that app says `@finds(kind)` and answers which
of the looks stand out, and `@explains` which of them somebody's work explains. Found twice is kept once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import AccessLogEntry, Heartbeat, Signal
from accounts.pages import LISTED, OPENED
from accounts.signal_kinds import KINDS, Kind, is_night, more_than

HOUR = timedelta(hours=1)
LAG = 2 * HOUR  # back beyond the last time: what was being written then, and the hour before it
MOST_LOOKS = 200  # named in one signal
ABOUT_NOBODY = {
    Kind.MANY_PEOPLE,
    Kind.MANY_IN_LISTS,
    Kind.AT_NIGHT,
}  # one a day of a viewer, whoever was seen


@dataclass(frozen=True)
class Seen:
    """One person in one look."""

    look: int
    at: datetime
    user_id: int
    user_name: str
    areas: tuple[int, ...]
    page: str
    person_id: UUID
    reason: str

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


Key = tuple[Kind, int, UUID | None, date]  # of what kind, whose, at whom, on which day
Judged = dict[Key, tuple[int, datetime | None]]
Finder = Callable[[list[Seen]], Iterable[Seen]]
Explainer = Callable[[list[Seen]], Iterable[Seen]]
FINDERS: dict[Kind, Finder] = {}
EXPLAINERS: list[Explainer] = []


def finds(kind: Kind) -> Callable[[Finder], Finder]:
    """Register the function that says which of the opened records stand out as `kind`."""

    def remember(finder: Finder) -> Finder:
        FINDERS[kind] = finder
        return finder

    return remember


def explains(explainer: Explainer) -> Explainer:
    """Register a function that says which of the opened records somebody's work explains."""
    EXPLAINERS.append(explainer)
    return explainer


def explained(seen: list[Seen]) -> set[Seen]:
    """Those that some part of the house has an explanation for."""
    return {each for explainer in EXPLAINERS for each in explainer(seen)}


def found_since(last: datetime | None, *, until: datetime) -> Iterator[list[Signal]]:
    """What stands out since the last time, a day's looks at once, not written yet."""
    looks = AccessLogEntry.objects.filter(at__lte=until)
    if last:
        start = last - LAG
    else:
        first = looks.order_by("pk").values_list("at", flat=True).first()
        start = first or until
    while start < until:
        end = start + timedelta(days=1)
        seen = _seen(start - HOUR, min(end, until))
        yield signals_among(seen, _judged(seen))
        start = end


def last_time() -> datetime | None:
    """When signals were last looked for; after a start that forgot it, when one was last found."""
    known = Heartbeat.objects.filter(name="signals").values_list("at", flat=True).first()
    return known or Signal.objects.order_by("-found_at").values_list("found_at", flat=True).first()


def _seen(start: datetime, end: datetime) -> list[Seen]:
    rows = AccessLogEntry.objects.filter(at__range=(start, end), page__in=OPENED | LISTED).order_by("pk")
    fields = ("pk", "at", "user_id", "user_name", "areas", "page", "people", "reason")
    return [
        Seen(pk, at, user, name, tuple(areas), page, person, reason)
        for pk, at, user, name, areas, page, people, reason in rows.values_list(*fields).iterator()
        for person in people
    ]


def _judged(seen: list[Seen]) -> Judged:
    """Which part of each signal of these days is the last one, and when somebody closed it."""
    days = {each.day for each in seen}
    rows = Signal.objects.filter(day__in=days).with_closed_at().order_by("part")
    fields = ("kind", "user_id", "person_id", "day", "part", "closed_at")
    return {
        (Kind(kind), user, person, day): (part, closed)
        for kind, user, person, day, part, closed in rows.values_list(*fields)
    }


def signals_among(seen: list[Seen], judged: Judged | None = None) -> list[Signal]:
    """One signal for each kind, viewer, person and day that stands out among these looks.

    Where somebody closed it already, only what was looked at after that counts, as its next part.
    """
    opened = [each for each in seen if each.page in OPENED]
    found = [(kind, each) for kind, finder in FINDERS.items() for each in finder(opened)]
    listed = [each for each in seen if each.page in LISTED]
    found += [(Kind.MANY_IN_LISTS, each) for each in _crowded(listed, Kind.MANY_IN_LISTS)]
    groups: dict[tuple[Key, int], list[Seen]] = defaultdict(list)
    for kind, each in found:
        key = (kind, each.user_id, None if kind in ABOUT_NOBODY else each.person_id, each.day)
        part, closed = (judged or {}).get(key, (1, None))
        if not closed:
            groups[key, part].append(each)
        elif each.at > closed:
            groups[key, part + 1].append(each)
    return [
        Signal(
            kind=kind,
            part=part,
            user_id=user,
            user_name=rows[0].user_name,
            person_id=person,
            day=day,
            areas=sorted({area for row in rows for area in row.areas}),
            looks=sorted({row.look for row in rows})[:MOST_LOOKS],
        )
        for ((kind, user, person, day), part), rows in groups.items()
    ]


def looks_of(signal: Signal) -> list[AccessLogEntry]:
    """The looks a signal is about as they stand now: also those of its day that came after it was found."""
    start = timezone.make_aware(datetime.combine(signal.day, time.min))
    end = timezone.make_aware(datetime.combine(signal.day + timedelta(days=1), time.min))
    live = Q(user_id=signal.user_id, at__gte=start, at__lt=end)
    if signal.person_id:
        live &= Q(people__contains=[signal.person_id])
    else:
        live &= Q(page__in=LISTED if signal.kind == Kind.MANY_IN_LISTS else OPENED)
    looks = AccessLogEntry.objects.filter(live | Q(pk__in=signal.looks)).order_by("pk")
    if signal.kind != Kind.AT_NIGHT:
        return list(looks)
    return [look for look in looks if is_night(timezone.localtime(look.at).time())]


# ---------------------------------------------------------------- what needs no more than the looks


@finds(Kind.AT_NIGHT)
def at_night(seen: list[Seen]) -> Iterable[Seen]:
    """Opened between ten at night and six in the morning, by the clock in London."""
    return [each for each in seen if is_night(timezone.localtime(each.at).time())]


@finds(Kind.EMERGENCY)
def in_an_emergency(seen: list[Seen]) -> Iterable[Seen]:
    """Opened with emergency access: such a look says why."""
    return [each for each in seen if each.reason]


@finds(Kind.MANY_PEOPLE)
def many_people(seen: list[Seen]) -> Iterable[Seen]:
    """More different people opened by one viewer within an hour than the setting says."""
    return _crowded(seen, Kind.MANY_PEOPLE)


@explains
def emergency_explains(seen: list[Seen]) -> Iterable[Seen]:
    """Emergency access has a review of its own."""
    return [each for each in seen if each.reason]


def _crowded(seen: list[Seen], kind: Kind) -> Iterator[Seen]:
    threshold = getattr(settings, KINDS[kind].threshold)
    by_viewer: dict[int, list[Seen]] = defaultdict(list)
    for each in sorted(seen, key=lambda each: each.at):
        by_viewer[each.user_id].append(each)
    for rows in by_viewer.values():
        yield from _within_an_hour(rows, threshold)


def _within_an_hour(rows: list[Seen], threshold: int) -> Iterator[Seen]:
    """The rows of every hour that holds too many people; `rows` are one viewer's, the oldest first."""
    start = 0
    people: dict[UUID, int] = defaultdict(int)
    crowded: list[int] = []
    for end, row in enumerate(rows):
        people[row.person_id] += 1
        while row.at - rows[start].at > HOUR:
            people[rows[start].person_id] -= 1
            if not people[rows[start].person_id]:
                del people[rows[start].person_id]
            start += 1
        if more_than(threshold, people):
            crowded += range(max(start, crowded[-1] + 1 if crowded else 0), end + 1)
    return (rows[place] for place in crowded)
