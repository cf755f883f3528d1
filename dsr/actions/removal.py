"""Taking somebody off the register: with a reason, decided somewhere, and told. An error takes two people."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import consent
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.escalations import close_cases
from dsr.actions.place_locks import lock_with_person
from dsr.actions.ratings import hold
from dsr.actions.withdrawals import CALLED_OFF, SHARES_AN_ENTRY
from dsr.days import plain
from dsr.endings import REASON_LABELS, DecidedWhere, Reason, Told, in_the_way, needs_a_meeting
from dsr.gate import gate
from dsr.in_the_way import check_no_obstacle, check_not_held, in_hospital
from dsr.models import ConsentPause, Ending, RegisterEntry, Transfer
from dsr.rules import GOES_ON
from dsr.statuses import ENTRY_LABELS, ENTRY_MOVES, EntryStatus

STOPPED = "Taken off the register: entered in error."


@transaction.atomic
def remove_in_error(*, entry: RegisterEntry, by: User, today: date) -> RegisterEntry:
    """Take an entry off the register as made in error: its clocks stop, the family's page closes.

    Nothing is deleted. It is not taken back: whoever belongs on the register after all is added anew.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    check_can_remove(entry)
    keys = set(entry.deadlines.open().values_list("key", flat=True))
    cancel_deadlines(entry=entry, keys=keys, on=today, why=STOPPED, by=by)
    close_offers(entry, STOPPED, by, today)
    close_cases(entry=entry, by=by, today=today)
    entry.status = EntryStatus.REMOVED_IN_ERROR
    entry.save(by=by)
    return entry


def check_can_remove(entry: RegisterEntry) -> None:
    """Refuse an entry that is off the register, held, or in the middle of something."""
    check_move(entry, EntryStatus.REMOVED_IN_ERROR)
    check_not_held(entry.person_id)
    check_no_obstacle(entry)


NAMED = {
    EntryStatus.ACTIVE: "taken up again",
    EntryStatus.PAUSED_CONSENT: "paused",
    EntryStatus.REMOVED: "removed",
    EntryStatus.REMOVED_IN_ERROR: "removed",
    EntryStatus.TRANSFERRED_OUT: "passed to another area",
    EntryStatus.DIED: "ended",
}


def check_move(entry: RegisterEntry, to: EntryStatus) -> None:
    """Refuse what the states do not know."""
    if to not in ENTRY_MOVES[EntryStatus(entry.status)]:
        label = ENTRY_LABELS[EntryStatus(entry.status)].lower()
        raise Refused(f"This entry is not on the register now ({label}), so it cannot be {NAMED[to]}.")


@transaction.atomic
def remove_from_register(
    *,
    entry: RegisterEntry,
    reason: Reason,
    why: str,
    decided_by: str,
    decided_where: DecidedWhere,
    decided_on: date,
    words_for_person: str,
    by: User,
    today: date,
    meeting: UUID | None = None,
    told_how: Told | None = None,
    told_on: date | None = None,
) -> Ending:
    """End somebody's place on the register (domain reference 3.8 [D]). Everything is kept.

    Refuses for somebody in hospital or held after it, unless they took their yes back; between meetings;
    while something is planned, or offered to another area. Not told yet, the letter falls due (R32).
    """
    entry = lock_with_person(entry)
    check_move(entry, EntryStatus.REMOVED)
    if reason in (Reason.DIED, Reason.IN_ERROR):
        raise Refused(f"“{REASON_LABELS[reason]}” has a page of its own.")
    check_can_end(entry, reason, on=today)
    _check_decision(entry, reason, decided_where, decided_on, told_on, today)
    ending = end_place(
        entry, EntryStatus.REMOVED, reason, by=by, today=today, why=why, decided_by=decided_by,
        decided_where=decided_where, decided_on=decided_on, about=meeting,
        words_for_person=words_for_person, told_how=(told_how or "") if told_on else "", told_on=told_on,
    )  # fmt: skip
    if told_on is None:
        open_deadline(entry=entry, key="removal_letter", started_on=decided_on, by=by)
    return ending


def check_can_end(entry: RegisterEntry, reason: Reason, *, on: date) -> None:
    """Refuse what stands in the way of ending a place for this reason, with the sentence."""
    held_until, held_at = hold(entry)
    sentence = in_the_way(
        reason,
        in_hospital=entry.stays.filter(discharged_on=None).exists(),
        held_until=held_until,
        held_at=held_at,
        on=on,
        still_agrees=gate(entry.person, consent.Purpose.REGISTER, on=on).allowed,
    )
    if sentence:
        raise Refused(sentence)
    offer = entry.transfers.open().select_related("to_area").first()
    if offer and reason is not Reason.CONSENT_WITHDRAWN:
        raise Refused(
            f"They are offered to {offer.to_area.name}, and until it takes them over they are yours. "
            "Wait for the answer, or take the offer back."
        )
    check_no_obstacle(entry, but=[in_hospital])


def _check_decision(
    entry: RegisterEntry,
    reason: Reason,
    where: DecidedWhere,
    decided_on: date,
    told_on: date | None,
    today: date,
) -> None:
    if sentence := needs_a_meeting(reason, where):
        raise Refused(sentence)
    if not entry.added_on <= decided_on <= today:
        raise Refused(f"It was decided between {plain(entry.added_on)} and today.")
    if told_on and not decided_on <= told_on <= today:
        raise Refused("They were told on the day it was decided, or after it.")


def end_place(
    entry: RegisterEntry,
    status: EntryStatus,
    reason: Reason,
    *,
    by: User,
    today: date,
    going_on: Iterable[str] = GOES_ON,
    **facts: Any,
) -> Ending:
    """Write the end of a place: its clocks stop with the reason, and what waits to be sent is not."""
    label = REASON_LABELS[reason]
    meet_deadlines(entry=entry, keys=["consent_withdrawn_decision"], on=today, by=by)
    keys = set(entry.deadlines.open().values_list("key", flat=True)) - set(going_on)
    cancel_deadlines(entry=entry, keys=keys, on=today, why=f"Their place ended: {label.lower()}.", by=by)
    close_offers(entry, f"Their place ended: {label.lower()}.", by, today)
    close_cases(entry=entry, by=by, today=today)
    outbox.call_off(SHARES_AN_ENTRY, payloads=[{"entry": str(entry.pk)}], why=CALLED_OFF)
    for pause in ConsentPause.objects.select_for_update().filter(entry=entry, ended_on=None):
        pause.ended_on = today
        pause.save(by=by)
    entry.status = status
    entry.save(by=by)
    return Ending.objects.create(entry=entry, reason=reason, ended_on=today, by=by, **facts)


def close_offers(entry: RegisterEntry, why: str, by: User, today: date) -> None:
    """Take back what is offered to another area: the pack is shut at once."""
    from dsr.actions.transfers import close_offer  # which ends places itself

    for offer in Transfer.objects.select_for_update().filter(entry=entry).open():
        close_offer(offer, why, by, today)


@transaction.atomic
def record_person_told(
    *, ending: Ending, told_how: Told, told_on: date, words: str, by: User, today: date
) -> Ending:
    """Write down that the person knows that their place has ended, which meets the deadline (R32)."""
    ending = Ending.objects.select_for_update(of=("self",)).select_related("entry").get(pk=ending.pk)
    if ending.told_on:
        raise Refused(f"It is on record already: they were told on {plain(ending.told_on)}.")
    if ending.reason == Reason.DIED:
        raise Refused("Nobody writes to somebody who has died.")
    if not ending.decided_on <= told_on <= today:
        raise Refused("They were told on the day it was decided, or after it.")
    ending.told_how, ending.told_on, ending.told_words = told_how, told_on, words
    ending.save(by=by)
    meet_deadlines(entry=ending.entry, keys=["removal_letter"], on=told_on, by=by)
    return ending
