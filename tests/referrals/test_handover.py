"""A form between two areas: both see it, one is responsible, and nobody can let it fall."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import outbox
from accounts.permissions import Permission
from config.refused import Refused
from dsr import actions as dsr
from dsr.days import add_working_days
from referrals import actions
from referrals.models import Handover, Referral
from referrals.statuses import State
from tests.referrals.sendings import BORN, sent
from tests.worlds import World, signed_in


@pytest.fixture
def south(world: World) -> World:
    return World("Southmoor")


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


@pytest.fixture
def others(south: World) -> Client:
    return signed_in(south.coordinator)


@pytest.fixture
def offered(world: World, south: World) -> Referral:
    return offer(sent(world), world, south)


def offer(referral: Referral, world: World, south: World) -> Referral:
    return actions.offer_referral(
        referral=referral, to_area=south.area, why="They moved there.", by=world.coordinator,
        today=world.today,
    )  # fmt: skip


def path(name: str, referral: Referral) -> str:
    return reverse(name, args=[referral.pk])


def fresh(referral: Referral) -> Referral:
    return Referral.objects.select_related("area", "person").get(pk=referral.pk)


def test_offered_both_see_it_and_only_the_sender_works_on_it(
    world: World, south: World, team: Client, others: Client
) -> None:
    referral = sent(world)
    assert others.get(path("referral", referral)).status_code == 404
    team.post(
        path("referral-handover", referral), {"to_area": "southmoor", "why": "They moved.", "shown": "0"}
    )
    assert fresh(referral).area == world.area and fresh(referral).offered_to == south.area
    assert "Offered to Southmoor" in team.get(path("referral", referral)).text
    page = others.get(path("referral", referral))
    assert "Offered to Southmoor by Northmoor." in page.text and "Record the answer" not in page.text
    assert others.get(path("referral-decide", referral)).status_code == 404
    for browser, words in ((team, "Waits for Southmoor"), (others, "Offered to you by Northmoor")):
        listed = browser.get(reverse("referrals") + "?state=passed").text
        assert referral.spaced_reference in listed and words in listed


def test_the_other_area_has_its_clocks_and_a_button_that_it_has_seen_it(
    world: World, offered: Referral, others: Client
) -> None:
    handover = offered.handovers.get()
    assert handover.acknowledge_due_on == add_working_days(world.today, 5)
    assert (handover.decide_due_on - world.today).days == 28
    assert handover.due_on == handover.acknowledge_due_on
    others.post(path("referral-handover-seen", offered))
    handover.refresh_from_db()
    assert handover.acknowledged_on == world.today and handover.due_on == handover.decide_due_on


def test_taken_over_it_is_theirs_with_the_days_it_had_and_everybody_hears(
    world: World, south: World, offered: Referral, team: Client, others: Client
) -> None:
    before = (offered.decision_due_on, offered.triage_due_on)
    others.post(path("referral-handover-answer", offered), {"answer": "accept"})
    done = fresh(offered)
    assert (done.area, done.offered_to, done.sent_to) == (south.area, None, world.area)
    assert (done.decision_due_on, done.triage_due_on) == before
    told = {(t.to, t.about) for t in done.tellings.filter(about="passed_on")}
    assert told == {("sender", "passed_on"), ("person", "passed_on")}
    assert team.get(path("referral", offered)).status_code == 404
    page = team.get(reverse("referrals") + "?state=passed").text
    assert f"{offered.spaced_reference}: Southmoor took it over" in page and "MORRIS" not in page


def test_a_record_made_from_it_goes_with_it(world: World, south: World, others: Client) -> None:
    referral = sent(world)
    jade = world.person("Jade", BORN)
    signed = {"by": world.coordinator, "today": world.today}
    referral = actions.match_person(referral=referral, person=jade, **signed)
    offer(referral, world, south)
    others.post(path("referral-handover-answer", referral), {"answer": "accept"})
    jade.refresh_from_db()
    assert jade.recorded_in == south.area
    assert "Jade MORRIS" in others.get(path("referral", referral)).text


def test_not_taken_it_stays_where_it_is_with_the_reason(
    world: World, offered: Referral, team: Client, others: Client, mailoutbox: list[Any]
) -> None:
    page = others.post(path("referral-handover-answer", offered), {"answer": "decline", "why": ""})
    assert "Enter why not" in page.text
    others.post(path("referral-handover-answer", offered), {"answer": "decline", "why": "No bed here."})
    assert fresh(offered).offered_to is None and fresh(offered).area == world.area
    assert others.get(path("referral", offered)).status_code == 404
    page = team.get(path("referral", offered))
    assert "Southmoor did not take it" in page.text and "No bed here." in page.text
    outbox.send_due()
    told = [message for message in mailoutbox if message.subject == "There is something for you"]
    assert world.coordinator.email in {address for message in told for address in message.to}
    assert not any("MORRIS" in message.body or "bed" in message.body for message in told)


def test_taken_back_nobody_else_sees_it(
    world: World, offered: Referral, team: Client, others: Client
) -> None:
    team.post(path("referral-handover-back", offered), {"reason": "They moved back."})
    assert fresh(offered).offered_to is None
    assert others.get(path("referral", offered)).status_code == 404
    assert Handover.objects.get().answer == "taken_back"


def test_nobody_decides_what_is_offered(world: World, offered: Referral) -> None:
    signed = {"by": world.coordinator, "today": world.today}
    with pytest.raises(Refused, match="offered to Southmoor"):
        actions.decline_referral(referral=offered, reason="No.", **signed)
    with pytest.raises(Refused, match="offered to Southmoor"):
        actions.hold_referral(
            referral=offered, reason="Wait.", until=world.today.replace(year=2999), **signed
        )


def test_its_sender_can_still_take_it_back(world: World, offered: Referral) -> None:
    actions.withdraw_referral(referral=offered, why="", by=world.hand, today=world.today)
    assert (fresh(offered).state, fresh(offered).offered_to) == (State.WITHDRAWN, None)
    assert Handover.objects.get().answer == "taken_back"


def test_the_first_answer_counts_and_the_second_reads_it(
    world: World, south: World, offered: Referral
) -> None:
    handover = offered.handovers.get()
    signed = {"by": south.coordinator, "today": world.today}
    for _ in range(2):
        actions.accept_handover(handover=handover, **signed)
    with pytest.raises(Refused, match=r"was answered on .* taken over"):
        actions.decline_handover(handover=handover, why="No.", **signed)
    assert fresh(offered).area == south.area


def test_where_nothing_is_offered(world: World, south: World) -> None:
    referral = sent(world)
    signed = {"why": "x", "by": world.coordinator, "today": world.today}
    with pytest.raises(Refused, match="another area than your own"):
        actions.offer_referral(referral=referral, to_area=world.area, **signed)
    offer(referral, world, south)
    third = World("Westmoor")
    with pytest.raises(Refused, match="Take that back first"):
        actions.offer_referral(referral=referral, to_area=third.area, **signed)
    closed = World("Oldmoor").area
    closed.valid_to = world.today
    closed.save(by=world.hand)
    with pytest.raises(Refused, match="Oldmoor is closed"):
        actions.offer_referral(referral=sent(world), to_area=closed, **signed)


def test_somebody_on_the_register_or_restricted_is_not_passed_on_by_a_form(
    world: World, south: World
) -> None:
    signed = {"by": world.coordinator, "today": world.today}
    entry = world.entry()
    referral = actions.match_person(referral=sent(world), person=entry.person, **signed)
    with pytest.raises(Refused, match="on your register"):
        offer(referral, world, south)
    hidden = world.person("Rue", BORN)
    dsr.restrict(person=hidden, why="A colleague.", allowed=[world.coordinator], **signed)
    referral = actions.match_person(referral=sent(world), person=hidden, **signed)
    with pytest.raises(Refused, match="restricted"):
        offer(referral, world, south)


def test_the_database_holds_one_open_offer_and_never_to_oneself(world: World, offered: Referral) -> None:
    facts = {
        "referral": offered, "from_area": world.area, "why": "x", "offered_on": world.today,
        "offered_by": world.coordinator, "acknowledge_due_on": world.today, "decide_due_on": world.today,
    }  # fmt: skip
    for to_area in (offered.offered_to, world.area):
        with pytest.raises(IntegrityError), transaction.atomic():
            Handover.objects.create(to_area=to_area, by=world.coordinator, **facts)


def test_every_open_form_is_in_somebodys_hands(world: World, south: World, offered: Referral) -> None:
    """Whatever is done to an offer, exactly one area may decide the form."""
    for referral in Referral.objects.all():
        hands = [
            w for w in (world, south)
            if Referral.objects.visible_to(w.coordinator, Permission.DECIDE_REFERRAL)
            .filter(pk=referral.pk).exists()
        ]  # fmt: skip
        assert len(hands) == 1
