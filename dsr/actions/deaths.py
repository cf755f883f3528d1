"""Somebody has died: everything that would be sent or asked stops at once, and what was written is kept."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import cancel_deadlines
from dsr.actions.removal import end_place
from dsr.days import plain
from dsr.endings import DecidedWhere, Reason
from dsr.in_the_way import ENDED
from dsr.models import Ending, HospitalStay, Person, RegisterEntry
from dsr.statuses import ENTRY_MOVES, HOLDS_A_PLACE, EntryStatus
from dsr.stay_rules import GoesTo

DIED = "The person has died."


@transaction.atomic
def record_death(
    *, person: Person, died_on: date, heard_from: str, to_tell: list[str], by: User, today: date
) -> Person:
    """Record that somebody has died: every place they have ends, also in another area (3.8 [D]).

    No message about them goes out any more, clocks stop, planned reviews are called off, stays end on
    that day. `to_tell` are the partners that somebody must tell. Recorded twice, it is refused.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.died_on:
        raise Refused(f"It is on record already: they died on {plain(person.died_on)}.")
    if not person.date_of_birth <= died_on <= today:
        raise Refused("The day they died must be today or earlier, and after they were born.")
    person.died_on = died_on
    person.save(by=by)
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person", "area")
    for entry in rows.filter(person=person).order_by("pk"):
        if EntryStatus.DIED in ENTRY_MOVES[EntryStatus(entry.status)]:
            _end(entry, died_on, heard_from, to_tell, by, today)
    return person


def _end(
    entry: RegisterEntry, died_on: date, heard_from: str, to_tell: list[str], by: User, today: date
) -> None:
    for stay in entry.stays.select_for_update().filter(discharged_on=None):
        _end_stay(stay, max(died_on, stay.admitted_on), by)
    if entry.status in HOLDS_A_PLACE:
        end_place(
            entry, EntryStatus.DIED, Reason.DIED, by=by, today=today, going_on=(), why=heard_from,
            decided_by=by.name, decided_where=DecidedWhere.BETWEEN, decided_on=today, to_tell=to_tell,
        )  # fmt: skip
    else:  # off the register already: nothing is owed to them any more, a letter neither
        keys = set(entry.deadlines.open().values_list("key", flat=True))
        cancel_deadlines(entry=entry, keys=keys, on=today, why=DIED, by=by)
        entry.status = EntryStatus.DIED
        entry.save(by=by)
    for follow in ENDED:
        follow(entry=entry, why=DIED, by=by, today=today)


def _end_stay(stay: HospitalStay, on: date, by: User) -> None:
    """It ends that day, and leave with it: a death is no discharge, and nobody has gone anywhere."""
    stay.discharged_on, stay.going_to_kind = on, GoesTo.DIED
    stay.save(by=by)
    for leave in stay.leaves.select_for_update().filter(back_on=None):
        leave.back_on, leave.how_it_went = max(on, leave.from_on), "They died while on leave."
        leave.save(by=by)


@transaction.atomic
def record_partner_told_of_death(*, ending: Ending, who: str, by: User) -> Ending:
    """Take somebody off the list of those who must be told; told already, it changes nothing."""
    ending = Ending.objects.select_for_update().get(pk=ending.pk)
    if who in ending.to_tell:
        ending.to_tell = [one for one in ending.to_tell if one != who]
        ending.save(by=by)
    return ending
