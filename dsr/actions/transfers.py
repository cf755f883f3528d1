"""A place on the register goes to another area: offered, answered, at every moment in somebody's hands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts import outbox
from accounts.models import Area, User
from config.refused import Refused
from dsr import consent
from dsr import notes as note_kinds
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.actions.disclosures import record_disclosure
from dsr.actions.entries import add_to_register
from dsr.actions.notes import add_note
from dsr.actions.place_locks import lock_with_person
from dsr.actions.ratings import hold
from dsr.actions.recommendations import add_recommendation
from dsr.actions.removal import check_move, end_place
from dsr.actions.stays_along import take_stay_along
from dsr.days import plain
from dsr.endings import DecidedWhere, Reason, held
from dsr.gate import gate
from dsr.handing_on import EVERY_PART, MOVES, PART_LABELS, STATE_LABELS, Kind, Part, State
from dsr.in_the_way import check_no_obstacle, in_hospital
from dsr.models import Note, Recommendation, RegisterEntry, Transfer
from dsr.pack import as_note, in_pieces, note_as_text, pack_of
from dsr.statuses import OPEN_STEPS, EntryStatus, Step

ACKNOWLEDGE, DECIDE = "transfer_acknowledge", "transfer_decide"
REASONS = {Kind.MOVING: Reason.MOVED, Kind.ADULTS: Reason.TURNED_18}


@transaction.atomic
def offer_transfer(
    *,
    entry: RegisterEntry,
    to_area: Area,
    why: str,
    by: User,
    today: date,
    kind: Kind = Kind.MOVING,
    parts: Iterable[Part] = EVERY_PART,
    notes: Iterable[int] = (),
    words_for_person: str = "",
) -> Transfer:
    """Offer somebody's place to another area, with a pack (domain reference 3.8 [D]).

    The place stays here until it is taken over. Consent to sharing is asked at this moment: refuses
    without it, with the sentence; and what is offered already, restricted, or in the middle of something.
    """
    entry = lock_with_person(entry)
    check_can_offer(entry, today)
    _check_area(entry, to_area, today)
    chosen = sorted(set(entry.notes.filter(pk__in=list(notes)).values_list("pk", flat=True)))
    offer = Transfer.objects.create(
        entry=entry, to_area=to_area, kind=kind, why=why, parts=sorted(set(parts)), notes=chosen,
        words_for_person=words_for_person, offered_on=today, offered_by=by, by=by,
    )  # fmt: skip
    record_disclosure(
        person=entry.person, purpose=consent.Purpose.SHARE, to=consent.ShareKind.ICB,
        to_whom=f"The team of {to_area.name}"[:200], what="other", what_words=_what(offer), on=today,
        reference=offer.pk, by=by, today=today,
    )  # fmt: skip
    for key in (ACKNOWLEDGE, DECIDE):
        open_deadline(entry=entry, key=key, started_on=today, about=offer.pk, by=by)
    _notify(offer, "offered")
    return offer


def check_can_offer(entry: RegisterEntry, today: date) -> None:
    """Refuse what may not go to another area now, with the sentence; the area itself is asked later."""
    check_move(entry, EntryStatus.TRANSFERRED_OUT)
    already = entry.transfers.open().select_related("to_area").first()
    if already:
        raise Refused(f"They are offered to {already.to_area.name} already. Take that back first.")
    if entry.person.restricted:
        raise Refused(
            "This record is restricted, so nobody in another area could open the pack. Speak with them "
            "first; whoever may restrict it can lift it for that time."
        )
    answer = gate(entry.person, consent.Purpose.SHARE, on=today, to=consent.ShareKind.ICB)
    if not answer.allowed:
        raise Refused(answer.sentence)
    _check_not_held(entry, today)
    check_no_obstacle(entry, but=[in_hospital])


def _check_not_held(entry: RegisterEntry, today: date) -> None:
    """Refuse while somebody is held at a colour after hospital: another area would have them unrated."""
    until, at = hold(entry)
    if sentence := held(until, at, today):
        raise Refused(f"{sentence} Until then their place stays with the area that has it.")


def _check_area(entry: RegisterEntry, to_area: Area, today: date) -> None:
    if to_area.pk == entry.area_id:
        raise Refused("Choose another area than your own.")
    if entry.area_id in to_area.with_forerunners():
        raise Refused(f"{entry.area.name} is a part of {to_area.name} by now: they have their place there.")
    if not to_area.is_open_on(today):
        raise Refused(f"{to_area.name} is closed, so nobody there would read it. Choose another area.")


def _what(offer: Transfer) -> str:
    parts = [PART_LABELS[Part(part)].split(":")[0].lower() for part in offer.parts]
    notes = [f"{len(offer.notes)} notes"] if offer.notes else []
    return ("Pack for moving: " + ", ".join(["who they are and what helps", *parts, *notes]))[:300]


@transaction.atomic
def acknowledge_transfer(*, transfer: Transfer, by: User, today: date) -> Transfer:
    """Say that the other area has seen what it is offered (R30). Pressed twice it is done once."""
    transfer = _locked(transfer)
    if transfer.state == State.OFFERED:
        transfer.state, transfer.seen_on = State.SEEN, today
        transfer.save(by=by)
        meet_deadlines(entry=transfer.entry, keys=[ACKNOWLEDGE], about=transfer.pk, on=today, by=by)
    return transfer


@transaction.atomic
def accept_transfer(*, transfer: Transfer, by: User, today: date) -> Transfer:
    """Take somebody over: a place there begins and the one here ends, in one transaction.

    Not yet rated there, unless they are in hospital: then the stay goes along, and so does blue. Accepted
    twice it is done once. Refuses when consent has ended since, with the sentence.
    """
    transfer = _locked(transfer)
    if transfer.state == State.ACCEPTED:
        return transfer
    _check_state(transfer, State.ACCEPTED)
    entry = transfer.entry
    check_can_go(transfer, today)
    carried, pack = as_note(transfer), pack_of(transfer)
    new = add_to_register(person=entry.person, area=transfer.to_area, added_on=today, by=by)
    kept = list(entry.recommendations.filter(step__in=OPEN_STEPS).order_by("due_on", "position"))
    _answer(transfer, State.ACCEPTED, "", by, today, made=new)
    meet_deadlines(entry=entry, keys=["register_handover"], on=today, by=by)
    reason = REASONS[Kind(transfer.kind)]
    ending = end_place(
        entry, EntryStatus.TRANSFERRED_OUT, reason, by=by, today=today, why=transfer.why,
        decided_by=transfer.offered_by.name, decided_where=DecidedWhere.BETWEEN, decided_on=today,
        words_for_person=transfer.words_for_person,
    )  # fmt: skip
    open_deadline(entry=entry, key="removal_letter", started_on=ending.decided_on, by=by)
    _carry_notes(carried, pack.notes, new, by)
    if Part.RECOMMENDATIONS in transfer.parts:
        _carry_over(kept, new, by, today)
    take_stay_along(entry, new, whole=Part.STAYS in transfer.parts, by=by, today=today)
    _notify(transfer, "accepted")
    return transfer


def check_can_go(transfer: Transfer, today: date) -> None:
    """Refuse to take somebody over whose consent has ended, or with whom something is going on there."""
    entry = transfer.entry
    answer = gate(entry.person, consent.Purpose.SHARE, on=today, to=consent.ShareKind.ICB)
    if not answer.allowed:
        raise Refused(f"{answer.sentence} Ask {entry.area.name} to speak with them.")
    check_move(entry, EntryStatus.TRANSFERRED_OUT)
    _check_not_held(entry, today)
    try:
        check_no_obstacle(entry, but=[in_hospital])
    except Refused as refused:
        raise Refused(f"{entry.area.name} has to do something first. {refused}") from None


def _carry_notes(first: str, chosen: list[Note], new: RegisterEntry, by: User) -> None:
    """What the pack said, and each note by itself: what was sensitive there is sensitive here."""
    for piece in in_pieces(first):
        add_note(entry=new, text=piece, by=by)
    for note in chosen:
        kind = (
            note_kinds.Kind.SAFEGUARDING
            if note.kind == note_kinds.Kind.SAFEGUARDING
            else note_kinds.Kind.NOTE
        )
        for piece in in_pieces(note_as_text(note)):
            add_note(entry=new, text=piece, kind=kind, sensitive=note.sensitive, by=by)


def _carry_over(rows: list[Recommendation], new: RegisterEntry, by: User, today: date) -> None:
    """What is open is asked for there too: by the same people, for the same day; the old rows are ended."""
    for position, row in enumerate(rows, 1):
        copy = add_recommendation(
            entry=new, text=row.text, owner=row.owner, organisation=row.organisation, measure=row.measure,
            serves=row.serves, standard=row.standard, due_on=row.due_on, first_due_on=row.first_due_on,
            agreed_on=row.agreed_on, position=position, by=by,
        )  # fmt: skip
        copy.replaces = row
        copy.save(by=by)
        row.progress.create(step=Step.REPLACED, note=f"Goes on in {new.area.name}.", on=today, by=by)
        row.step = Step.REPLACED
        row.save(by=by)


@transaction.atomic
def decline_transfer(*, transfer: Transfer, why: str, by: User, today: date) -> Transfer:
    """Say no, with a reason: the place stays with the area that has it, whose team is told at once."""
    transfer = _locked(transfer)
    if transfer.state == State.DECLINED:
        return transfer
    if not why.strip():
        raise Refused("Say why not: the other team reads it.")
    _check_state(transfer, State.DECLINED)
    _answer(transfer, State.DECLINED, why, by, today)
    _notify(transfer, "declined")
    return transfer


@transaction.atomic
def take_transfer_back(*, transfer: Transfer, why: str, by: User, today: date) -> Transfer:
    """Withdraw an offer that nobody has answered; the pack is shut at once."""
    transfer = _locked(transfer)
    if transfer.state == State.TAKEN_BACK:
        return transfer
    _check_state(transfer, State.TAKEN_BACK)
    close_offer(transfer, why, by, today)
    return transfer


def close_offer(transfer: Transfer, why: str, by: User, today: date) -> None:
    """Take an open, locked offer back."""
    _answer(transfer, State.TAKEN_BACK, why, by, today)
    _notify(transfer, "taken-back")


def _locked(transfer: Transfer) -> Transfer:
    """Person and entry first, as everywhere: two areas acting at once wait for each other."""
    entry = lock_with_person(RegisterEntry.objects.get(transfers=transfer.pk))
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("to_area", "offered_by")
    found = rows.get(pk=transfer.pk)
    found.entry = entry
    return found


def _check_state(transfer: Transfer, to: State) -> None:
    if to not in MOVES[State(transfer.state)]:
        raise Refused(
            f"This offer was answered on {plain(transfer.answered_on)}: "
            f"{STATE_LABELS[State(transfer.state)].lower()}."
        )


def _answer(
    transfer: Transfer, state: State, why: str, by: User, today: date, made: RegisterEntry | None = None
) -> None:
    transfer.state, transfer.answer_why, transfer.made = state, why, made
    transfer.answered_on, transfer.answered_by = today, by
    transfer.seen_on = transfer.seen_on or (None if state is State.TAKEN_BACK else today)
    transfer.save(by=by)
    facts: dict[str, Any] = {
        "entry": transfer.entry,
        "keys": [ACKNOWLEDGE, DECIDE],
        "about": transfer.pk,
        "on": today,
    }
    if state is State.TAKEN_BACK:
        cancel_deadlines(why="The offer was taken back.", by=by, **facts)
    else:
        meet_deadlines(by=by, **facts)


def _notify(transfer: Transfer, what: str) -> None:
    """Those who must know hear that there is something for them; whom is worked out at sending."""
    key = f"transfer-{transfer.pk}-{what}"
    outbox.post("transfer_news", key=key, payload={"transfer": str(transfer.pk), "what": what})
