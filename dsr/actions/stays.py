"""Into hospital and out of it. Blue comes and goes with a stay, never by hand."""

from datetime import date

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import days, ratings
from dsr.actions.deadlines import meet_deadlines, open_deadline
from dsr.actions.notes import add_note
from dsr.actions.ratings import change_rating
from dsr.models import HospitalStay, RegisterEntry


@transaction.atomic
def admit(
    *,
    entry: RegisterEntry,
    hospital: str,
    legal_status: str,
    admitted_on: date,
    by: User,
    today: date,
    secure: bool = False,
    host_area: Area | None = None,
) -> HospitalStay:
    """Record an admission: the stay begins, the rating becomes blue, the review and visits fall due."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if admitted_on > today:
        raise Refused("The day of the admission must be today or earlier.")
    if entry.stays.filter(discharged_on=None).exists():
        raise Refused("This person is recorded as being in hospital already.")
    stay = HospitalStay.objects.create(
        entry=entry,
        hospital=hospital,
        legal_status=legal_status,
        admitted_on=admitted_on,
        secure=secure,
        host_area=host_area,
        by=by,
    )
    change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=ratings.Colour.BLUE,
        reason=f"Admitted to {hospital}.",
        decided_by=by.name,
        decided_at=ratings.DecidedAt.ADMISSION,
        # Heard of late: the rating cannot be older than the latest, but the clocks run from the day itself.
        decided_on=max(admitted_on, entry.rated_on or admitted_on),
        happened_on=admitted_on,
        by=by,
        today=today,
        about=stay.pk,
    )
    return stay


@transaction.atomic
def record_visit(*, stay: HospitalStay, visited_on: date, words: str, by: User, today: date) -> None:
    """Record a commissioner's oversight visit: its clock is met and the next one starts from it [N]."""
    stay = (
        HospitalStay.objects.select_for_update(of=("self",)).select_related("entry__person").get(pk=stay.pk)
    )
    if stay.discharged_on:
        raise Refused(f"This stay ended on {days.plain(stay.discharged_on)}.")
    if not stay.admitted_on <= visited_on <= today:
        raise Refused("The day of the visit must be between the admission and today.")
    meet_deadlines(entry=stay.entry, keys=["oversight_visit"], on=visited_on, by=by)
    open_deadline(entry=stay.entry, key="oversight_visit", started_on=visited_on, by=by)
    text = f"Oversight visit to {stay.hospital} on {days.plain(visited_on)}. {words}"
    add_note(entry=stay.entry, text=text, by=by)


@transaction.atomic
def discharge(
    *, stay: HospitalStay, discharged_on: date, going_to: str, by: User, today: date
) -> HospitalStay:
    """Record that somebody left hospital: the stay ends and they are red, held for at least 14 days [L]."""
    stay = HospitalStay.objects.select_for_update(of=("self",)).select_related("entry").get(pk=stay.pk)
    if stay.discharged_on:
        raise Refused(f"This stay ended on {days.plain(stay.discharged_on)}.")
    if not stay.admitted_on <= discharged_on <= today:
        raise Refused("The day of leaving must be between the admission and today.")
    stay.discharged_on, stay.going_to = discharged_on, going_to
    stay.save(by=by)
    change_rating(
        entry=stay.entry,
        expected_number=stay.entry.rating_number,
        colour=ratings.Colour.RED,
        reason=f"Left {stay.hospital}, going to {going_to}.",
        decided_by=by.name,
        decided_at=ratings.DecidedAt.DISCHARGE,
        decided_on=max(discharged_on, stay.entry.rated_on or discharged_on),
        happened_on=discharged_on,
        by=by,
        today=today,
        about=stay.pk,
    )
    return stay
