"""Before a number is saved: what is open of a limit, also where no entry keeps it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from dsr import actions as dsr
from dsr import area_times
from dsr.clocks_elsewhere import ELSEWHERE
from dsr.rules import RULES
from referrals import actions
from referrals.deciding import Code
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in


def asked(world: World, key: str) -> str:
    """What the page says before another number of this limit is saved."""
    day = world.today
    facts: dict[str, Any] = {"what": "number", "count": "3", "reason": "Agreed.", "from_day_day": day.day}
    facts |= {"from_day_month": day.month, "from_day_year": day.year}
    path = reverse("area-time", args=["northmoor", key])
    return signed_in(world.coordinator).post(path, facts).text


@pytest.mark.parametrize(
    ("key", "number", "late"),
    [
        ("referral_triage", 2, 1), ("self_referral_contact", 2, 1), ("referral_decision", 2, 1),
        ("consent_missing_chase", 2, 1), ("referral_conversation", 0, 0), ("urgent_look", 0, 0),
    ],
)  # fmt: skip
def test_the_forms_that_came_in_are_counted_before_their_limit_changes(
    world: World, key: str, number: int, late: int
) -> None:
    sent(world)
    sent(world, received_on=world.today - timedelta(days=60))
    done = sent(world)
    actions.decline_referral(
        referral=done, reason="No.", code=Code.DUPLICATE, by=world.coordinator, today=world.today
    )
    sent(World("Southmoor"))
    page = asked(world, key)
    if number:
        assert f"<strong>{number}</strong> open among the forms that came in" in page
        assert f"<strong>{late}</strong> of them late today. Their days stay" in page
    assert ("Nothing of this kind is open" in page) is (number == 0)
    assert "What is open keeps the day it was given." in page


def test_the_whole_register_is_counted_once(world: World) -> None:
    world.entry()
    dsr.sweep(today=world.today, by=world.hand)
    assert "<strong>1</strong> open for the register as a whole" in asked(world, "whole_register_review")


@pytest.mark.parametrize("key", ["action_chase", "action_escalate"])
def test_what_is_asked_each_night_by_the_number_of_its_day_is_not_said_to_keep_its_day(
    world: World, key: str
) -> None:
    path = reverse("area-time", args=["northmoor", key])
    assert (
        "each night takes the number of its day. From that day" in signed_in(world.coordinator).get(path).text
    )
    page = asked(world, key)
    assert "each night takes the number of its day" in page
    assert "keeps the day it was given" not in page and "Nothing of this kind" not in page


def test_every_limit_of_a_form_says_where_it_is_kept(world: World) -> None:
    for key in RULES:
        if key.startswith(("referral_", "self_referral_", "urgent_", "consent_form_", "concern_")):
            assert key in ELSEWHERE, key
            assert area_times.elsewhere(world.area, key, world.today) == []
