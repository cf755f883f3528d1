"""Every step of an entry: who, when, what, in sentences.

Each source answers with `Line`s for one entry; an upper app adds its own with `source`, so the
register never needs to know what a review is. Rows of values, not objects: a timeline is long.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from itertools import groupby
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from config.records import TrackedModel
from dsr import consent, ratings, rules, statuses
from dsr import consent_words as words
from dsr.days import plain
from dsr.models import (
    CapacityAssessment,
    ConsentRecord,
    Deadline,
    Disclosure,
    Escalation,
    HospitalStay,
    Note,
    Person,
    Progress,
    Rating,
    Recommendation,
    RegisterEntry,
    Restriction,
)
from dsr.who_decides import CAPACITY_LABELS, Capacity

NARRATIVE, CONTACTS, PLAIN = Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS, Permission.SEE_ENTRY


class Line(NamedTuple):
    """One step. `has_time` is false where only the day is known: no fake 00:00 is shown.

    `needs` is what its reader must hold to see the line at all, `detail_needs` to read its detail: what
    people wrote is narrative unless the source says otherwise. `unnamed` is the sentence for readers who may
    not be told the people in somebody's life, where it names one.
    """

    at: datetime
    kind: str
    sentence: str
    who: str
    detail: str = ""
    has_time: bool = True
    needs: Permission = PLAIN
    detail_needs: Permission = NARRATIVE
    unnamed: str = ""


Source = Callable[[RegisterEntry], Iterable[Line]]
SOURCES: list[Source] = []


def source(lines: Source) -> Source:
    """Add a source of lines."""
    SOURCES.append(lines)
    return lines


def midnight(day: date) -> datetime:
    """The start of a day in local time, for lines of which only the day is known."""
    return timezone.make_aware(datetime.combine(day, time.min))


def moment(at: datetime, day: date) -> tuple[datetime, bool]:
    """When something happened: its time if it was written down that day, else only the day."""
    return (at, True) if timezone.localdate(at) == day else (midnight(day), False)


def timeline(entry: RegisterEntry) -> list[Line]:
    """All lines of an entry, newest first."""
    lines = sorted((line for lines in SOURCES for line in lines(entry)), key=lambda line: line.at)
    return lines[::-1]  # not `reverse=`: what happened at one moment stays in the order of the sources


def for_reader(lines: list[Line], lets: Callable[[Permission], bool]) -> list[Line]:
    """The lines that somebody may read, each with no more of its detail than is theirs to read."""
    held = {needed: lets(needed) for needed in (PLAIN, NARRATIVE, CONTACTS)}
    if all(held.values()):
        return lines
    shown = (line for line in lines if held[line.needs])
    if not held[CONTACTS]:
        shown = (line._replace(sentence=line.unnamed) if line.unnamed else line for line in shown)
    return [line if held[line.detail_needs] else line._replace(detail="") for line in shown]


def by_day(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    """Days newest first; within a day the oldest line first, as a day is read."""
    zone = timezone.get_current_timezone()  # asked once: a timeline is long
    days = groupby(lines, key=lambda line: line.at.astimezone(zone).date())
    return [(day, list(found)[::-1]) for day, found in days]


@source
def _consents(entry: RegisterEntry) -> Iterable[Line]:
    rows = ConsentRecord.objects.of(entry.person_id)
    for at, on, purpose, to, decision, basis, given_by, evidence, by in rows.values_list(
        "at", "decided_on", "purpose", "to", "decision", "basis", "given_by", "evidence", "by__name"
    ).order_by("pk"):
        kind = f" ({words.SHARE_LABELS[words.ShareKind(to)]})" if to else ""
        thing = f"{consent.PURPOSE_LABELS[consent.Purpose(purpose)]}{kind}"
        answer = consent.DECISION_LABELS[consent.Decision(decision)]
        when, has_time = moment(at, on)
        sentence, unnamed = (
            f"{thing}: {who} answered “{answer}”" for who in (given_by, consent.WHO[consent.Basis(basis)])
        )
        yield Line(when, "consent", sentence, by, evidence, has_time, unnamed=unnamed)


@source
def _capacity(entry: RegisterEntry) -> Iterable[Line]:
    rows = CapacityAssessment.objects.of(entry.person_id).order_by("pk")
    for at, on, finding, why, by in rows.values_list("at", "assessed_on", "finding", "why", "by__name"):
        when, has_time = moment(at, on)
        yield Line(
            when, "consent", f"Capacity: {CAPACITY_LABELS[Capacity(finding)].lower()}", by, why, has_time
        )


@source
def _shared(entry: RegisterEntry) -> Iterable[Line]:
    """What went out; papers that a panel opens are looks, and stand on the page of consent."""
    rows = Disclosure.objects.of(entry.person_id)
    for at, on, what, to_whom, overriding, by in rows.values_list(
        "at", "on", "what", "to_whom", "overriding", "by__name"
    ).order_by("at"):
        when, has_time = moment(at, on)
        without = ", without consent" if overriding else ""
        sentence = f"Shared{without}: {words.SHARED_WHAT[what].lower()}, with {to_whom}"
        yield Line(when, "consent", sentence, by, overriding, has_time)


@source
def _added(entry: RegisterEntry) -> Iterable[Line]:
    row = entry.history.order_by("history_date").values_list("history_date", "history_user__name").first()
    if row:
        at, has_time = moment(row[0], entry.added_on)
        sentence = f"Added to the register of {entry.area.name}, not yet rated"
        yield Line(at, "register", sentence, row[1], has_time=has_time)


@source
def _ratings(entry: RegisterEntry) -> Iterable[Line]:
    rows = Rating.objects.filter(entry=entry).order_by("number")
    for at, colour, where, reason, by, decided_by, on in rows.values_list(
        "at", "colour", "decided_at", "reason", "by__name", "decided_by", "decided_on"
    ):
        meaning = ratings.MEANINGS[ratings.Colour(colour)]
        place = ratings.DECIDED_AT_LABELS[ratings.DecidedAt(where)].lower()
        when, has_time = moment(at, on)
        sentence = f"Rated {meaning.shape} {meaning.label}, decided by {decided_by} {place}"
        yield Line(when, "rating", sentence, by, reason, has_time)


@source
def _stays(entry: RegisterEntry) -> Iterable[Line]:
    rows = HospitalStay.objects.filter(entry=entry).annotate(
        began=who_changed("first", HospitalStay), ended=who_changed("last", HospitalStay)
    )
    for admitted, left, hospital, legal_status, going_to, began, ended in rows.values_list(
        "admitted_on", "discharged_on", "hospital", "legal_status", "going_to", "began", "ended"
    ):
        yield Line(
            midnight(admitted), "stay", f"Admitted to {hospital} ({legal_status})", began, has_time=False
        )
        if left:
            # Where somebody went to live is an address.
            where = f"Going to {going_to}"
            yield Line(midnight(left), "stay", f"Left {hospital}", ended, where, False, detail_needs=CONTACTS)


def who_changed(which: str, model: type[TrackedModel]) -> Subquery:
    """The name of whoever made the first, or the last, change of a row."""
    rows = model.history.filter(id=OuterRef("pk"))
    ordered = rows.order_by("history_id" if which == "first" else "-history_id")
    return Subquery(ordered.values("history_user__name")[:1])


@source
def _deadlines(entry: RegisterEntry) -> Iterable[Line]:
    rows = Deadline.objects.filter(entry=entry).exclude(met_on=None, cancelled_on=None)
    for key, due, met, reason, cancelled, who in rows.annotate(who=who_changed("last", Deadline)).values_list(
        "key", "due_on", "met_on", "cancelled_why", "cancelled_on", "who"
    ):
        what = rules.RULES[key].what
        if met:
            late = f", due {plain(due)}" if met > due else ""
            yield Line(midnight(met), "deadline", f"Done: {what.lower()}{late}", who, has_time=False)
        else:
            yield Line(midnight(cancelled), "deadline", f"No longer due: {what.lower()}", who, reason, False)


@source
def _keyworkers(entry: RegisterEntry) -> Iterable[Line]:
    rows = entry.history.order_by("history_id").values_list(
        "history_date", "history_user__name", "keyworker_id", "lead_professional_id"
    )
    changes, before = [], (None, None)
    for at, by, *workers in rows:
        if tuple(workers) != before:
            changes.append((at, by, *workers))
        before = tuple(workers)
    names = dict(
        User.objects.filter(pk__in={pk for row in changes for pk in row[2:]}).values_list("pk", "name")
    )
    for at, by, keyworker, lead in changes:
        sentence = f"Keyworker: {names.get(keyworker, 'nobody')}"
        if lead:
            sentence += f"; lead professional: {names[lead]}"
        yield Line(at, "keyworker", sentence, by)


@source
def _about_the_person(entry: RegisterEntry) -> Iterable[Line]:
    rows = Person.history.filter(id=entry.person_id, history_type="~")
    for at, by in rows.values_list("history_date", "history_user__name"):
        yield Line(at, "person", "What is known about the person was changed", by)


@source
def _recommendations(entry: RegisterEntry) -> Iterable[Line]:
    rows = Progress.objects.filter(recommendation__entry=entry).values_list(
        "at", "step", "note", "recommendation__text", "by__name"
    )
    for at, step, note, text, by in rows:
        label = statuses.STEP_LABELS[statuses.Step(step)]
        yield Line(at, "recommendation", f"Recommendation “{text}”: {label.lower()}", by, note)


@source
def _asked_for(entry: RegisterEntry) -> Iterable[Line]:
    rows = Recommendation.history.filter(entry_id=entry.pk, history_type="+").values_list(
        "history_date", "text", "owner", "due_on", "history_user__name"
    )
    for at, text, owner, due, by in rows:
        owner_and_day = f"{owner}, by {plain(due)}"
        yield Line(at, "recommendation", f"Recommendation: {text}", by, owner_and_day, detail_needs=PLAIN)


@source
def _restrictions(entry: RegisterEntry) -> Iterable[Line]:
    rows = Restriction.history.filter(person_id=entry.person_id).order_by("history_id")
    for at, lifted, why, lifted_why, by in rows.values_list(
        "history_date", "lifted_on", "why", "lifted_why", "history_user__name"
    ):
        if lifted:
            yield Line(at, "person", "The restriction of this record was lifted", by, lifted_why)
        else:
            yield Line(at, "person", "This record was restricted", by, why)


@source
def _escalations(entry: RegisterEntry) -> Iterable[Line]:
    rows = Escalation.history.filter(entry_id=entry.pk).order_by("history_id")
    for at, closed, why, closed_why, by in rows.values_list(
        "history_date", "closed_on", "why", "closed_why", "history_user__name"
    ):
        if closed:
            yield Line(at, "oversight", "The case was closed", by, closed_why)
        else:
            yield Line(at, "oversight", "Put before the oversight panel", by, why)


@source
def _notes(entry: RegisterEntry) -> Iterable[Line]:
    for at, text, by in Note.objects.filter(entry=entry).values_list("at", "text", "by__name"):
        yield Line(at, "note", "Note", by, text, needs=NARRATIVE)
