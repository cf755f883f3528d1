"""The second part of a flag: where the area wants it; by link, reference and code; kept once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import outbox
from config.refused import Refused
from dsr.actions import set_own_number
from referrals import actions
from referrals.actions.second_part import hash_of
from referrals.models import FlagSecondPart, Referral, SecondPartAsk
from tests.referrals.flaggings import BORN, flagged, newest_code
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

PART = {"good_outcome": "He sleeps, and is back at school.", "who_should_meet": "Mum, the SENCo, CAMHS."}


@pytest.fixture
def wanted(world: World) -> World:
    """An area that has switched the second part on, with two days."""
    set_own_number(
        area=world.area, key="referral_stage_two", count=2, reason="Agreed by the partners.",
        from_day=world.today, by=world.coordinator,
    )  # fmt: skip
    return world


def accepted(world: World, referral: Referral | None = None) -> Referral:
    referral = referral or flagged(world)
    person = world.person(born=BORN)
    world.consent(person)
    signed: dict[str, Any] = {"by": world.coordinator, "today": world.today}
    actions.match_person(referral=referral, person=person, **signed)
    return actions.accept_referral(referral=referral, reason="Help is needed soon.", **signed)


def link_out_of_the_mail() -> str:
    outbox.send_due()
    found = [re.search(r"/part-two/[\w-]+/", str(message.body)) for message in mail.outbox]
    return [link.group() for link in found if link][-1]


def through(browser: Client, referral: Referral, link: str) -> Any:
    """As far as the questions."""
    browser.post(link, {"reference": referral.spaced_reference})
    return browser.post(reverse("part-two-code"), {"code": newest_code()})


def test_it_is_off_until_an_area_gives_it_a_number(world: World) -> None:
    assert accepted(world).second_due_on is None
    assert not SecondPartAsk.objects.exists()


def test_it_is_asked_for_when_a_flag_is_accepted(wanted: World) -> None:
    referral = accepted(wanted)
    assert referral.second_due_on == wanted.today + timedelta(days=2)
    assert "referral_stage_two" in [clock.key for clock in referral.limits]
    assert referral.next_clock is not None and referral.next_clock.key in (
        "referral_stage_two", "referral_outcome_told",
    )  # fmt: skip


def test_nobody_asks_a_family_for_it(wanted: World) -> None:
    assert accepted(wanted, sent(wanted)).second_due_on is None


def test_a_referrer_sends_it_and_the_clock_stops(wanted: World) -> None:
    referral = accepted(wanted)
    browser, link = Client(), link_out_of_the_mail()
    assert through(browser, referral, link).headers["Location"] == reverse("part-two")
    page = browser.post(reverse("part-two"), PART, follow=True).content.decode()
    assert "We have the second part" in page
    referral.refresh_from_db()
    part = FlagSecondPart.objects.get()
    assert (referral.second_on, part.good_outcome) == (wanted.today, PART["good_outcome"])
    team = signed_in(wanted.coordinator).get(reverse("referral", args=[referral.pk])).content.decode()
    assert "back at school" in team
    browser.post(reverse("part-two"), {**PART, "good_outcome": "Something else."})
    assert FlagSecondPart.objects.get().good_outcome == PART["good_outcome"]


def test_the_e_mail_names_nobody_and_the_database_holds_no_link(wanted: World) -> None:
    accepted(wanted)
    link = link_out_of_the_mail()
    token = link.split("/")[2]
    body = str(mail.outbox[-1].body).replace(token, "")  # its letters are random, and may spell anything
    assert len(token) >= 43  # 256 bits
    assert not any(word in body for word in ("Jade", "Morris", "register", "GP"))
    assert SecondPartAsk.objects.get().link_hash == hash_of(token) != token


def test_opening_the_link_uses_nothing_up_and_shows_nothing(wanted: World) -> None:
    referral = accepted(wanted)
    link = link_out_of_the_mail()
    for _ in range(5):  # a mail scanner
        text = Client().get(link).content.decode()
        assert "Jade" not in text and referral.spaced_reference not in text
    assert through(Client(), referral, link).status_code == 302


def codes_sent() -> int:
    outbox.send_due()
    return sum(message.subject == "Your code" for message in mail.outbox)


def test_a_wrong_link_or_reference_looks_the_same_and_sends_no_code(wanted: World) -> None:
    referral, other = accepted(wanted), flagged(wanted)
    link = link_out_of_the_mail()
    wrong = [
        (link, "ABCD-EFGH-J"),
        (link, other.spaced_reference),
        ("/part-two/" + "x" * 43 + "/", referral.reference),
    ]
    for where, reference in wrong:
        browser = Client()
        answer = browser.post(where, {"reference": reference})
        assert answer.headers["Location"] == reverse("part-two-code")
        page = browser.post(reverse("part-two-code"), {"code": "123456"}).content.decode()
        assert "This code is not right" in page
        assert browser.get(reverse("part-two")).status_code == 410
    assert codes_sent() == 0


def test_without_the_code_nothing_opens(wanted: World) -> None:
    referral = accepted(wanted)
    browser = Client()
    browser.post(link_out_of_the_mail(), {"reference": referral.reference})
    assert browser.get(reverse("part-two")).status_code == 410
    assert browser.post(reverse("part-two"), PART).status_code == 410
    assert Client().get(reverse("part-two-code")).status_code == 410


def test_a_link_dies_after_its_time_when_it_was_used_and_when_a_newer_one_is_sent(
    wanted: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = accepted(wanted)
    old = link_out_of_the_mail()
    actions.send_link_again(referral=referral, by=wanted.coordinator)
    new = link_out_of_the_mail()
    assert new != old
    Client().post(old, {"reference": referral.reference})
    assert codes_sent() == 0
    later = timezone.now() + timedelta(days=14, minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr("referrals.views.part_two.timezone.now", lambda: later)
        Client().post(new, {"reference": referral.reference})
    assert codes_sent() == 0
    browser = Client()
    through(browser, referral, new)
    browser.post(reverse("part-two"), PART)
    Client().post(new, {"reference": referral.reference})
    assert codes_sent() == 1


def test_late_is_visible_until_it_is_in(wanted: World) -> None:
    referral = accepted(wanted)
    actions.record_told(referral=referral, by=wanted.coordinator, today=wanted.today)
    referral.refresh_from_db()
    later = wanted.today + timedelta(days=3)
    assert referral.is_late(later) and list(Referral.objects.waiting()) == [referral]
    actions.send_second_part(referral=referral, answers=PART, by=wanted.coordinator, today=later)
    referral.refresh_from_db()
    assert not referral.is_late(later + timedelta(days=9)) and not Referral.objects.waiting().exists()


def test_bad_answers_are_said_beside_the_field_and_kept(wanted: World) -> None:
    referral = accepted(wanted)
    browser = Client()
    through(browser, referral, link_out_of_the_mail())
    page = browser.post(reverse("part-two"), {"medication": "Melatonin, new.", "who_should_meet": "x" * 6000})
    text = page.content.decode()
    assert "Say what a good outcome would look like" in text and "5,000 characters or fewer" in text
    assert "Melatonin, new." in text
    assert not FlagSecondPart.objects.exists()


def test_a_link_is_sent_again_from_the_teams_page(wanted: World) -> None:
    referral = accepted(wanted)
    link_out_of_the_mail()
    signed_in(wanted.coordinator).post(reverse("referral-second-part", args=[referral.pk]))
    assert SecondPartAsk.objects.get().history.count() == 2  # made, and the first link
    link_out_of_the_mail()
    assert SecondPartAsk.objects.get().history.count() == 3


def test_nothing_is_sent_that_was_not_asked_for(world: World) -> None:
    referral = accepted(world)
    for act in (
        lambda: actions.send_second_part(
            referral=referral, answers=PART, by=world.coordinator, today=world.today
        ),
        lambda: actions.send_link_again(referral=referral, by=world.coordinator),
    ):
        with pytest.raises(Refused, match="No second part"):
            act()
