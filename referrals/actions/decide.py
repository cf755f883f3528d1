"""The decision."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import actions as dsr
from referrals.actions.acting import check_as_shown, check_not_offered, check_open, locked
from referrals.actions.by_when import due_on
from referrals.actions.handover import take_handover_back
from referrals.actions.second_part import ask_if_wanted
from referrals.actions.tell import overtake_tellings, start_tellings
from referrals.deciding import Code
from referrals.models import Decision, Referral
from referrals.statuses import TO_BE_TOLD, State
from referrals.telling import About

TAKEN_BACK = "Whoever sent the form took it back."


@transaction.atomic
def accept_referral(
    *, referral: Referral, reason: str, by: User, today: date, shown: int | None = None
) -> Referral:
    """Put the person on the register, not yet rated, and tell everybody.

    Refuses while nobody has said who it is, or consent is missing. Pressed twice it is done once.
    """
    referral = locked(referral)
    if _decided_so(referral, State.ACCEPTED, reason, by):
        return referral
    _check(referral, shown)
    if referral.person is None:
        raise Refused("First say who this is: somebody on record already, or somebody new.")
    area = referral.area.today_in(today)  # a form that waited while its area became part of another
    entry = dsr.add_to_register(person=referral.person, area=area, added_on=today, by=by)
    referral.entry = entry
    ask_if_wanted(referral, by, today)
    return _decide(referral, State.ACCEPTED, reason, by, today)


@transaction.atomic
def decline_referral(
    *,
    referral: Referral,
    reason: str,
    by: User,
    today: date,
    code: Code = Code.NOT_ELIGIBLE,
    signposts: str = "",
    shown: int | None = None,
) -> Referral:
    """Say no, with a code, a reason that whoever sent the form can read, and what else can help.

    Pressed twice it is done once.
    """
    referral = locked(referral)
    if _decided_so(referral, State.DECLINED, reason, by):
        return referral
    _check(referral, shown)
    return _decide(referral, State.DECLINED, reason, by, today, code, signposts)


def _decided_so(referral: Referral, state: State, reason: str, by: User) -> bool:
    """Whether this very decision stands: the button was pressed twice. Other words are not thrown away."""
    decision = referral.decision if referral.state == state else None
    return decision is not None and (decision.reason, decision.by_id) == (reason, by.pk)


def _check(referral: Referral, shown: int | None) -> None:
    check_open(referral)
    check_not_offered(referral)
    check_as_shown(referral, shown)


@transaction.atomic
def withdraw_referral(*, referral: Referral, why: str, by: User, today: date) -> Referral:
    """Take a form back because its sender asks: it stays on record, and nobody works on it any more.

    An offer to another area ends with it. Refuses once it is decided. Pressed twice it is done once.
    """
    referral = locked(referral)
    if referral.state == State.WITHDRAWN:
        return referral
    check_open(referral)
    if handover := referral.handovers.open().first():
        take_handover_back(handover=handover, why=TAKEN_BACK, by=by, today=today)
        referral = locked(referral)
    return _decide(referral, State.WITHDRAWN, why.strip() or TAKEN_BACK, by, today)


def _decide(
    referral: Referral, state: State, reason: str, by: User, today: date, code: str = "", signposts: str = ""
) -> Referral:
    number = referral.decisions.count() + 1
    Decision.objects.create(
        referral=referral, number=number, state=state, code=code, reason=reason, signposts=signposts,
        on=today, by=by,
    )  # fmt: skip
    referral.state, referral.decided_on = state, today
    referral.comes_up_on, referral.waits_for = None, ""
    referral.triaged_on = referral.triaged_on or today
    if referral.urgent_due_on:  # a decision is what the urgent meeting was for
        referral.urgent_looked_on = referral.urgent_looked_on or today
        referral.urgent_met_on = referral.urgent_met_on or today
    overtake_tellings(referral=referral, by=by, today=today)
    if state in TO_BE_TOLD:
        referral.told_due_on = due_on(
            "referral_outcome_told", area=referral.area, age=referral.age, started_on=today
        )
    referral.save(by=by)
    about = About.OUTCOME if state in TO_BE_TOLD else About.WITHDRAWN
    start_tellings(referral=referral, about=about, code=code, by=by, today=today)
    return referral
