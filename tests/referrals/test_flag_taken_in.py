"""A flag that the team takes in for a professional, and one that looks like a machine's."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxMessage
from dsr import actions as dsr
from dsr.days import add_working_days
from referrals import actions, paper
from referrals.actions.send import NotFinished
from referrals.doubts import Doubt
from referrals.flags import Standing
from referrals.kinds import HANDLED
from referrals.models import AddressCode, Draft, Referral
from referrals.sending import TRAP
from referrals.sheets.flag import CODE, FLAG
from referrals.statuses import CameBy
from referrals.steps import TAKEN, Kind
from referrals.styles import Style
from referrals.telling import To, Way
from tests.referrals.flaggings import GP, TYPED, fill_in, flag_answers, send
from tests.referrals.test_paper import taken
from tests.worlds import World

NO_ADDRESS: dict[str, Any] = {"referrer_email": ""}


def typed_in(world: World, *, days_ago: int = 0, **changes: dict[str, Any]) -> Any:
    """The coordinator types a flag in from paper; every question that came, and the answer to sending it."""
    came = world.today - timedelta(days=days_ago)
    day = {"received_on_day": came.day, "received_on_month": came.month, "received_on_year": came.year}
    answer, browser = taken(world, kind="flag", **day)
    typed = {**TYPED, **{key.replace("_", "-"): said for key, said in changes.items()}}
    where, asked = answer.url, []
    while where != reverse("flag-check"):
        asked.append(where.rstrip("/").rpartition("/")[2])
        response = browser.post(where, typed.get(asked[-1], {}))
        assert response.status_code == 302, (asked[-1], response.content.decode())
        where = response.headers["Location"]
    draft = browser.get(where).context["draft"]
    return asked, browser.post(where, {"draft": draft})


def test_what_the_team_takes_in_needs_no_code_and_is_not_the_teams_own(world: World) -> None:
    asked, answer = typed_in(world, days_ago=3)
    flag = Referral.objects.select_related("flag__by").get().flag
    assert "work-email" in asked and CODE not in asked and "you" in asked
    assert answer.url == reverse("referral", args=[flag.referral_id])
    assert (flag.referrer_name, flag.referrer_email) == ("Gwen Penhale", "g.penhale@practice.nhs.uk")
    assert (flag.by, flag.standing) == (world.coordinator, Standing.TAKEN_IN)
    assert not AddressCode.objects.exists()


def test_its_clocks_are_as_old_as_the_paper_and_duty_is_told_today(world: World) -> None:
    typed_in(world, days_ago=3, urgency={"urgency": "today"})
    referral, came = Referral.objects.get(), world.today - timedelta(days=3)
    assert (referral.came_by, referral.received_on, referral.doubts) == (CameBy.PAPER, came, [])
    assert (referral.urgent_due_on, referral.triage_due_on) == (came, came)
    assert referral.urgent_meeting_due_on == add_working_days(came, 2)
    assert OutboxMessage.objects.filter(kind="referral_urgent").count() == 1


@pytest.mark.parametrize("address", ["", "somebody@gmail.com"])
def test_somebody_on_the_phone_may_have_no_work_address(world: World, address: str) -> None:
    typed_in(world, work_email={"referrer_email": address})
    referral = Referral.objects.get()
    receipt = referral.tellings.get(to=To.REFERRER)
    assert (referral.email, receipt.way) == (address, Way.EMAIL if address else Way.PHONE)


def test_without_an_address_no_second_part_is_asked_for_by_e_mail(world: World) -> None:
    dsr.set_own_number(
        area=world.area, key="referral_stage_two", count=2, reason="Agreed.", from_day=world.today,
        by=world.coordinator,
    )  # fmt: skip
    typed_in(world, work_email=NO_ADDRESS)
    referral, entry = Referral.objects.get(), world.entry()
    signed: dict[str, Any] = {"by": world.coordinator, "today": world.today}
    actions.match_person(referral=referral, person=entry.person, **signed)
    assert actions.accept_referral(referral=referral, reason="Yes.", **signed).second_due_on is None


def test_only_the_team_sends_a_flag_without_a_code(world: World) -> None:
    said = flag_answers()
    del said["code"]
    draft = actions.start_draft(kind=Kind.FLAG, answers=said)
    with pytest.raises(NotFinished) as missing:
        actions.send_flag(draft=draft, area=world.area, by=world.hand, today=world.today)
    assert missing.value.step.key == CODE


def test_a_stranger_cannot_say_that_the_team_took_it_in(world: World) -> None:
    said = {**flag_answers(), **TAKEN}
    del said["code"]
    draft = actions.start_draft(kind=Kind.FLAG, answers=said)
    with pytest.raises(NotFinished):
        actions.send_flag(draft=draft, area=world.area, by=world.hand, today=world.today)


def test_no_code_is_asked_for_on_paper(world: World) -> None:
    found = paper.leaves(HANDLED[Kind.FLAG], {}, [world.area], Style.STANDARD)
    assert [leaf.key for leaf in found] == [step.key for step in FLAG.steps if step.key != CODE]
    assert not any("code" in asked.hint.lower() for leaf in found for asked in leaf.asked)


# ---------------------------------------------------------------- looks like a machine's


def test_a_doubted_flag_sends_no_receipt_but_whoever_has_duty_is_told(world: World) -> None:
    browser = Client()
    fill_in(browser, urgency={"urgency": "today"})
    Draft.objects.update(begun_at=timezone.now() - timedelta(hours=1))
    mail.outbox.clear()
    draft = browser.get(reverse("flag-check")).context["draft"]
    browser.post(reverse("flag-check"), {"draft": draft, TRAP: "https://example.org"})
    referral = Referral.objects.get()
    outbox.send_due()
    assert referral.doubts == [Doubt.TRAP]
    assert [message.subject for message in mail.outbox] == ["Please look today"]
    actions.clear_doubts(referral=referral, by=world.coordinator, today=world.today)
    outbox.send_due()
    assert mail.outbox[-1].to == [GP["work-email"]["referrer_email"]]


def test_the_same_flag_again_is_a_second_copy_and_both_are_there(world: World) -> None:
    for _ in range(2):
        browser = Client()
        fill_in(browser)
        Draft.objects.update(begun_at=timezone.now() - timedelta(hours=1))
        send(browser)
    assert [row.doubts for row in Referral.objects.order_by("sent_at")] == [[], [Doubt.COPY]]
