"""The team's list: each form stands under every tab that it belongs to; and an area's own time limits."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dsr import actions as dsr
from dsr.models import AreaRule
from dsr.rules import RULES
from referrals import actions, clocks, lists
from referrals.acts import Asked
from referrals.deciding import Code
from referrals.models import Referral
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


def tabs_of(referral: Referral, world: World) -> set[str]:
    """The tabs that hold this form."""
    rows = lists.told_apart(Referral.objects.filter(pk=referral.pk))
    return {key for key, tab in lists.TABS.items() if rows.filter(tab.holds(world.today)).exists()}


def signed(world: World) -> dict[str, Any]:
    return {"by": world.coordinator, "today": world.today}


def test_which_tabs_hold_which_form(world: World) -> None:
    later = world.today + timedelta(days=9)
    s = signed(world)
    assert tabs_of(sent(world), world) == {"", "new", "tell", "all"}
    late = sent(world, received_on=world.today - timedelta(days=40))
    assert tabs_of(late, world) == {"", "new", "late", "tell", "all"}
    asked = actions.ask_more(referral=sent(world), what="?", whom=Asked.SENDER, until=later, **s)
    assert tabs_of(asked, world) == {"", "waiting", "tell", "all"}
    held = actions.hold_referral(referral=sent(world), reason="Wait.", until=later, **s)
    assert tabs_of(held, world) == {"", "waiting", "tell", "all"}
    known = actions.match_person(referral=sent(world), person=world.person(), **s)
    assert tabs_of(known, world) == {"", "waiting", "tell", "all"}  # for consent
    south = World("Southmoor")
    offered = actions.offer_referral(referral=sent(world), to_area=south.area, why="x", **s)
    assert tabs_of(offered, world) == {"", "waiting", "passed", "tell", "all"}
    no = actions.decline_referral(referral=sent(world), reason="No.", code=Code.DUPLICATE, **s)
    assert tabs_of(no, world) == {"", "tell", "declined", "all"}
    actions.record_told(referral=no, **s)
    assert tabs_of(no, world) == {"declined", "all"}


def test_every_open_form_is_to_do(world: World) -> None:
    """H05: nothing that is open falls between the tabs."""
    assert lists.TABS[""].holds(world.today) is lists.TO_DO
    for _ in range(3):
        sent(world)
    rows = lists.told_apart(Referral.objects.all())
    assert rows.filter(lists.TO_DO).count() == rows.filter(lists.STILL_OPEN).count() == 3


def test_each_tab_says_how_many_it_holds(world: World, team: Client) -> None:
    for _ in range(3):
        sent(world)
    page = team.get(reverse("referrals"))
    counts = {key: count for key, _, count in page.context["tabs"]}
    assert (counts[""], counts["new"], counts["late"], counts["all"]) == (3, 3, 0, 3)


@pytest.mark.parametrize("state", lists.TABS)
def test_an_empty_tab_says_so(world: World, team: Client, state: str) -> None:
    assert lists.TABS[state].empty in team.get(reverse("referrals") + f"?state={state}").text


def test_waiting_is_told_apart_by_whom(world: World, team: Client) -> None:
    held = actions.hold_referral(
        referral=sent(world), reason="x", until=world.today + timedelta(days=3), **signed(world)
    )
    path = reverse("referrals") + "?state=waiting&for="
    assert held.spaced_reference in team.get(path + "day").text
    assert held.spaced_reference not in team.get(path + "sender").text
    assert held.spaced_reference in team.get(path + "<x>").text


def test_a_form_is_found_by_its_reference_which_stands_in_no_address(world: World, team: Client) -> None:
    referral = sent(world)
    answer = team.post(reverse("referrals-find"), {"reference": referral.spaced_reference.lower()})
    assert answer.url == reverse("referral", args=[referral.pk])
    other = sent(World("Southmoor"))
    for said in (other.reference, "ABC", ""):
        page = team.post(reverse("referrals-find"), {"reference": said})
        assert page.status_code == 200 and "There is a problem" in page.text


@pytest.mark.parametrize("state", ["", "waiting", "passed", "all"])
def test_a_tab_asks_as_often_for_many_as_for_few(
    world: World, team: Client, state: str, django_assert_max_num_queries: Any
) -> None:
    counts, south = [], World("Southmoor")
    for more in (2, 10):
        for _ in range(more):
            referral = sent(world)
            actions.match_person(referral=referral, person=world.person(), **signed(world))
            actions.offer_referral(referral=referral, to_area=south.area, why="x", **signed(world))
        with django_assert_max_num_queries(40) as counted:
            assert team.get(reverse("referrals") + f"?state={state}").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_form_asks_as_often_with_a_long_history_as_with_a_short_one(
    world: World, team: Client, django_assert_max_num_queries: Any
) -> None:
    counts, referral = [], sent(world)
    actions.match_person(referral=referral, person=world.person(), **signed(world))
    for more in (1, 6):
        for day in range(1, more + 1):
            actions.hold_referral(
                referral=referral, reason=f"{more} {day}", until=world.today + timedelta(days=day),
                **signed(world),
            )  # fmt: skip
            actions.resume_referral(referral=referral, reason=f"{more} {day}", **signed(world))
            sent(world)  # another open form about them
        with django_assert_max_num_queries(60) as counted:
            assert team.get(reverse("referral", args=[referral.pk])).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- an area's own numbers


def time_data(world: World, **changes: Any) -> dict[str, Any]:
    day = world.today
    return {"what": "number", "step": "save", "count": "1", "reason": "We are quicker.",
            "from_day_day": day.day,
            "from_day_month": day.month, "from_day_year": day.year, **changes}  # fmt: skip


def test_an_area_sets_its_own_number_and_new_forms_follow_it(world: World, team: Client) -> None:
    before, path = sent(world), reverse("area-times", args=["northmoor"])
    assert team.post(f"{path}referral_triage/", time_data(world, count="0")).status_code == 302
    after = sent(world)
    assert after.triage_due_on == world.today and before.triage_due_on > world.today
    page = team.get(path).text
    assert "We are quicker." in page and "set by Cora Ordway" in page
    assert signed_in(world.administrator).get(path).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": "-1"}, "whole number of working days from 0 to 260"),
        ({"count": "261"}, "whole number of working days from 0 to 260"),
        ({"count": "²"}, "whole number of working days from 0 to 260"),
        ({"count": ""}, "whole number of working days from 0 to 260"),
        ({"reason": ""}, "Enter why"),
        ({"what": "off"}, "Choose an answer from the list"),
        ({"from_day_year": "2001"}, "must be today or in the future"),
    ],
)
def test_a_number_that_cannot_be(world: World, team: Client, changes: dict[str, str], sentence: str) -> None:
    path = reverse("area-time", args=["northmoor", "referral_triage"])
    page = team.post(path, time_data(world, **changes))
    assert sentence in page.text and not AreaRule.objects.exists()


def test_each_clock_of_a_form_has_its_rule_and_another_areas_is_not_found(world: World, team: Client) -> None:
    used = {key for rows in clocks.CLOCKS.values() for key, _, _ in rows} - {clocks.COMES_UP}
    assert used <= set(RULES)
    assert all(f"times/{key}/" in team.get(reverse("area-times", args=["northmoor"])).text for key in used)
    World("Southmoor")
    assert team.get(reverse("area-times", args=["southmoor"])).status_code == 404
    assert signed_in(world.keyworker).get(reverse("area-times", args=["northmoor"])).status_code == 403


@pytest.mark.parametrize(
    ("key", "column"),
    [("referral_receipt", "receipt_due_on"), ("consent_missing_chase", "consent_due_on"),
     ("self_referral_contact", "contact_due_on"), ("referral_decision", "decision_due_on")],
)  # fmt: skip
def test_the_clocks_that_begin_with_the_form_take_the_areas_number(
    world: World, key: str, column: str
) -> None:
    dsr.set_own_number(
        area=world.area, key=key, count=0, reason="x", from_day=world.today, by=world.coordinator
    )
    assert getattr(sent(world), column) == world.today
