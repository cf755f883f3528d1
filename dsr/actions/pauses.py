"""A place rests after a withdrawal, and goes on with a new yes; or somebody comes back to the register."""

from datetime import date

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import consent, ratings
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.entries import add_to_register
from dsr.actions.escalations import close_cases
from dsr.actions.going_on import open_what_runs
from dsr.actions.place_locks import lock_with_person
from dsr.actions.removal import check_move, close_offers
from dsr.actions.stays import rate_after_leaving
from dsr.actions.withdrawals import CALLED_OFF, SHARES_AN_ENTRY
from dsr.gate import gate
from dsr.models import ConsentPause, RegisterEntry
from dsr.statuses import EntryStatus

RESTS = "Paused: consent for the register was taken back."


@transaction.atomic
def pause_for_consent(
    *, entry: RegisterEntry, why: str, ask_again_on: date, by: User, today: date
) -> ConsentPause:
    """Let a place rest until somebody is asked again, on the day they chose (domain reference 5.4 [D]).

    It is a decision after a withdrawal (R16). Clocks stop; whoever had something is still told. Refuses
    while their yes stands, and a day that is past.
    """
    entry = lock_with_person(entry)
    check_move(entry, EntryStatus.PAUSED_CONSENT)
    if gate(entry.person, consent.Purpose.REGISTER, on=today).allowed:
        raise Refused("Their yes to being on the register still stands, so there is nothing to wait for.")
    if ask_again_on < today:
        raise Refused("The day on which they are asked again must be today or later.")
    meet_deadlines(entry=entry, keys=["consent_withdrawn_decision"], on=today, by=by)
    keys = set(entry.deadlines.open().values_list("key", flat=True)) - {"consent_withdrawn_close"}
    cancel_deadlines(entry=entry, keys=keys, on=today, why=RESTS, by=by)
    close_offers(entry, RESTS, by, today)
    close_cases(entry=entry, by=by, today=today)
    outbox.call_off(SHARES_AN_ENTRY, payloads=[{"entry": str(entry.pk)}], why=CALLED_OFF)
    entry.status = EntryStatus.PAUSED_CONSENT
    entry.save(by=by)
    return ConsentPause.objects.create(
        entry=entry, why=why, paused_on=today, ask_again_on=ask_again_on, by=by
    )


@transaction.atomic
def resume_place(*, entry: RegisterEntry, by: User, today: date) -> RegisterEntry:
    """Let a place go on, once there is a yes on record: the clocks of its colour and of consent begin.

    What was owed before the rest and is owed still (visits in hospital, a meeting, an offer) runs again from
    the day it began. Somebody who left hospital meanwhile is given their colour now.
    """
    entry = lock_with_person(entry)
    pause = ConsentPause.objects.select_for_update().filter(entry=entry, ended_on=None).first()
    if entry.status != EntryStatus.PAUSED_CONSENT:
        raise Refused("This entry is not paused.")
    answer = gate(entry.person, consent.Purpose.REGISTER, on=today)
    if not answer.allowed:
        raise Refused(f"{answer.sentence} Record the new answer first.")
    if pause:
        pause.ended_on = today
        pause.save(by=by)
    entry.status = EntryStatus.ACTIVE
    entry.save(by=by)
    if entry.colour:  # what is asked for by the colour itself begins; the rest goes on from its own day
        rhythm = ratings.MEANINGS[ratings.Colour(entry.colour)].rhythm
        open_deadline(entry=entry, key=rhythm, started_on=today, by=by)
    open_what_runs(entry=entry, by=by)
    rate_after_leaving(entry=entry, by=by, today=today)
    return lock_with_person(entry)


@transaction.atomic
def put_back(*, entry: RegisterEntry, by: User, today: date) -> RegisterEntry:
    """Put somebody whose place ended on the register again: a new entry, not yet rated, with consent asked.

    The old one stays as it is, in sight from the new one. Refuses without a yes, and after a death.
    """
    entry = lock_with_person(entry)
    if entry.person.died_on:
        raise Refused("This person has died.")
    if entry.status not in (EntryStatus.REMOVED, EntryStatus.TRANSFERRED_OUT):
        raise Refused("This entry has not ended, so nobody has to be put back.")
    return add_to_register(person=entry.person, area=entry.area.today_in(today), added_on=today, by=by)
