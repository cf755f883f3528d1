"""Where a form is, for whoever knows the reference and one fact; and taking it back."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.refused import Refused
from referrals import actions, references
from referrals.models import Referral
from referrals.statuses import State
from referrals.telling import About
from tests.referrals.sendings import sent
from tests.worlds import World

BORN = {"date_of_birth_day": "2", "date_of_birth_month": "3", "date_of_birth_year": "2011"}
NO_BIRTHDAY = {"born": {"date_of_birth": ""}}


def ask(reference: str, browser: Client | None = None, **fact: str) -> Any:
    return (browser or Client()).post(reverse("track"), {"reference": reference, **fact})


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        ({"other": "01632960222"}, True),
        ({"other": "01632 960 222"}, True),
        ({"other": "MARY.MORRIS@example.org"}, True),
        ({"other": "ne81hh"}, True),
        ({"other": "01632 960 223"}, False),
        ({"other": ""}, False),
        (BORN, False),
    ],
)
def test_without_a_birthday_on_the_form_a_way_to_reach_them_will_do(
    world: World, fact: dict[str, str], found: bool
) -> None:
    referral = sent(world, **NO_BIRTHDAY)
    assert (ask(referral.spaced_reference, **fact).status_code == 302) is found


def test_with_a_birthday_on_the_form_nothing_else_will_do(world: World) -> None:
    referral = sent(world)
    assert ask(referral.reference, other="01632 960 222").status_code == 200
    assert ask(referral.reference, **BORN).status_code == 302


def test_a_wrong_pair_and_an_unknown_reference_look_the_same_and_cost_the_same(world: World) -> None:
    known, unknown = sent(world).reference, references.new_reference()
    wrong = {**BORN, "date_of_birth_day": "3"}
    ask(references.new_reference(), **wrong)  # the place has been counted once, as it will be
    pages, costs = [], []
    for reference in (known, unknown):
        with CaptureQueriesContext(connection) as asked:
            pages.append(ask(reference, **wrong).content.decode())
        costs.append(len(asked))
    assert costs[0] == costs[1]
    plain = {re.sub(r'value="[^"]*"', "", page) for page in pages}
    assert len(plain) == 1
    assert "We cannot find a form" in pages[0]


def test_a_form_is_shut_for_an_hour_after_five_wrong_facts(world: World) -> None:
    referral = sent(world)
    wrong = {**BORN, "date_of_birth_day": "3"}
    assert [ask(referral.reference, **wrong).status_code for _ in range(6)] == [200] * 5 + [429]
    assert ask(sent(world).reference, **BORN).status_code == 302


def test_what_was_sent_is_taken_back_in_two_clicks(world: World) -> None:
    referral, browser = sent(world), Client()
    ask(referral.reference, browser, **BORN)
    assert reverse("track-take-back") in browser.get(reverse("track-status")).content.decode()
    browser.post(reverse("track-take-back"), {"why": "We moved away."})
    page = browser.get(reverse("track-status")).content.decode()
    assert "This form was taken back" in page
    found = Referral.objects.get()
    assert (found.state, found.decision.reason, found.is_open) == (State.WITHDRAWN, "We moved away.", False)
    left = list(found.tellings.open())
    assert {telling.about for telling in left} == {About.WITHDRAWN}  # nothing else is to be done
    for telling in left:
        actions.end_telling(telling=telling, told=True, note="", by=world.coordinator, today=world.today)
    assert not Referral.objects.waiting().exists()


def test_taking_back_is_only_for_who_knows_the_form(world: World) -> None:
    sent(world)
    assert Client().post(reverse("track-take-back")).url == reverse("track")
    assert Referral.objects.get().is_open


def test_what_is_decided_is_not_taken_back_any_more(world: World) -> None:
    referral, browser = sent(world), Client()
    ask(referral.reference, browser, **BORN)
    actions.decline_referral(referral=referral, reason="Not ours.", by=world.coordinator, today=world.today)
    assert browser.post(reverse("track-take-back")).url == reverse("track-status")
    assert "you cannot take it back any more" in browser.get(reverse("track-take-back")).content.decode()
    with pytest.raises(Refused, match="not accepted"):
        actions.withdraw_referral(referral=referral, why="", by=world.hand, today=world.today)
    assert Referral.objects.get().state == State.DECLINED


def test_taken_back_twice_it_is_taken_back_once(world: World) -> None:
    referral = sent(world)
    for _ in range(2):
        actions.withdraw_referral(referral=referral, why="", by=world.hand, today=world.today)
    assert Referral.objects.get().history.filter(state=State.WITHDRAWN).count() == 1
