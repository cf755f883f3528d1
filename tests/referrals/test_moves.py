"""Between receiving and deciding: nothing is lost or done twice, and the second sees what the first did."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import OutboxMessage
from config.refused import Refused
from dsr.days import add_working_days
from dsr.models import Person
from referrals import actions, acts
from referrals.acts import Asked, Kind
from referrals.deciding import Code
from referrals.doubts import Doubt
from referrals.models import Act, Referral
from referrals.statuses import MOVES, State, Urgency
from tests.referrals.sendings import BORN, answers, sent
from tests.worlds import World, signed_in


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


def fresh(referral: Referral) -> Referral:
    return Referral.objects.select_related("person", "entry", "area").get(pk=referral.pk)


def path(name: str, referral: Referral) -> str:
    return reverse(f"referral-{name}", args=[referral.pk])


def signed(world: World) -> dict[str, Any]:
    return {"by": world.coordinator, "today": world.today}


def later(world: World, days: int = 7) -> date:
    return world.today + timedelta(days=days)


def boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# How each state is reached, and what may be done from it.
def more(referral: Referral, world: World) -> Referral:
    return actions.ask_more(
        referral=referral, what="Who helps?", whom=Asked.OTHER, until=later(world), **signed(world)
    )


def held(referral: Referral, world: World) -> Referral:
    return actions.hold_referral(referral=referral, reason="Holiday.", until=later(world), **signed(world))


def declined(referral: Referral, world: World) -> Referral:
    return actions.decline_referral(referral=referral, reason="No.", **signed(world))


def withdrawn(referral: Referral, world: World) -> Referral:
    return actions.withdraw_referral(referral=referral, why="", by=world.hand, today=world.today)


REACHED = {
    State.RECEIVED: lambda referral, world: referral,
    State.MORE: more,
    State.HELD: held,
    State.DECLINED: declined,
    State.WITHDRAWN: withdrawn,
}
DONE = {
    Kind.ASKED_MORE: more,
    Kind.CAME: lambda r, w: actions.record_answer(referral=r, came="Mum wrote.", **signed(w)),
    Kind.HELD: lambda r, w: actions.hold_referral(
        referral=r, reason="Again.", until=later(w, 9), **signed(w)
    ),
    Kind.RESUMED: lambda r, w: actions.resume_referral(referral=r, reason="Back.", **signed(w)),
    Kind.REOPENED: lambda r, w: actions.reopen_referral(referral=r, reason="A mistake.", **signed(w)),
}


@pytest.mark.parametrize("state", REACHED)
@pytest.mark.parametrize("kind", DONE)
def test_every_move_is_the_tables(world: World, state: State, kind: Kind) -> None:
    referral = REACHED[state](sent(world), world)
    allowed = state in acts.FROM[kind] and state is not State.DECLINED  # a no stands: see below
    if state is State.MORE and kind is Kind.ASKED_MORE:
        assert DONE[kind](referral, world).acts.count() == 1  # the very same is asked once
        return
    if not allowed:
        with pytest.raises(Refused):
            DONE[kind](referral, world)
        assert fresh(referral).state == state
        return
    assert DONE[kind](referral, world).state == acts.LEADS_TO[kind]
    assert acts.LEADS_TO[kind] in (*MOVES[state], state)
    assert Act.objects.latest("pk").kind == kind


def test_what_waits_comes_up_on_its_day_and_is_late_after_it(world: World, team: Client) -> None:
    referral = sent(world)
    team.post(
        path("more", referral),
        {"what": "Who helps?", "whom": "sender", "shown": "0", **boxes("until", later(world))},
    )
    done = fresh(referral)
    assert (done.state, done.comes_up_on, done.waits_for) == (State.MORE, later(world), "sender")
    assert done.triaged_on == world.today
    clock = next(clock for clock in done.limits if clock.key == "comes_up")
    assert clock.what == "Answer to what was asked" and clock.late(later(world, 8))
    assert {t.about for t in done.tellings.open()} >= {"more"}
    team.post(path("answer", referral), {"came": "Her aunt, on Mondays.", "shown": str(done.acts.get().pk)})
    back = fresh(referral)
    assert (back.state, back.comes_up_on, back.waits_for) == (State.RECEIVED, None, "")
    assert "Her aunt, on Mondays." in team.get(reverse("referral", args=[referral.pk])).text


@pytest.mark.parametrize("days", [-1, 0])
def test_nothing_waits_for_a_day_that_is_over(world: World, team: Client, days: int) -> None:
    referral = sent(world)
    page = team.post(path("hold", referral), {"reason": "Holiday.", **boxes("until", later(world, days))})
    assert "The day must be after today" in page.text and "Holiday." in page.text
    assert fresh(referral).state == State.RECEIVED


def test_the_second_sees_what_the_first_did_and_keeps_what_was_typed(world: World, team: Client) -> None:
    referral = sent(world)
    actions.hold_referral(referral=referral, reason="First.", until=later(world), **signed(world))
    page = team.post(
        path("decide", referral), {"decision": "not_eligible", "reason": "My reason.", "shown": "0"}
    )
    assert "Cora Ordway was quicker: “Put on hold”" in page.text and "My reason." in page.text
    assert fresh(referral).state == State.HELD
    again = page.context["shown"]
    team.post(path("decide", referral), {"decision": "not_eligible", "reason": "My reason.", "shown": again})
    assert fresh(referral).state == State.DECLINED


def test_whoever_decides_second_reads_who_decided_first(world: World) -> None:
    referral = declined(sent(world), world)
    with pytest.raises(Refused, match="by Cora Ordway: not accepted"):
        actions.accept_referral(referral=referral, reason="Yes.", **signed(world))


def test_pressed_twice_it_is_held_once(world: World, team: Client) -> None:
    referral = sent(world)
    for _ in range(2):
        answer = team.post(
            path("hold", referral), {"reason": "Holiday.", "shown": "0", **boxes("until", later(world))}
        )
        assert answer.status_code == 302
    assert Act.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_act_and_one_told_why(world: World) -> None:
    referral, together, said = sent(world), threading.Barrier(2), []

    def press(reason: str) -> None:
        try:
            together.wait()
            actions.hold_referral(
                referral=referral, reason=reason, until=later(world), shown=0, **signed(world)
            )
            said.append("done")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    world.coordinator  # noqa: B018  made before the threads
    threads = [threading.Thread(target=press, args=[word]) for word in ("One.", "Two.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted("quicker" in one for one in said) == [False, True], said
    assert Act.objects.count() == 1


# ---------------------------------------------------------------- urgent


def test_what_is_urgent_stands_first_and_has_two_clocks_of_its_own(world: World, team: Client) -> None:
    sent(world, received_on=world.today - timedelta(days=40), name={"given_name": "Late"})
    referral = sent(world, name={"given_name": "Rafe"})
    team.post(path("urgent", referral), {"reason": "On the roof."})
    done = fresh(referral)
    assert (done.urgency, done.urgent_due_on) == (Urgency.TODAY, world.today)
    assert done.urgent_meeting_due_on == add_working_days(world.today, 2)
    text = team.get(reverse("referrals")).text
    assert text.index("Rafe MORRIS") < text.index("Late MORRIS") and "Urgent today" in text
    team.post(path("urgent-met", referral), {"said": "We met at noon."})
    assert (fresh(referral).urgent_met_on, fresh(referral).urgent_looked_on) == (world.today, world.today)


def test_a_try_to_call_is_acting_on_it_and_a_decision_is_the_meeting(world: World) -> None:
    referral = actions.mark_urgent(referral=sent(world), reason="Today.", **signed(world))
    actions.record_contact(
        referral=referral, on=world.today, with_whom="Mum", spoke=False, said="No.", **signed(world)
    )
    assert fresh(referral).urgent_looked_on == world.today
    declined(referral, world)
    assert fresh(referral).urgent_met_on == world.today


def test_it_can_wait_after_all_and_both_are_on_record(world: World) -> None:
    referral = actions.mark_urgent(referral=sent(world), reason="Today.", **signed(world))
    actions.end_urgency(referral=referral, reason="She is safe.", **signed(world))
    done = fresh(referral)
    assert (done.urgency, done.urgent_due_on, done.urgent_meeting_due_on) == (Urgency.USUAL, None, None)
    assert [act.kind for act in done.acts.order_by("pk")] == [Kind.URGENT, Kind.NOT_URGENT]
    with pytest.raises(Refused, match="not marked urgent"):
        actions.record_urgent_meeting(referral=done, said="We met.", **signed(world))


# ---------------------------------------------------------------- doubts


def doubted(world: World, *found: Doubt) -> Referral:
    return actions.send_referral(
        key=sent(world).pk, answers=answers(), area=world.area, by=world.hand, today=world.today,
        doubts=found or [Doubt.TRAP],
    )  # fmt: skip


def test_a_doubted_form_keeps_its_clocks_and_its_receipt_waits_for_a_person(
    world: World, team: Client
) -> None:
    referral = doubted(world)
    receipt = referral.tellings.get()
    assert (receipt.about, receipt.way) == ("receipt", "email")
    assert not OutboxMessage.objects.filter(key=f"telling-{receipt.pk}").exists()
    page = team.get(reverse("referrals") + "?state=check")
    assert referral.spaced_reference in page.text and "To check: is it real?" in page.text
    assert referral.spaced_reference not in team.get(reverse("referrals") + "?state=new").text
    team.post(path("real", referral))
    assert fresh(referral).doubts_cleared_on == world.today
    assert OutboxMessage.objects.filter(key=f"telling-{receipt.pk}").exists()


def test_not_real_is_a_no_that_is_kept_and_can_be_taken_back(world: World, team: Client) -> None:
    referral = doubted(world)
    assert 'value="not_real" checked' in team.get(path("decide", referral) + "?because=not_real").text
    team.post(path("decide", referral), {"decision": "not_real", "reason": "Only letters."})
    gone = fresh(referral)
    assert (gone.state, gone.told_on) == (State.DECLINED, world.today)  # nobody is told: nobody is there
    assert not gone.tellings.open().exists()
    team.post(path("real", referral))
    back = fresh(referral)
    assert (back.state, back.decided_on, back.told_on) == (State.RECEIVED, None, None)
    declined(back, world)
    assert [d.code for d in back.decisions.order_by("number")] == [Code.NOT_REAL, Code.NOT_ELIGIBLE]


def test_a_no_about_somebody_real_stands(world: World, team: Client) -> None:
    referral = declined(sent(world), world)
    page = team.post(path("reopen", referral), {"reason": "We were wrong."})
    assert "It is not changed any more" in page.text and fresh(referral).state == State.DECLINED


def test_taken_back_by_mistake_it_is_opened_again_with_the_days_it_had(world: World, team: Client) -> None:
    referral = withdrawn(sent(world), world)
    before = (referral.triage_due_on, referral.decision_due_on)
    team.post(path("reopen", referral), {"reason": "The wrong button."})
    back = fresh(referral)
    assert (back.state, back.triage_due_on, back.decision_due_on) == (State.RECEIVED, *before)


# ---------------------------------------------------------------- who it is, taken back


def test_a_match_is_taken_back_with_its_reason_and_nothing_is_deleted(world: World, team: Client) -> None:
    referral, jade = sent(world), world.person("Jade", BORN)
    actions.match_person(referral=referral, person=jade, **signed(world))
    team.post(path("unmatch", referral), {"reason": "Her cousin."})
    assert fresh(referral).person is None
    assert Person.objects.filter(pk=jade.pk).exists()
    assert Act.objects.latest("pk").words == "Her cousin."
    assert "Her cousin." in team.get(reverse("referral", args=[referral.pk])).text


def test_a_match_stays_when_it_is_decided(world: World) -> None:
    referral, jade = sent(world), world.person("Jade", BORN)
    actions.match_person(referral=referral, person=jade, **signed(world))
    declined(referral, world)
    with pytest.raises(Refused):
        actions.unmatch_person(referral=referral, reason="No.", **signed(world))


def test_consent_stops_its_clock_on_every_open_form_about_the_person(world: World, team: Client) -> None:
    jade = world.person("Jade", BORN)
    first, second = (
        actions.match_person(referral=sent(world), person=jade, **signed(world)) for _ in range(2)
    )
    assert first.consent_due_on == add_working_days(world.today, 10)
    actions.consent_was_answered(person=jade, **signed(world))
    assert fresh(first).consent_answered_on == fresh(second).consent_answered_on == world.today


def test_another_open_form_about_the_same_person_is_linked(world: World, team: Client) -> None:
    first, second = sent(world), sent(world)
    page = team.get(reverse("referral", args=[first.pk]))
    assert "Another form about them is open:" in page.text and second.spaced_reference in page.text
    declined(second, world)
    assert "Another form about them" not in team.get(reverse("referral", args=[first.pk])).text
