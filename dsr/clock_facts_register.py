"""The facts behind the register's own clocks: ratings, stays, consent, keyworkers, silence, growing up."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from dsr import ratings, rules, stay_dates
from dsr.clock_facts import Clock, from_facts
from dsr.clock_records import Rated, records_of
from dsr.consent import USABLE, Purpose
from dsr.consent_dates import in_order
from dsr.growing_up import prompt_on
from dsr.models import RegisterEntry

MET = frozenset({ratings.DecidedAt.REVIEW, ratings.DecidedAt.MEETING, ratings.DecidedAt.URGENT})
BLUE, AMBER, GREEN = ratings.Colour.BLUE, ratings.Colour.AMBER, ratings.Colour.GREEN


@from_facts("rating_review_red", "rating_review_amber", "rating_review_green")
def rhythms(entry: RegisterEntry) -> Iterator[Clock]:
    """Each rating asks to be looked at again (R17 to R19); the next one is that."""
    rows = records_of(entry).ratings
    for row, later in zip(rows, [*rows[1:], None], strict=False):
        if row.colour != BLUE:
            rhythm = ratings.MEANINGS[ratings.Colour(row.colour)].rhythm
            since = row.decided_on if later else _resumed(entry, row, row.decided_on)
            yield Clock(rhythm, since, met_on=later.decided_on if later else None)


def _resumed(entry: RegisterEntry, row: Rated, since: date) -> date:
    """A place that rested after its latest rating is looked at again from the day it went on."""
    return max([since, *(on for at, on in records_of(entry).resumed if at > row.at)])


@from_facts("rating_review_blue", "post_admission_cetr")
def in_hospital(entry: RegisterEntry) -> Iterator[Clock]:
    """While somebody is in hospital: looked at again (R20), and a review after admission (R38)."""
    records = records_of(entry)
    stay = next((stay for stay in records.stays if stay.discharged_on is None), None)
    if stay is None or not records.ratings or records.ratings[-1].colour != BLUE:
        return
    blue = records.ratings[-1]
    held = [on for at, on in sorted(records.reviews) if at > blue.at]
    looked = [on for at, on in sorted([*records.reviews, *records.looked_at]) if at > blue.at]
    yield Clock("rating_review_blue", _resumed(entry, blue, looked[-1] if looked else blue.decided_on))
    stands_in = stay.reviewed_before and stay_dates.stands_in(stay.reviewed_before, stay.admitted_on)
    if not stands_in:
        yield Clock("post_admission_cetr", stay.admitted_on, met_on=held[0] if held else None)


@from_facts("amber_meeting")
def meetings(entry: RegisterEntry) -> Iterator[Clock]:
    """Turning amber asks for a meeting (R23), unless one has just decided that."""
    since: date | None = None
    before = ""
    for row in records_of(entry).ratings:
        if since and row.decided_at in MET:
            yield Clock("amber_meeting", since, met_on=row.decided_on)
            since = None
        if since and row.colour != AMBER:
            yield Clock("amber_meeting", since, stopped_on=row.decided_on)
            since = None
        if row.colour == AMBER and before != AMBER and row.decided_at not in MET:
            since = row.decided_on
        before = row.colour
    if since:
        yield Clock("amber_meeting", since)


@from_facts("post_discharge_rerate")
def after_hospital(entry: RegisterEntry) -> Iterator[Clock]:
    """After the hold somebody is rated again (R26); a rating in the hold is not that, a new stay ends it."""
    records, since = records_of(entry), None
    left = [stay.discharged_on for stay in records.stays if stay.discharged_on]
    for row in records.ratings:
        if since and row.colour == BLUE:
            yield Clock("post_discharge_rerate", since, stopped_on=row.decided_on)
            since = None
        elif since and row.decided_on > since:
            yield Clock("post_discharge_rerate", since, met_on=row.decided_on)
            since = None
        if row.decided_at == ratings.DecidedAt.DISCHARGE:
            since = _hold_ends(entry, max((d for d in left if d <= row.happened_on), default=None), row)
    if since:
        yield Clock("post_discharge_rerate", since)


def _hold_ends(entry: RegisterEntry, left: date | None, row: Rated) -> date | None:
    if left is None:
        return None
    key = "post_discharge_hold"
    own = records_of(entry).own.in_force(entry.area_id, key, left, "", known_at=row.at)
    limit = rules.limit(key, started_on=left, group=rules.Group.ADULT, own=own.count if own else None)
    return limit.due_on if limit else None


@from_facts("keyworker_offer")
def keyworkers(entry: RegisterEntry) -> Iterator[Clock]:
    """Turning red, amber or blue up to 25 without a keyworker asks to offer one (R28), in order."""
    records = records_of(entry)
    events: list[tuple[object, int, object]] = [(at, 0, who) for at, who in records.workers]
    events += [(at, 1, None) for at in records.refused_keyworker]
    events += [(row.at, 2, row) for row in records.ratings]
    keyworker, since, before = None, None, None
    most = rules.RULES["keyworker_offer"].up_to_age or 0
    for _, kind, what in sorted(events, key=lambda event: event[:2]):
        if kind == 0:
            keyworker = what
            since = None if keyworker else since
        elif kind == 1:
            since = None
        elif isinstance(what, Rated):
            if what.colour == GREEN:
                since = None
            young = entry.person.age_on(what.happened_on) <= most
            if what.colour not in (before, GREEN) and not keyworker and young and since is None:
                since = what.happened_on
            before = what.colour
    if since:
        yield Clock("keyworker_offer", since)


@from_facts("consent_recheck")
def consent(entry: RegisterEntry) -> Iterable[Clock]:
    """A yes to being on the register is asked again after its time (R11)."""
    said = in_order(records_of(entry).answers, Purpose.REGISTER)
    return [Clock("consent_recheck", said[-1].decided_on)] if said and said[-1].decision in USABLE else []


@from_facts(*rules.SILENCES)
def silence(entry: RegisterEntry) -> Iterable[Clock]:
    """Nothing recorded for as long as the colour allows (R33): it runs from the last thing there is."""
    records = records_of(entry)
    if not entry.colour:
        return []
    key = f"silence_{entry.colour}"
    last = max([entry.added_on, entry.rated_on or entry.added_on, *records.recorded])
    own = records.own.in_force(entry.area_id, key, last, "")
    limit = rules.limit(key, started_on=last, group=rules.Group.ADULT, own=own.count if own else None)
    if limit is None or (own and own.off) or limit.due_on > timezone.localdate():
        return []
    return [Clock(key, last)]


@from_facts("transition_prompt")
def growing_up(entry: RegisterEntry) -> Iterable[Clock]:
    """The plan for growing up is asked about at 14, 16, 17 and 17½ (R29), until a step of it is recorded."""
    records = records_of(entry)
    found = prompt_on(entry.person.date_of_birth, added_on=entry.added_on, today=timezone.localdate())
    if found is None:  # grown up: what was never answered stays asked
        return [Clock(d.key, d.started_on) for d in records.open if d.key == "transition_prompt"]
    starts, since = found
    return [] if any(on >= since for on in records.steps) else [Clock("transition_prompt", starts)]
