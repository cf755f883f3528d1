"""A form goes to another area: offered, answered, and at every moment in somebody's hands."""

from datetime import date

from django.db import transaction

from accounts import outbox
from accounts.models import Area, User
from config.refused import Refused
from dsr import actions as dsr
from dsr.days import plain
from referrals.actions.acting import check_as_shown, check_open, locked, write_act
from referrals.actions.by_when import due_on
from referrals.actions.tell import start_tellings
from referrals.acts import Kind
from referrals.models import Handover, Referral
from referrals.telling import About

Answer = Handover.Answer


@transaction.atomic
def offer_referral(
    *, referral: Referral, to_area: Area, why: str, by: User, today: date, shown: int | None = None
) -> Referral:
    """Offer a form to another area. Its own area stays responsible until the other one takes it over.

    Both see it meanwhile. Offered twice to the same area it is offered once.
    """
    referral = locked(referral)
    if referral.offered_to_id == to_area.pk:
        return referral
    check_open(referral)
    check_as_shown(referral, shown)
    _check_offer(referral, to_area, today)
    facts = {"area": to_area, "age": referral.age, "started_on": today}
    handover = Handover.objects.create(
        referral=referral, from_area=referral.area, to_area=to_area, why=why, offered_on=today,
        offered_by=by, acknowledge_due_on=due_on("transfer_acknowledge", **facts),
        decide_due_on=due_on("transfer_decide", **facts), by=by,
    )  # fmt: skip
    referral.offered_to, referral.triaged_on = to_area, referral.triaged_on or today
    referral.save(by=by)
    write_act(referral, Kind.OFFERED, words=f"{to_area.name}: {why}", by=by, today=today)
    _notify(handover, "offered")
    return referral


def _check_offer(referral: Referral, to_area: Area, today: date) -> None:
    if referral.offered_to:
        raise Refused(f"It is offered to {referral.offered_to.name} already. Take that back first.")
    if to_area.pk == referral.area_id:
        raise Refused("Choose another area than your own.")
    if not to_area.is_open_on(today):
        raise Refused(f"{to_area.name} is closed, so nobody there would read it. Choose another area.")
    if referral.person and referral.person.restricted:
        raise Refused(
            f"This record is restricted, so nobody in {to_area.name} could open the form. "
            "Speak with them first, and decide it here."
        )
    if referral.person and referral.person.entries.active().exists():
        raise Refused(
            "This person is on your register. Their place on it is what moves, not this form: "
            "decide the form here."
        )


@transaction.atomic
def acknowledge_handover(*, handover: Handover, by: User, today: date) -> Handover:
    """Say that the other area has seen what it is offered. Pressed twice it is done once."""
    handover = _held(handover)
    if handover.acknowledged_on is None and handover.answered_on is None:
        handover.acknowledged_on = today
        handover.save(by=by)
    return handover


@transaction.atomic
def accept_handover(*, handover: Handover, by: User, today: date) -> Handover:
    """Take a form over: from this moment it is the other area's, with the clocks it has always had."""
    referral = locked(handover.referral)
    handover = _held(handover)
    if handover.answer == Answer.ACCEPTED:
        return handover
    handover = _answer(handover, Answer.ACCEPTED, "", by, today)
    referral.area, referral.offered_to = handover.to_area, None
    referral.save(by=by)
    if referral.person:  # recorded and on no register: the record goes with its form
        dsr.change_person(person=referral.person, recorded_in=handover.to_area, by=by)
    write_act(referral, Kind.PASSED_ON, words=f"From {handover.from_area.name}.", by=by, today=today)
    start_tellings(referral=referral, about=About.PASSED_ON, by=by, today=today)
    _notify(handover, "accepted")
    return handover


@transaction.atomic
def decline_handover(*, handover: Handover, why: str, by: User, today: date) -> Handover:
    """Say no to a form, with a reason: it stays with the area that has it, whose team is told at once."""
    referral = locked(handover.referral)
    handover = _held(handover)
    if handover.answer == Answer.DECLINED:
        return handover
    return _returned(referral, handover, Answer.DECLINED, Kind.SENT_BACK, why, by, today)


@transaction.atomic
def take_handover_back(*, handover: Handover, why: str, by: User, today: date) -> Handover:
    """Withdraw an offer that nobody has answered."""
    referral = locked(handover.referral)
    handover = _held(handover)
    if handover.answer == Answer.TAKEN_BACK:
        return handover
    return _returned(referral, handover, Answer.TAKEN_BACK, Kind.TAKEN_BACK, why, by, today)


def _returned(
    referral: Referral, handover: Handover, answer: Answer, kind: Kind, why: str, by: User, today: date
) -> Handover:
    handover = _answer(handover, answer, why, by, today)
    referral.offered_to = None
    referral.save(by=by)
    write_act(referral, kind, words=f"{handover.to_area.name}: {why}", by=by, today=today)
    _notify(handover, answer)
    return handover


def _held(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("from_area", "to_area")
    return rows.get(pk=handover.pk)


def _answer(handover: Handover, answer: Answer, why: str, by: User, today: date) -> Handover:
    if handover.answered_on:
        raise Refused(
            f"This offer was answered on {plain(handover.answered_on)} by {handover.answered_by.name}: "
            f"{handover.get_answer_display().lower()}."
        )
    handover.answer, handover.answer_why = answer, why
    handover.answered_on, handover.answered_by = today, by
    handover.acknowledged_on = handover.acknowledged_on or today
    handover.save(by=by)
    return handover


def _notify(handover: Handover, what: str) -> None:
    """Those who must know hear that there is something for them; whom is worked out at sending."""
    outbox.post(
        "referral_handover", key=f"handover-{handover.pk}-{what}", payload={"handover": str(handover.pk)}
    )
