"""The records that clocks follow from, read for many entries at once: for the check over everybody."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dsr.answers import Answer, Assessment
from dsr.clock_heard import last_heard
from dsr.clock_numbers import OwnNumbers
from dsr.consent import Decision, Purpose
from dsr.gate import as_answer, as_assessment
from dsr.keyworker_offers import OfferState
from dsr.models import (
    CapacityAssessment,
    ConsentRecord,
    Deadline,
    Ending,
    Escalation,
    HospitalStay,
    KeyworkerOffer,
    MeetingDecision,
    OversightVisit,
    Person,
    PlanStep,
    Rating,
    RatingTold,
    Readiness,
    RegisterEntry,
    Transfer,
    UnitNotice,
    WardMove,
)
from dsr.statuses import EntryStatus

CHUNK = 500
NO_KEYWORKER = (Decision.NO, Decision.WITHDRAWN)


class Rated(NamedTuple):
    """One rating, and the day on which what it tells of happened."""

    colour: str
    decided_at: str
    decided_on: date
    happened_on: date
    at: datetime
    telling: str
    telling_on: date | None
    about: UUID | None
    told: list[tuple[datetime, date]]  # afterwards: written down at, told on


@dataclass
class Stay:
    """One stay in hospital, and what in it runs a clock."""

    id: UUID
    admitted_on: date
    discharged_on: date | None
    reviewed_before: date | None
    recorded_on: date
    visits: list[date] = field(default_factory=list)  # in the order of writing
    readiness: list[tuple[bool, date]] = field(default_factory=list)
    poor_units: list[tuple[UUID, date]] = field(default_factory=list)  # rated inadequate: move, its day
    notices: dict[UUID, list[date]] = field(default_factory=lambda: defaultdict(list))  # by move


@dataclass
class Records:
    """What is on record of one entry, in the order in which it was written down."""

    ratings: list[Rated] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    workers: list[tuple[datetime, int | None]] = field(default_factory=list)
    statuses: list[tuple[datetime, str]] = field(default_factory=list)
    no_keyworker: list[datetime] = field(default_factory=list)  # refused, or the offer is recorded
    said: list[tuple[datetime, Answer]] = field(default_factory=list)  # also about reviews
    assessed: list[tuple[datetime, Assessment]] = field(default_factory=list)
    merged: bool = False  # answers came along from another record of the same person
    heard: date | None = None  # the day of the last thing, but for ratings and the place itself
    steps: list[date] = field(default_factory=list)
    reviews: list[tuple[datetime, date]] = field(default_factory=list)  # written down at, held on
    planning: list["Planning"] = field(default_factory=list)
    looked_at: list[tuple[datetime, date]] = field(default_factory=list)  # in hospital, at a meeting
    cases: list[Escalation] = field(default_factory=list)
    offers: list[Transfer] = field(default_factory=list)
    ending: Ending | None = None
    ending_told: date | None = None  # what it said of telling when it was first written
    open: list[Deadline] = field(default_factory=list)
    own: OwnNumbers = field(default_factory=OwnNumbers)

    @property
    def answers(self) -> list[Answer]:
        """Those about the register itself."""
        return [answer for _, answer in self.said if answer.about is None]

    @property
    def decided(self) -> list[date]:
        """Days on which a review was held, or the case was put before the oversight panel (R56)."""
        return [*(on for _, on in self.reviews), *(case.put_on for case in self.cases)]

    def active_at(self, moment: datetime) -> bool:
        """Whether the place was neither resting nor over at a moment."""
        before = [status for at, status in self.statuses if at <= moment]
        return bool(before) and before[-1] == EntryStatus.ACTIVE

    def went_on(self) -> list[tuple[datetime, date]]:
        """When the place went on after a rest: the moment and its day."""
        pairs = zip(self.statuses, self.statuses[1:], strict=False)
        return [
            (at, timezone.localdate(at))
            for (_, before), (at, status) in pairs
            if status == EntryStatus.ACTIVE and before == EntryStatus.PAUSED_CONSENT
        ]


class Planning(NamedTuple):
    """A review was planned, called off or held."""

    at: datetime
    state: str
    on: date


# What an app above knows of reviews: for these entries, (entry, written down at, held on).
Held = Callable[[Collection[UUID]], Iterable[tuple[UUID, datetime, date]]]
REVIEWS_HELD: list[Held] = []
Plans = Callable[[Collection[UUID]], Iterable[tuple[UUID, Planning]]]
REVIEWS_PLANNED: list[Plans] = []


def reviews_held(held: Held) -> Held:
    """Register where reviews that were held are read."""
    REVIEWS_HELD.append(held)
    return held


def reviews_planned(plans: Plans) -> Plans:
    """Register where plans of reviews are read, in the order of writing."""
    REVIEWS_PLANNED.append(plans)
    return plans


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


def read(entries: Collection[RegisterEntry], own: OwnNumbers | None = None) -> dict[UUID, Records]:
    """The records of these entries, in a fixed number of queries."""
    ids, own = [entry.pk for entry in entries], own or OwnNumbers()
    found = {pk: Records(own=own) for pk in ids}
    stays = _stays(ids, found)
    _ratings(ids, found, stays)
    _places(ids, found)
    _answers(entries, found)
    _offers(ids, found)
    for pk, day in last_heard(entries).items():
        found[pk].heard = day
    for owner, on in PlanStep.objects.filter(entry__in=ids).values_list("entry", "on"):
        found[owner].steps.append(on)
    for held in REVIEWS_HELD:
        for owner, at, on in held(ids):
            found[owner].reviews.append((at, on))
    for plans in REVIEWS_PLANNED:
        for owner, plan in plans(ids):
            found[owner].planning.append(plan)
    looked = MeetingDecision.objects.filter(item__entry__in=ids, rating=None)
    for owner, at, on in looked.values_list("item__entry", "at", "item__meeting__on"):
        found[owner].looked_at.append((at, on))
    for deadline in Deadline.objects.open().filter(entry__in=ids):
        found[deadline.entry_id].open.append(deadline)
    return found


def _stays(ids: list[UUID], found: dict[UUID, Records]) -> dict[UUID, Stay]:
    stays: dict[UUID, Stay] = {}
    rows: Any = HospitalStay.objects.filter(entry__in=ids).order_by("admitted_on", "pk")
    for owner, *facts in rows.values_list(
        "entry", "id", "admitted_on", "discharged_on", "reviewed_before", "recorded_on"
    ):
        stay = Stay(*facts)
        stays[stay.id] = stay
        found[owner].stays.append(stay)
    visits = OversightVisit.objects.filter(stay__in=stays).order_by("at")
    for owner, on in visits.values_list("stay", "visited_on"):
        stays[owner].visits.append(on)
    readiness = Readiness.objects.filter(stay__in=stays).order_by("pk")
    for owner, ready, on in readiness.values_list("stay", "ready", "on"):
        stays[owner].readiness.append((ready, on))
    moves = WardMove.objects.filter(stay__in=stays, inadequate=True).order_by("moved_on")
    for owner, move, on in moves.values_list("stay", "pk", "moved_on"):
        stays[owner].poor_units.append((move, on))
    notices = UnitNotice.objects.filter(move__stay__in=stays)
    for owner, move, on in notices.values_list("move__stay", "move", "sent_on"):
        stays[owner].notices[move].append(on)
    return stays


def _ratings(ids: list[UUID], found: dict[UUID, Records], stays: dict[UUID, Stay]) -> None:
    told: dict[int, list[tuple[datetime, date]]] = defaultdict(list)
    for rating, at, on in (
        RatingTold.objects.filter(rating__entry__in=ids).order_by("pk").values_list("rating", "at", "on")
    ):
        told[rating].append((at, on))
    rows = Rating.objects.filter(entry__in=ids).order_by("number")
    for owner, pk, colour, where, on, about, at, telling, telling_on in rows.values_list(
        "entry", "pk", "colour", "decided_at", "decided_on", "about", "at", "telling", "telling_on"
    ):
        day = _happened(where, on, stays.get(about))
        found[owner].ratings.append(
            Rated(colour, where, on, day, at, telling, telling_on, about, told.get(pk, []))
        )


def _happened(where: str, decided_on: date, stay: Stay | None) -> date:
    if stay is None or where not in ("admission", "discharge"):
        return decided_on
    return stay.admitted_on if where == "admission" else stay.discharged_on or decided_on


def _places(ids: list[UUID], found: dict[UUID, Records]) -> None:
    """Who the keyworker was and whether the place rested; how it ended, and what stood before the panel."""
    rows = RegisterEntry.history.filter(id__in=ids).order_by("history_id")
    for owner, at, keyworker, status in rows.values_list("id", "history_date", "keyworker_id", "status"):
        found[owner].workers.append((at, keyworker))
        found[owner].statuses.append((at, status))
    offered = KeyworkerOffer.objects.filter(entry__in=ids).exclude(state=OfferState.ENDED)
    for owner, at in offered.values_list("entry", "at"):
        found[owner].no_keyworker.append(at)
    for case in Escalation.objects.filter(entry__in=ids).order_by("put_on", "pk"):
        found[case.entry_id].cases.append(case)
    endings = {ending.pk: ending for ending in Ending.objects.filter(entry__in=ids)}
    for ending in endings.values():
        found[ending.entry_id].ending = ending
    first = Ending.history.filter(id__in=endings, history_type="+")
    for pk, told_on in first.values_list("id", "told_on"):
        found[endings[pk].entry_id].ending_told = told_on


def _offers(ids: list[UUID], found: dict[UUID, Records]) -> None:
    for offer in Transfer.objects.filter(entry__in=ids).order_by("offered_on", "pk"):
        found[offer.entry_id].offers.append(offer)


def _answers(entries: Collection[RegisterEntry], found: dict[UUID, Records]) -> None:
    people = {entry.person_id for entry in entries}
    said: dict[UUID, list[ConsentRecord]] = defaultdict(list)
    for row in ConsentRecord.objects.of(*people).select_related("person").order_by("pk"):
        said[row.person.merged_into_id or row.person_id].append(row)
    assessed: dict[UUID, list[tuple[datetime, Assessment]]] = defaultdict(list)
    for one in CapacityAssessment.objects.of(*people).select_related("person").order_by("pk"):
        assessed[one.person.merged_into_id or one.person_id].append((one.at, as_assessment(one)))
    joined = set(Person.objects.filter(merged_into__in=people).values_list("merged_into", flat=True))
    for entry in entries:
        theirs, records = said[entry.person_id], found[entry.pk]
        records.said = [(row.at, as_answer(row)) for row in theirs]
        records.assessed = assessed[entry.person_id]
        records.merged = entry.person_id in joined
        records.no_keyworker += [
            row.at for row in theirs if row.purpose == Purpose.KEYWORKER and row.decision in NO_KEYWORKER
        ]
