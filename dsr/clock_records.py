"""The records that clocks follow from, read for many entries at once: for the check over everybody."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from dsr.answers import Answer
from dsr.consent import Decision, Purpose
from dsr.gate import as_answer
from dsr.models import (
    AreaRule,
    ConsentPause,
    ConsentRecord,
    Deadline,
    HospitalStay,
    MeetingDecision,
    Note,
    OversightVisit,
    PlanStep,
    Progress,
    Rating,
    RegisterEntry,
)

CHUNK = 500
NO_KEYWORKER = (Decision.NO, Decision.WITHDRAWN)


class Rated(NamedTuple):
    """One rating, and the day on which what it tells of happened."""

    colour: str
    decided_at: str
    decided_on: date
    happened_on: date
    at: datetime


class Stay(NamedTuple):
    """One stay in hospital."""

    id: UUID
    admitted_on: date
    discharged_on: date | None
    reviewed_before: date | None


class Own(NamedTuple):
    """An area's word on a rule."""

    count: int | None
    off: bool


@dataclass
class Records:
    """What is on record of one entry, in the order in which it was written down."""

    ratings: list[Rated] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    workers: list[tuple[datetime, int | None]] = field(default_factory=list)
    refused_keyworker: list[datetime] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    recorded: list[date] = field(default_factory=list)  # notes, progress, visits, steps: the latest each
    steps: list[date] = field(default_factory=list)
    reviews: list[tuple[datetime, date]] = field(default_factory=list)  # written down at, held on
    looked_at: list[tuple[datetime, date]] = field(default_factory=list)  # in hospital, at a meeting
    resumed: list[tuple[datetime, date]] = field(default_factory=list)  # after a pause of the place
    open: list[Deadline] = field(default_factory=list)
    own: "OwnNumbers" = field(default_factory=lambda: OwnNumbers())


# What an app above knows of reviews: for these entries, (entry, written down at, held on).
Held = Callable[[Collection[UUID]], Iterable[tuple[UUID, datetime, date]]]
REVIEWS_HELD: list[Held] = []


def reviews_held(held: Held) -> Held:
    """Register where reviews that were held are read."""
    REVIEWS_HELD.append(held)
    return held


def records_of(entry: RegisterEntry) -> Records:
    """The records of one entry; those read with many others are used as they are."""
    found: Records | None = getattr(entry, "clock_records", None)
    return found or read([entry])[entry.pk]


def in_chunks(entries: QuerySet) -> Iterator[RegisterEntry]:
    """Each entry with its records, some hundreds at a time: memory stays the same for any number."""
    own = OwnNumbers()
    rows = iter(entries.select_related("person", "area").order_by("pk").iterator(chunk_size=CHUNK))
    while chunk := list(islice(rows, CHUNK)):
        found = read(chunk, own)
        for entry in chunk:
            entry.clock_records = found[entry.pk]
            yield entry


def read(entries: Collection[RegisterEntry], own: "OwnNumbers | None" = None) -> dict[UUID, Records]:
    """The records of these entries, in a fixed number of queries."""
    ids, own = [entry.pk for entry in entries], own or OwnNumbers()
    found = {pk: Records(own=own) for pk in ids}
    stays: dict[UUID, Stay] = {}
    rows: Any = HospitalStay.objects.filter(entry__in=ids).order_by("admitted_on", "pk")
    for owner, *facts in rows.values_list("entry", "id", "admitted_on", "discharged_on", "reviewed_before"):
        stay = Stay(*facts)
        stays[stay.id] = stay
        found[owner].stays.append(stay)
    rows = Rating.objects.filter(entry__in=ids).order_by("number")
    for owner, colour, where, on, about, at in rows.values_list(
        "entry", "colour", "decided_at", "decided_on", "about", "at"
    ):
        found[owner].ratings.append(Rated(colour, where, on, _happened(where, on, stays.get(about)), at))
    _workers(ids, found)
    _answers(entries, found)
    _latest(ids, found)
    for owner, on in PlanStep.objects.filter(entry__in=ids).values_list("entry", "on"):
        found[owner].steps.append(on)
        found[owner].recorded.append(on)
    for held in REVIEWS_HELD:
        for owner, at, on in held(ids):
            found[owner].reviews.append((at, on))
    looked = MeetingDecision.objects.filter(item__entry__in=ids, rating=None)
    for owner, at, on in looked.values_list("item__entry", "at", "item__meeting__on"):
        found[owner].looked_at.append((at, on))
    ended = ConsentPause.history.filter(entry__in=ids).exclude(ended_on=None).order_by("history_id")
    for owner, at, on in ended.values_list("entry", "history_date", "ended_on"):
        found[owner].resumed.append((at, on))
    for deadline in Deadline.objects.open().filter(entry__in=ids):
        found[deadline.entry_id].open.append(deadline)
    return found


def _happened(where: str, decided_on: date, stay: Stay | None) -> date:
    if stay is None or where not in ("admission", "discharge"):
        return decided_on
    return stay.admitted_on if where == "admission" else stay.discharged_on or decided_on


def _workers(ids: list[UUID], found: dict[UUID, Records]) -> None:
    rows = RegisterEntry.history.filter(id__in=ids).order_by("history_id")
    for owner, at, keyworker in rows.values_list("id", "history_date", "keyworker_id"):
        found[owner].workers.append((at, keyworker))


def _answers(entries: Collection[RegisterEntry], found: dict[UUID, Records]) -> None:
    rows = ConsentRecord.objects.of(*{entry.person_id for entry in entries}).filter(about=None)
    answers: dict[UUID, list[ConsentRecord]] = defaultdict(list)
    for row in rows.select_related("person").order_by("pk"):
        answers[row.person.merged_into_id or row.person_id].append(row)
    for entry in entries:
        theirs = answers[entry.person_id]
        found[entry.pk].answers = [as_answer(row) for row in theirs]
        found[entry.pk].refused_keyworker = [
            row.at for row in theirs if row.purpose == Purpose.KEYWORKER and row.decision in NO_KEYWORKER
        ]


def _latest(ids: list[UUID], found: dict[UUID, Records]) -> None:
    notes = Note.objects.filter(entry__in=ids).values("entry").annotate(last=Max("at"))
    for owner, at in notes.values_list("entry", "last"):
        found[owner].recorded.append(timezone.localdate(at))
    steps = Progress.objects.filter(recommendation__entry__in=ids).values("recommendation__entry")
    for owner, on in steps.annotate(last=Max("on")).values_list("recommendation__entry", "last"):
        found[owner].recorded.append(on)
    visits = OversightVisit.objects.filter(stay__entry__in=ids).values("stay__entry")
    for owner, on in visits.annotate(last=Max("visited_on")).values_list("stay__entry", "last"):
        found[owner].recorded.append(on)


class OwnNumbers:
    """Every area's own numbers, read once; asked as they were known at a moment."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, str], list[tuple[date, datetime, str, Own]]] = defaultdict(list)
        rows = AreaRule.objects.order_by("-from_day", "-pk")
        for area, key, group, count, off, day, at in rows.values_list(
            "area_id", "key", "group", "count", "off", "from_day", "at"
        ):
            self.rows[area, key].append((day, at, group, Own(count, off)))

    def in_force(
        self, area_id: int, key: str, on: date, group: str, known_at: datetime | None = None
    ) -> Own | None:
        """As `AreaRuleQuerySet.in_force`, by what had been written down at `known_at`."""
        for day, at, for_group, own in self.rows.get((area_id, key), ()):
            if day <= on and for_group in ("", group) and (known_at is None or at <= known_at):
                return own
        return None
