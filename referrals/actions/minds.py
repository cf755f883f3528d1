"""Somebody changes their mind: it is acted on in the same moment, and what cannot be is written down."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import actions as dsr
from dsr.consent import Decision
from dsr.days import plain
from dsr.models import Person
from dsr.reviews_asked import record_for_review, reviews_of
from dsr.sharing import whole_ledger
from referrals import mind
from referrals.mind import Says, Stop, Way
from referrals.models import ChangeOfMind, ConsentForm, Referral


@transaction.atomic
def change_mind(
    *,
    key: UUID,
    area: Area,
    way: Way,
    person: Person | None,
    says: Says,
    given_by: str,
    stops: Iterable[str],
    words: str,
    by: User,
    today: date,
    referral: Referral | None = None,
    form: ConsentForm | None = None,
) -> ChangeOfMind:
    """Take back what somebody agreed to, at once; `key` is the page's, so that pressing twice is once.

    Where it is not theirs to take back, or nobody is on record yet, it is kept for the team with the
    reason, and nothing in the ledger moves.
    """
    if already := ChangeOfMind.objects.filter(key=key).first():
        return already
    codes = [code for code in mind.STOPS if code in set(stops)]
    why_not = ""
    try:
        _stop(person, says, given_by, codes, words, _source(referral, form), by, today)
    except Refused as refused:
        why_not = str(refused)
    return ChangeOfMind.objects.create(
        key=key, area=area, way=way, referral=referral, form=form, person=person, who=says, stops=codes,
        words=words, acted=not why_not, why_not=why_not, received_on=today, by=by,
    )  # fmt: skip


def _source(referral: Referral | None, form: ConsentForm | None) -> str:
    found = form or referral
    return found.reference if found else "own space"


@transaction.atomic
def _stop(
    person: Person | None,
    says: Says,
    given_by: str,
    codes: list[str],
    words: str,
    source: str,
    by: User,
    today: date,
) -> None:
    if person is None:
        raise Refused(mind.NOT_KNOWN_YET)
    age = person.age_on(today)
    mind.check_may_stop(says, age=age)
    basis = mind.basis_to_stop(says, age=age, answers=whole_ledger(person).answers)
    evidence = "\n".join(filter(None, ["“I changed my mind”, and the choices on that page.", words]))
    facts = {
        "basis": basis, "given_by": given_by, "evidence": evidence, "given_how": "typed",
        "recorded_from": source, "decided_on": today, "by": by, "today": today,
    }  # fmt: skip
    for stop in mind.stops(codes):
        _take_back(person, stop, facts, today)


def _take_back(person: Person, stop: Stop, facts: dict[str, Any], today: date) -> None:
    """One decision; those of a review for every review that is planned or not finished."""
    if not stop.of_a_review:
        dsr.record_consent(
            person=person, purpose=stop.purpose, to=stop.to, decision=Decision.WITHDRAWN, **facts
        )
        return
    for review in reviews_of(person, today=today):
        record_for_review(review=review.pk, answers={stop.purpose: (Decision.WITHDRAWN, "")}, **facts)


@transaction.atomic
def record_change_seen(*, change: ChangeOfMind, note: str, by: User, today: date) -> ChangeOfMind:
    """Write down that somebody of the team has read it, and what they did. Pressed twice it is done once.

    Refuses when somebody has written it down with other words: the first to say so counts.
    """
    change = ChangeOfMind.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.seen_on is None:
        change.seen_on, change.seen_by, change.note = today, by, note
        change.save(by=by)
    elif (change.note, change.seen_by_id) != (note, by.pk):
        who = change.seen_by.name if change.seen_by else "the system"
        raise Refused(f"{who} wrote this down on {plain(change.seen_on)}. Nothing of yours is saved.")
    return change
