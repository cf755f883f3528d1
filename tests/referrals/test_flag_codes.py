"""An address is confirmed by a code: right, wrong, old, used, too many, and never without one."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import outbox
from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.models import OutboxMessage
from referrals import actions, work_addresses
from referrals.actions.codes import GOOD_FOR, Sealed
from referrals.actions.send import NotFinished
from referrals.confirming import FOR_AN_ADDRESS, NOT_RIGHT
from referrals.flags import Standing
from referrals.models import AddressCode, Draft, Referral
from referrals.steps import Kind
from referrals.tasks import forget_old_drafts
from tests.referrals.flaggings import ADDRESS, fill_in, flag_answers, newest_code, send, step_url
from tests.worlds import World


@pytest.fixture
def browser(world: World) -> Client:
    """At the page that asks for the code, with the first code sent."""
    found = Client()
    fill_in(found, until="code")
    return found


def try_code(browser: Client, code: str) -> bool:
    """Whether this code lets the browser go on; a wrong one always gets the same sentence."""
    page = browser.post(step_url("code"), {"code": code})
    assert page.status_code == 302 or NOT_RIGHT in page.content.decode()
    return page.status_code == 302


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_right_code_opens_the_way_with_spaces_too(browser: Client) -> None:
    code = newest_code()
    assert not try_code(browser, wrong(code))
    assert try_code(browser, f" {code[:3]} {code[3:]}")
    assert "is confirmed. Just continue." in browser.get(step_url("code")).content.decode()


def test_the_e_mail_says_nobodys_name_and_nothing_of_a_register(browser: Client) -> None:
    newest_code()
    sent = mail.outbox[-1]
    assert sent.to == [ADDRESS]
    assert not any(
        word in f"{sent.subject} {sent.body}".lower() for word in ("register", "jade", "support", "http")
    )


def test_the_code_stands_nowhere_in_the_database(browser: Client) -> None:
    code = newest_code()
    row = AddressCode.objects.get()
    said = f"{vars(row)} {list(OutboxMessage.objects.values())} {list(Draft.objects.values())}"
    assert code not in said and ADDRESS not in said


def test_after_five_wrong_tries_the_right_code_is_dead(browser: Client) -> None:
    code = newest_code()
    assert [try_code(browser, wrong(code)) for _ in range(5)] == [False] * 5
    assert not try_code(browser, code)
    browser.post(reverse("flag-code-again"))
    assert try_code(browser, newest_code())


def test_after_ten_minutes_a_code_is_dead(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code, later = newest_code(), timezone.now() + GOOD_FOR
    monkeypatch.setattr("referrals.confirming.timezone.now", lambda: later)
    assert not try_code(browser, code)


def test_a_code_works_once(browser: Client) -> None:
    code = newest_code()
    wanted = Sealed(AddressCode.Purpose.FLAG, AddressCode.objects.get().about, ADDRESS)
    assert actions.try_code(wanted=wanted, code=code, now=timezone.now())
    assert not actions.try_code(wanted=wanted, code=code, now=timezone.now())


def test_a_newer_code_ends_the_one_before(browser: Client) -> None:
    old = newest_code()
    browser.post(reverse("flag-code-again"))
    new = newest_code()
    assert old == new or not try_code(browser, old)
    assert try_code(browser, new)


def test_a_code_that_was_overtaken_before_it_was_sent_is_not_sent(browser: Client) -> None:
    browser.post(reverse("flag-code-again"))
    outbox.send_due()
    assert sorted(OutboxMessage.objects.filter(kind="address_code").values_list("outcome", flat=True)) == [
        "not sent: a newer one was asked for", "sent",
    ]  # fmt: skip


def test_a_code_of_another_draft_or_another_address_confirms_nothing(world: World, browser: Client) -> None:
    code = newest_code()
    other = Client()
    fill_in(other, until="code")
    assert not try_code(other, code)
    browser.post(step_url("work-email"), {"referrer_email": "somebody.else@practice.nhs.uk"})
    assert not try_code(browser, code)


def test_changing_the_address_unconfirms_it(world: World) -> None:
    browser = Client()
    fill_in(browser)
    browser.post(step_url("work-email") + "?change=1", {"referrer_email": "locum@practice.nhs.uk"})
    assert browser.get(reverse("flag-check")).headers["Location"] == step_url("code")
    draft = Draft.objects.get().pk
    assert browser.post(reverse("flag-check"), {"draft": draft}).headers["Location"] == step_url("code")
    assert not Referral.objects.exists()
    assert try_code(browser, newest_code())
    send(browser)
    assert Referral.objects.get().email == "locum@practice.nhs.uk"


def test_the_same_address_again_stays_confirmed_and_sends_no_further_code(world: World) -> None:
    browser = Client()
    fill_in(browser)
    browser.post(step_url("work-email") + "?change=1", {"referrer_email": ADDRESS.upper()})
    assert browser.get(reverse("flag-check")).status_code == 200
    assert OutboxMessage.objects.filter(kind="address_code").count() == 1


@pytest.mark.parametrize("confirmed", [None, "", "another@practice.nhs.uk"])
def test_no_draft_is_sent_without_the_code_whatever_stands_in_it(world: World, confirmed: str | None) -> None:
    """S: the last word is the server's."""
    draft = actions.start_draft(kind=Kind.FLAG)
    answers = flag_answers(code={"confirmed": confirmed})
    for key, said in answers.items():
        actions.keep_answers(draft=draft, step=key, answers=said)
    with pytest.raises(NotFinished) as missing:
        actions.send_flag(draft=draft, area=world.area, by=automatic_user(PUBLIC_FORM), today=world.today)
    assert missing.value.step.key == "code"


def asked_for() -> int:
    return OutboxMessage.objects.filter(kind="address_code").count()


def test_a_code_is_sent_again_three_times_and_the_page_always_says_the_same(browser: Client) -> None:
    answers = {browser.post(reverse("flag-code-again")).headers["Location"] for _ in range(6)}
    assert answers == {step_url("code")}
    assert asked_for() == 4


def test_nobody_fills_somebody_elses_letter_box_with_new_drafts(world: World) -> None:
    for _ in range(FOR_AN_ADDRESS + 3):
        fill_in(Client(), until="code")
        newest_code()
    assert asked_for() == FOR_AN_ADDRESS


def test_a_network_that_guesses_hears_no_even_for_the_right_code(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.confirming.WRONG_FROM_A_NETWORK", 2)
    code = newest_code()
    assert not try_code(browser, wrong(code)) and not try_code(browser, wrong(code))
    assert not try_code(browser, code)


def test_another_code_cannot_be_asked_for_without_a_draft(world: World) -> None:
    assert Client().post(reverse("flag-code-again")).status_code == 410
    assert asked_for() == 0


def test_codes_are_forgotten_after_a_day(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_old_drafts()
    assert AddressCode.objects.exists()
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("referrals.tasks.timezone.now", lambda: tomorrow)
    forget_old_drafts()
    assert not AddressCode.objects.exists()


def test_nobody_waits_for_a_code_that_was_never_asked_for(world: World) -> None:
    wanted = Sealed(AddressCode.Purpose.FLAG, uuid4(), ADDRESS)
    assert not actions.try_code(wanted=wanted, code="123456", now=timezone.now())


# ---------------------------------------------------------------- whose address it is

ENDS = ["nhs.net", "nhs.uk", "gov.uk", "police.uk"]
STANDINGS: list[tuple[str, Any]] = [
    ("a@nhs.net", Standing.KNOWN),
    ("A@Trust.NHS.uk", Standing.KNOWN),
    ("a@northmoor.gov.uk", Standing.KNOWN),
    ("a@hillside.org", Standing.KNOWN),  # a colleague's organisation
    ("a@evilnhs.net", Standing.UNKNOWN),
    ("a@nhs.net.example.org", Standing.UNKNOWN),
    ("a@sub.hillside.org", Standing.UNKNOWN),
    ("a@charity.example.org", Standing.UNKNOWN),
]


@pytest.mark.parametrize(("address", "standing"), STANDINGS)
def test_what_an_address_says_of_whoever_writes(address: str, standing: Standing) -> None:
    assert work_addresses.standing_of(address, ENDS, ["hillside.org"]) == standing


@pytest.mark.parametrize("address", ["a@gmail.com", "A@GMAIL.COM", "a@yahoo.co.uk", "a@icloud.com."])
def test_an_address_that_anybody_can_have_is_free(address: str) -> None:
    assert work_addresses.is_free(address)
    assert not work_addresses.is_free("a@gmail.com.nhs.uk")


def test_an_address_of_no_known_organisation_is_taken_and_marked(world: World) -> None:
    browser = Client()
    fill_in(browser, work_email={"referrer_email": "worker@helpers.example.org"})
    send(browser)
    assert Referral.objects.get().flag.standing == Standing.UNKNOWN
