"""Stop in the middle of a form and come back: with a code or a link, and one fact besides (S46)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import outbox
from referrals import coming_back, references
from referrals.models import Draft
from referrals.tasks import forget_old_drafts
from tests.referrals.test_public_form import begin, step_url
from tests.worlds import World

BORN = {"date_of_birth_day": "2", "date_of_birth_month": "3", "date_of_birth_year": "2011"}
LATER, BACK = "refer-later", "come-back"


def save(browser: Client, **answers: str) -> str:
    """Save for later, as the page asks it; the code that the page shows."""
    page = browser.post(reverse(LATER), {"fact_is": "born", **answers}).content.decode()
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]", page)[0]


def come_back(code: str, **fact: str) -> Any:
    return Client().post(reverse(BACK), {"code": code, **fact})


def link_in_the_mail() -> str:
    outbox.send_due()
    return re.search(r"/come-back/\S+", mail.outbox[-1].body)[0]


def test_with_the_code_and_the_birthday_the_answers_are_there_on_another_device(world: World) -> None:
    code = save(begin("home"))
    other = Client()
    assert other.post(reverse(BACK), {"code": code.lower().replace("-", " "), **BORN}).url == reverse("refer")
    assert 'value="Jade"' in other.get(step_url("name")).content.decode()


def test_before_anybody_gave_a_birthday_a_word_is_chosen(world: World) -> None:
    browser = begin("name")
    assert "fact_is" not in browser.get(reverse(LATER)).content.decode()
    short = browser.post(reverse(LATER), {"word": "cat"}).content.decode()
    assert "Choose a word of at least 4 letters" in short
    code = save(browser, word="Big Dög")
    assert come_back(code, word="bigdog").status_code == 302
    assert come_back(code, word="bigcat").status_code == 200
    assert come_back(code, **BORN).status_code == 200


def test_wrong_pairs_and_unknown_codes_look_alike(world: World) -> None:
    code = save(begin("home"))
    unknown = references.spaced(references.new_code())
    wrong = {**BORN, "date_of_birth_day": "3"}
    pages = [
        come_back(typed, **fact).content.decode()
        for typed, fact in ((code, wrong), (unknown, BORN), ("ABCD", BORN))
    ]
    plain = {re.sub(r'value="[^"]*"', "", page) for page in pages}
    assert len(plain) == 1
    assert "This does not open a form" in pages[0]
    assert "Jade" not in pages[0]


def test_after_five_wrong_facts_the_form_is_shut_for_an_hour_for_everybody(world: World) -> None:
    code = save(begin("home"))
    answers = [come_back(code, word="wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    page = come_back(code, **BORN)
    assert page.status_code == 429
    assert world.area.phone in page.content.decode()


def test_the_right_fact_is_not_counted(world: World) -> None:
    code = save(begin("home"))
    assert {come_back(code, **BORN).status_code for _ in range(8)} == {302}


def test_from_one_place_thirty_tries_an_hour(world: World) -> None:
    for _ in range(30):
        assert come_back(references.spaced(references.new_code()), word="wrong").status_code == 200
    assert come_back(references.spaced(references.new_code()), word="wrong").status_code == 429


def test_a_link_in_an_email_says_nothing_and_opens_only_with_the_fact(world: World) -> None:
    save(begin("home"), by_email="on", email="mary@example.org")
    link = link_in_the_mail()
    sent = mail.outbox[-1]
    assert sent.to == ["mary@example.org"]
    assert not re.search("jade|morris|register|autis|disab|referral|hospital", sent.body + sent.subject, re.I)
    scanner = Client()
    for _ in range(3):  # a mail scanner opens everything, and uses nothing up
        assert "Jade" not in scanner.get(link).content.decode()
        assert scanner.head(link).status_code == 200
    assert scanner.get(step_url("name")).url == reverse("refer")
    reader = Client()
    assert reader.post(link, BORN).url == reverse("refer")
    assert 'value="Jade"' in reader.get(step_url("name")).content.decode()


def test_a_newer_way_back_ends_the_older_ones(world: World) -> None:
    browser = begin("home")
    first = save(browser, by_email="on", email="mary@example.org")
    old_link = link_in_the_mail()
    second = save(browser)
    assert come_back(first, **BORN).status_code == 200
    assert Client().post(old_link, BORN).status_code == 200
    assert come_back(second, **BORN).status_code == 302


def test_nothing_that_opens_a_form_is_stored(world: World) -> None:
    code = save(begin("home"), by_email="on", email="mary@example.org")
    draft = Draft.objects.get()
    stored = " ".join(str(value) for value in vars(draft).values())
    for secret in (code, code.replace("-", ""), "2011-03-02", "mary@example.org"):
        assert secret not in stored


def test_a_sent_form_has_no_way_back(world: World) -> None:
    browser = begin()
    code = save(browser, by_email="on", email="mary@example.org")
    draft = browser.get(reverse("refer-check")).context["draft"]
    browser.post(reverse("refer-check"), {"draft": draft})
    outbox.send_due()
    assert not [sent for sent in mail.outbox if sent.subject == "Your way back"]
    assert "/track/" in come_back(code, **BORN).content.decode()


def test_after_thirty_days_alone_it_is_gone(world: World) -> None:
    code = save(begin("home"))
    draft = Draft.objects.get()
    draft.changed_at = timezone.now() - timedelta(days=31)
    draft.save()
    forget_old_drafts()
    assert not Draft.objects.exists()
    assert come_back(code, **BORN).status_code == 200


@pytest.mark.parametrize("link", ["x", "a-b_c", "0" * 200, "WyJ4IiwxXQ", "W10"])
def test_a_link_that_we_did_not_sign_opens_nothing(world: World, link: str) -> None:
    page = Client().post(f"/come-back/{link}/", BORN)
    assert page.status_code == 200
    assert "This does not open a form" in page.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"fact_is": ""}, "Choose what you will tell us"),
        ({"fact_is": "word", "word": ""}, "Enter your word"),
        ({"fact_is": "born", "by_email": "on", "email": "mary"}, "Enter an e-mail address like"),
        ({"fact_is": "born", "by_email": "on", "email": ""}, "Enter an e-mail address"),
    ],
)
def test_what_is_missing_is_said(world: World, answers: dict[str, str], sentence: str) -> None:
    page = begin("home").post(reverse(LATER), answers).content.decode()
    assert sentence in page
    assert Draft.objects.get().code_mark == ""


def test_without_answers_there_is_nothing_to_save(world: World) -> None:
    assert Client().get(reverse(LATER)).url == reverse("refer")


@given(st.text())
def test_every_code_is_read_back_and_nothing_else_is(text: str) -> None:
    code = references.new_code()
    assert references.read_code(references.spaced(code).lower()) == code
    assert references.read_code(code[:-1]) is None
    read = references.read_code(text)
    assert read is None or len(read) == references.CODE_LENGTH + 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_mark_fits_its_own_text_only(one: str, other: str) -> None:
    assert coming_back.fits(coming_back.mark(one), one)
    assert coming_back.fits(coming_back.mark(one), other) is (one == other)
