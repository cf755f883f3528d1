"""Consent that is not a plain yes, for the demonstration: nobody in here exists."""

from datetime import date, timedelta
from typing import Any

from accounts.demo import DemoWorld
from dsr import actions, consent
from dsr.days import add_months
from dsr.models import Person

# Whose consent is not a plain yes, by the place at which they are made; all in the first area.
TURNING_16, PARENTS_DISAGREE, WITH_LIMITS = 5, 7, 8


def born(world: DemoWorld, place: int) -> date:
    """At some time in the last 55 years; one turns 16 soon, one is nine."""
    some_day = world.today - timedelta(days=world.random.randint(8 * 365, 55 * 365))
    chosen = {
        TURNING_16: add_months(world.today, -12 * 16) + timedelta(days=45),
        PARENTS_DISAGREE: add_months(world.today, -12 * 9) - timedelta(days=100),
        WITH_LIMITS: add_months(world.today, -12 * 27) - timedelta(days=20),
    }
    return chosen.get(place, some_day)


def seed(world: DemoWorld) -> None:
    """Parents who disagree, somebody with limits who had a letter sent and took one kind back, a birthday."""
    signed: dict[str, Any] = {"by": world.users["coordinator"], "today": world.today}
    if len(world.entries) >= WITH_LIMITS:
        _one_parent_says_no(world.entries[PARENTS_DISAGREE - 1].person, signed)
        _limits(world.entries[WITH_LIMITS - 1].person, signed)
    actions.ask_for_birthdays(**signed)


def _one_parent_says_no(child: Person, signed: dict[str, Any]) -> None:
    actions.record_consent(
        person=child, purpose=consent.Purpose.REGISTER, decision=consent.Decision.NO,
        basis=consent.Basis.PARENT_PR, given_by=f"{child.given_name}’s father", authority="father",
        authority_proof="Named on the birth certificate; no court order.", child_view="Wants mum to decide.",
        given_how="spoken", evidence="Said on the phone, and again when we met.",
        decided_on=signed["today"] - timedelta(days=4), **signed,
    )  # fmt: skip


def _limits(person: Person, signed: dict[str, Any]) -> None:
    said = {
        "person": person, "purpose": consent.Purpose.SHARE, "basis": consent.Basis.PERSON,
        "given_by": person.known_as, "given_how": "symbol", "explained_how": ["easy_read", "pictures"],
        "evidence": "Chose the cards at home, with an advocate there.",
    }  # fmt: skip
    yes, no, gone = consent.Decision.LIMITED, consent.Decision.NO, consent.Decision.WITHDRAWN
    long_ago, lately = (signed["today"] - timedelta(days=days) for days in (60, 3))
    kinds = [consent.ShareKind.GP, consent.ShareKind.HOUSING, consent.ShareKind.LD_AUTISM_TEAM]
    limits = "Not what happened at school."
    actions.record_answers(kinds=kinds, decision=yes, limits=limits, decided_on=long_ago, **said, **signed)
    actions.record_answers(
        kinds=[consent.ShareKind.POLICE], decision=no, decided_on=long_ago, **said, **signed
    )
    actions.record_disclosure(
        person=person, purpose=consent.Purpose.SHARE, to=consent.ShareKind.HOUSING,
        to_whom="Mill Lane housing", what="letter", what_words="What helps at home",
        on=long_ago + timedelta(days=7), **signed,
    )  # fmt: skip
    actions.record_answers(
        kinds=[consent.ShareKind.HOUSING], decision=gone, decided_on=lately, **said, **signed
    )
