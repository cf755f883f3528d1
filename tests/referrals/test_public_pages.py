"""The start and information pages, and following a form with its reference."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.launch.places import ROOT
from dsr import rules
from referrals import actions, follow
from referrals.easy_words import PAGES as EASY
from referrals.models import Referral
from referrals.references import new_reference
from tests.referrals.sendings import BORN, sent
from tests.worlds import World, signed_in

PAGES = ["start", "consent", "flag", "help", "refer", "track", "refer-sent"]


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_whom_to_call_in_a_crisis(world: World, name: str) -> None:
    text = Client().get(reverse(name)).content.decode()
    assert all(number in text for number in ("999", "111", world.area.crisis_phone))
    assert text.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_how_to_phone_the_team(world: World, name: str) -> None:
    text = Client().get(reverse(name)).content.decode()
    assert f'href="tel:{world.area.phone.replace(" ", "")}"' in text
    assert world.area.phone_hours in text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_without_any_area(db: None, name: str) -> None:
    text = Client().get(reverse(name)).content.decode()
    assert "999" in text
    assert "111" in text


def test_crisis_numbers_stand_before_everything_else(world: World) -> None:
    text = Client().get("/").content.decode().split("<main")[1]
    assert text.index("999") < text.index("<h1") < text.index("Ask for support")


def test_the_days_come_from_the_rules(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "5 working days" in Client().get("/").content.decode()
    changed = replace(rules.RULES["self_referral_contact"], days=dict.fromkeys(rules.Group, 4321))
    monkeypatch.setitem(rules.RULES, "self_referral_contact", changed)
    assert "4321 working days" in Client().get("/").content.decode()


def test_the_area_is_chosen_and_remembered(world: World) -> None:
    World("Abbotsmere")
    browser = Client()
    assert "Northmoor crisis line" in browser.get("/").content.decode()
    assert "Abbotsmere crisis line" in browser.get("/?area=abbotsmere").content.decode()
    assert "Abbotsmere crisis line" in browser.get("/help/").content.decode()
    assert "Abbotsmere crisis line" in browser.get("/help/?area=<nonsense>").content.decode()


def test_a_closed_area_is_not_offered(world: World) -> None:
    other = World("Abbotsmere")
    other.area.valid_to = world.today
    other.area.save(by=world.hand)
    assert "Abbotsmere" not in Client().get("/").content.decode()


def test_public_pages_open_for_staff_too(world: World) -> None:
    browser = signed_in(world.coordinator)
    assert all(browser.get(reverse(name)).status_code == 200 for name in PAGES)


# ---------------------------------------------------------------- follow


def asked(reference: str, born: Any = BORN) -> dict[str, str]:
    day, month, year = str(born.day), str(born.month), str(born.year)
    return {
        "reference": reference,
        "date_of_birth_day": day,
        "date_of_birth_month": month,
        "date_of_birth_year": year,
    }


def test_the_pair_opens_the_form_and_the_address_holds_no_reference(world: World) -> None:
    referral = sent(world)
    browser = Client()
    page = browser.post(reverse("track"), asked(f" {referral.spaced_reference.lower()} "), follow=True)
    text = page.content.decode()
    assert page.request["PATH_INFO"] == reverse("track-status")
    assert referral.spaced_reference in text
    assert not [word for word in ("Jade", "MORRIS", "Jay", "autis", "Quay") if word in text]
    assert browser.get(reverse("track-status")).status_code == 200
    browser.post(reverse("track-close"))
    assert browser.get(reverse("track-status")).status_code == 302


def test_a_wrong_birthday_and_an_unknown_reference_get_the_same_answer(world: World) -> None:
    referral = sent(world)
    wrong = Client().post(reverse("track"), asked(referral.reference, BORN + timedelta(days=1)))
    unknown = Client().post(reverse("track"), asked("2345-6789-A"))
    nonsense = Client().post(reverse("track"), asked("%00'; DROP TABLE"))
    said = [page.context["form"].non_field_errors() for page in (wrong, unknown, nonsense)]
    assert said[0]
    assert said[0] == said[1] == said[2]
    assert {page.status_code for page in (wrong, unknown, nonsense)} == {200}


def test_a_wrong_pair_and_an_unknown_reference_cost_the_same(
    world: World, django_assert_num_queries: Any
) -> None:
    referral = sent(world)
    for typed in (referral.reference, "23456789A", "nonsense"):
        with django_assert_num_queries(2):  # a referral, and a consent form: both, whichever it is
            assert follow.find(typed=typed, born=BORN + timedelta(days=1)) is None


def test_thirty_tries_an_hour_and_then_somebody_to_phone(world: World) -> None:
    for _ in range(30):
        assert Client().post(reverse("track"), asked(new_reference())).status_code == 200
    page = Client().post(reverse("track"), asked(new_reference()))
    assert page.status_code == 429
    assert Client().get(reverse("track")).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").post(reverse("track"), asked("x")).status_code == 200


def test_a_cache_that_is_away_stops_nobody(world: World, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/at/all.sock",
        }
    }
    referral = sent(world)
    assert Client().post(reverse("track"), asked(referral.reference)).status_code == 302


@pytest.mark.parametrize(
    ("what", "sentence"),
    [("nothing", "We have your form."), ("talk", "We have talked."), ("no", "The team said no")],
)
def test_where_it_is_is_said_in_plain_words(world: World, what: str, sentence: str) -> None:
    referral = sent(world)
    signed = {"referral": referral, "by": world.coordinator, "today": world.today}
    if what == "talk":
        actions.record_contact(on=world.today, with_whom="Mum", spoke=True, said="Yes.", **signed)
    if what == "no":
        actions.decline_referral(reason="Your GP can help.", **signed)
    page = Client().post(reverse("track"), asked(referral.reference), follow=True).content.decode()
    assert sentence in page
    assert ("Your GP can help." in page) is (what == "no")


def test_a_late_team_says_sorry(world: World) -> None:
    referral = sent(world, received_on=world.today - timedelta(days=60))
    page = Client().post(reverse("track"), asked(referral.reference), follow=True).content.decode()
    assert "We are late: sorry. Please call us." in page
    assert Referral.objects.count() == 1


# ---------------------------------------------------------------- easy read

# Pages whose easy words come with their form, and those of a professional's second part.
ELSEWHERE = {"step", "alone", "alone_hand", "alone_back", "paper"}
AT_WORK = {"flag_copy", "part_two", "part_two_code", "part_two_gone", "part_two_link", "part_two_sent"}


def test_every_public_page_has_easy_words_and_every_easy_words_a_page() -> None:
    pages = {
        page.stem: page.read_text()
        for page in (ROOT / "templates/referrals").glob("*.html")
        if 'extends "referrals/public_base.html"' in page.read_text()
    }
    assert set(pages) == set(EASY) - {"sent_before", "written_down"} | ELSEWHERE | AT_WORK
    silent = [name for name, page in pages.items() if name in EASY and "ideas=easy.ideas" not in page]
    assert not silent


@pytest.mark.parametrize("name", [*PAGES, "come-back", "disagree"])
def test_a_page_says_it_in_easy_read(world: World, name: str) -> None:
    browser = Client()
    assert "easy-idea" not in browser.get(reverse(name)).content.decode()
    browser.post(reverse("choose-style"), {"style": "easy"})
    text = browser.get(reverse(name)).content.decode()
    assert ("easy-idea" in text) is (name != "refer-sent")  # nothing was sent: nothing to say
