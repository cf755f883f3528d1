"""A stay goes on when the area changes: the new place has a row of its own, the old one keeps what it wrote.

What was chosen goes along: all that is recorded in the stay, or only where, since when and by which law.
"""

from datetime import date
from typing import Any

from accounts.models import User
from config.records import TrackedModel
from dsr import ratings, stay_dates
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.going_home import STUCK
from dsr.actions.ratings import change_rating
from dsr.actions.stays import open_notices, stands_in_words
from dsr.clock_records import records_of
from dsr.models import HospitalStay, RegisterEntry, WardMove
from dsr.stay_rules import GoesTo, Notice

# What belongs to a stay, in the order in which it is written down again.
PARTS = ("statuses", "leaves", "visits", "readiness", "plans", "points", "corrections")
BARE = {"hospital", "ward", "security", "secure", "legal_status", "host_area_id", "admitted_on"}


def take_stay_along(old: RegisterEntry, new: RegisterEntry, *, whole: bool, by: User, today: date) -> None:
    """End an open stay on the old place, and let it go on at the new one, with its clocks.

    Somebody who is recorded as in hospital there already keeps that stay.
    """
    stay = HospitalStay.objects.select_for_update().filter(entry=old, discharged_on=None).first()
    if stay is None:
        return
    reviewed = _reviewed(stay)
    if not new.stays.filter(discharged_on=None).exists():
        facts = {"recorded_on": today, "reviewed_before": reviewed}
        goes_on = _again(stay, new, by, None if whole else BARE, **facts)
        if whole:
            _with_all(stay, goes_on, by)
        else:
            _bare(stay, goes_on, by, today)
        _turn_blue(goes_on, old, by, today)
        _set_clocks(goes_on, by)
    _end(stay, new, by, today)


def _reviewed(stay: HospitalStay) -> date | None:
    """The day of the review that was held since the admission, or of the one that stands in for it (R38)."""
    held = [on for _, on in records_of(stay.entry).reviews if on >= stay.admitted_on]
    return min(held, default=stay.reviewed_before)


def _again(row: Any, new: Any, by: User, only: set[str] | None = None, **facts: Any) -> Any:
    """The same row once more, on `new`; of what is only ever added, as whoever wrote it."""
    to = {RegisterEntry: "entry_id", HospitalStay: "stay_id", WardMove: "move_id"}[type(new)]
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and (only is None or field.attname in only)
    }
    copy = type(row)(**kept | facts | {to: new.pk})
    copy.save(**({"by": by} if isinstance(row, TrackedModel) else {}))
    return copy


def _with_all(stay: HospitalStay, goes_on: HospitalStay, by: User) -> None:
    for move in stay.moves.order_by("number"):
        copy = _again(move, goes_on, by)
        for notice in move.notices.order_by("pk"):
            _again(notice, copy, by)
    for name in PARTS:
        for row in getattr(stay, name).order_by("at" if name == "visits" else "pk"):
            _again(row, goes_on, by)


def _bare(stay: HospitalStay, goes_on: HospitalStay, by: User, today: date) -> None:
    """Where they are and by which law, as if it had always been so: nothing of what happened in between."""
    WardMove.objects.create(
        stay=goes_on, number=1, moved_on=stay.admitted_on, hospital=stay.hospital, ward=stay.ward,
        security=stay.security, host_area=stay.host_area, recorded_on=today, by=by,
    )  # fmt: skip
    latest = stay.statuses.order_by("-started_at")[0]
    _again(latest, goes_on, by, recorded_on=today, **_from_admission(stay))


def _from_admission(stay: HospitalStay) -> dict[str, Any]:
    first = stay.statuses.order_by("started_at")[0]
    return {"started_at": first.started_at, "time_known": False}


def _turn_blue(stay: HospitalStay, old: RegisterEntry, by: User, today: date) -> None:
    entry = RegisterEntry.objects.get(pk=stay.entry_id)
    change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=ratings.Colour.BLUE,
        reason=f"In {stay.hospital} when they came from {old.area.name}.",
        decided_by=by.name,
        decided_at=ratings.DecidedAt.ADMISSION,
        decided_on=today,
        happened_on=stay.admitted_on,
        by=by,
        today=today,
        about=stay.pk,
    )


def _set_clocks(stay: HospitalStay, by: User) -> None:
    """What has been done does not fall due again; what has not still does, from the day it always ran."""
    entry = stay.entry
    if stay.reviewed_before and stay_dates.stands_in(stay.reviewed_before, stay.admitted_on):
        why = stands_in_words(stay)
        cancel_deadlines(entry=entry, keys=["post_admission_cetr"], on=stay.admitted_on, why=why, by=by)
    visited = stay.visits.order_by("-visited_on").values_list("visited_on", flat=True).first()
    if visited:
        meet_deadlines(entry=entry, keys=["oversight_visit"], on=visited, by=by)
        open_deadline(entry=entry, key="oversight_visit", started_on=visited, by=by)
    if stay.ready_on:
        open_deadline(entry=entry, key=STUCK, started_on=stay.ready_on, about=stay.pk, by=by)
    for move in stay.moves.filter(inadequate=True).order_by("number"):
        if move.notices.count() < len(Notice):
            open_notices(move, by)


def _end(stay: HospitalStay, new: RegisterEntry, by: User, today: date) -> None:
    """Here it ends with the place: nothing falls due of it any more, and it says why."""
    stay.discharged_on, stay.going_to_kind = today, GoesTo.STAYS_THERE
    stay.going_to = new.area.name[:200]
    stay.save(by=by)
    for leave in stay.leaves.filter(back_on=None):
        leave.back_on, leave.how_it_went = today, f"Their place went to {new.area.name}."
        leave.save(by=by)
