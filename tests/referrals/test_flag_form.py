"""The form for professionals as a browser without JavaScript sends it: every sender, every bad answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OutboxMessage
from referrals.kinds import HANDLED
from referrals.models import Draft, Flag, Referral
from referrals.sheets.flag import FLAG
from referrals.steps import Kind
from referrals.styles import Style
from tests.referrals.flaggings import TYPED, fill_in, send, step_url
from tests.worlds import World, signed_in


def test_a_gp_confirms_the_address_and_sends_a_flag(world: World) -> None:
    browser = Client()
    fill_in(browser)
    response = send(browser)
    referral = Referral.objects.select_related("flag").get()
    assert response.request["PATH_INFO"] == reverse("flag-sent")
    assert referral.spaced_reference in response.content.decode()
    assert (referral.kind, referral.filling_in_for, referral.helper_relation) == (Kind.FLAG, "work", "GP")
    assert (referral.email, referral.agreement) == ("g.penhale@practice.nhs.uk", "parent_agrees")
    assert referral.risk_factors == ["placement_unstable", "exclusion"]
    assert (referral.flag.proposed_colour, referral.flag.asked_for) == ("amber", ["review", "keyworker"])
    assert (referral.flag.standing, referral.flag.by.name) == ("known", "Public form")
    assert not Draft.objects.exists()


def test_a_school_flags_in_easy_words_a_boy_whose_birthday_it_does_not_know(world: World) -> None:
    browser = Client()
    browser.post(reverse("choose-style"), {"style": "easy"})
    fill_in(
        browser,
        work_email={"referrer_email": "head@hillside.northmoor.sch.uk"},
        you={**TYPED["you"], "referrer_role": "Head of year", "referrer_organisation": "Hillside School"},
        born={},
        consent={"consent_answer": "not_asked"},
        consent_reason={"consent_why_not": "He is not in school. We see him on Monday."},
        legal_basis={"legal_basis": "hold"},
    )
    page = send(browser).content.decode()
    referral = Referral.objects.select_related("flag").get()
    assert (referral.style, referral.date_of_birth, referral.agreement) == (Style.EASY, None, "not_asked")
    assert referral.flag.held and "keep your form closed" in page


def test_the_police_flag_today_without_asking_because_of_serious_harm(world: World) -> None:
    browser = Client()
    fill_in(
        browser,
        urgency={"urgency": "today"},
        work_email={"referrer_email": "pc.1188@northmoor.police.uk"},
        consent={"consent_answer": "not_asked"},
        consent_reason={"consent_why_not": "He ran from us twice tonight."},
        legal_basis={"legal_basis": "serious_harm"},
    )
    page = send(browser).content.decode()
    referral = Referral.objects.select_related("flag").get()
    assert "Whoever is on duty is being told now" in page
    assert (referral.urgency, referral.triage_due_on) == ("today", world.today)
    assert not referral.flag.held
    assert OutboxMessage.objects.filter(kind="referral_urgent").count() == 1


def test_a_coordinator_who_has_signed_in_is_asked_for_no_address(world: World) -> None:
    browser = signed_in(world.coordinator)
    fill_in(browser, you={"referrer_role": "Coordinator", "referrer_organisation": "Northmoor ICB",
                          "referrer_phone": "01632 960 303"})  # fmt: skip
    assert "Cora Ordway" in browser.get(reverse("flag-check")).content.decode()
    send(browser)
    flag = Flag.objects.select_related("by").get()
    assert (flag.by, flag.referrer_name, flag.referrer_email) == (
        world.coordinator, "Cora Ordway", world.coordinator.email,
    )  # fmt: skip
    assert flag.standing == "account"
    assert flag.referral.history.get().history_user == world.coordinator


def test_a_family_account_and_a_password_alone_are_no_colleague(world: World) -> None:
    for browser in (signed_in(world.family), signed_in(world.coordinator, strong=False)):
        browser.post(reverse("flag"))
        browser.post(step_url("about"), TYPED["about"])
        to = browser.post(step_url("urgency"), TYPED["urgency"])
        assert to.headers["Location"] == step_url("work-email")


def test_who_signs_out_before_sending_must_confirm_an_address(world: World) -> None:
    """What the account says is never kept with the answers."""
    browser = signed_in(world.coordinator)
    fill_in(browser, you=TYPED["you"] | {"referrer_name": ""})
    session = browser.session
    draft = session["referrals.draft.flag"]
    stranger = Client()
    stranger.get("/")
    kept = stranger.session
    kept["referrals.draft.flag"] = draft
    kept.save()
    stranger.cookies["sessionid"] = kept.session_key
    to = stranger.post(reverse("flag-check"), {"draft": draft})
    assert to.headers["Location"] == step_url("work-email")
    assert not Referral.objects.exists()


BAD = [
    ("about", {}, "Choose why you write"),
    ("about", {"flag_kind": "gossip"}, "Choose an answer from the list"),
    ("urgency", {}, "Choose how soon"),
    ("work-email", {"referrer_email": ""}, "Enter your work e-mail address"),
    ("work-email", {"referrer_email": "gwen at work"}, "Enter an e-mail address like"),
    ("work-email", {"referrer_email": "Gwen.Penhale@GMail.com"}, "Use your work e-mail address"),
    ("you", {"referrer_name": "Gwen"}, "Enter your role"),
    ("you", {**TYPED["you"], "referrer_phone": "ring"}, "must be a telephone number"),
    ("you", {**TYPED["you"], "referrer_name": "x" * 10_000}, "must be 200 characters or fewer"),
    ("diagnosis", {}, "Choose what is known"),
    ("eligibility", {}, "Tick what is so"),
    ("eligibility", {"eligibility": ["none", "at_risk"]}, "not both"),
    ("consent", {}, "Choose what came of asking"),
    ("consent-asked", {"consent_sought_from": "Jay"}, "Enter the day"),
    ("happening", {"happening": " "}, "Say what is happening"),
    ("happening", {"happening": "a\u202eb"}, "Remove the unusual characters"),
    ("risks", {}, "Tick at least one"),
    ("risks", {"risk_factors": ["bad_luck"]}, "Choose an answer from the list"),
    ("colour", {"reasons": "Because"}, "Choose a colour"),
    ("colour", {"proposed_colour": "amber"}, "Enter your reasons"),
    ("support", {"support_now": "None"}, "Enter what is missing"),
    ("tried", {}, "Enter what has been tried"),
    ("leads", {}, "Name at least one person"),
    ("asked-for", {}, "Choose what you ask for"),
]


@pytest.mark.parametrize("at", sorted({key for key, _, _ in BAD}, key=list(FLAG.by_key).index))
def test_a_bad_answer_gets_a_sentence_and_keeps_what_was_there(world: World, at: str) -> None:
    browser = Client()
    fill_in(browser, until=at)
    before = Draft.objects.get().sealed
    for _, data, sentence in [bad for bad in BAD if bad[0] == at]:
        page = browser.post(step_url(at), data)
        text = page.content.decode()
        assert page.status_code == 200, data
        assert sentence in text, (data, text)
        assert "<title>\nError: " in text or "<title>Error: " in text
        assert Draft.objects.get().sealed == before


def test_every_question_has_easy_words() -> None:
    handled = HANDLED[Kind.FLAG]
    assert [step.key for step in FLAG.steps if step.key not in handled.easy] == []


def test_every_column_is_read_out_once(world: World) -> None:
    read = [line.name for line in HANDLED[Kind.FLAG].lines]
    assert sorted(read) == sorted(FLAG.empty)
    assert {line.step for line in HANDLED[Kind.FLAG].lines} <= set(FLAG.by_key)


def test_the_page_about_colours_says_what_speaks_for_each(world: World) -> None:
    browser = Client()
    fill_in(browser, until="colour")
    page = browser.get(step_url("colour")).content.decode()
    assert "Admission is likely within 48 hours" in page and "In a mental health hospital now." in page


def test_the_begin_page_is_no_emergency_service_and_says_the_numbers(world: World) -> None:
    page = Client().get(reverse("flag")).content.decode()
    assert "We are not an emergency service" in page
    assert page.index("999") < page.index("Start now")
    assert "7 days" in page and "01632 960 100" in page


def test_a_copy_shows_what_was_typed_for_an_hour_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    fill_in(browser)
    send(browser)
    text = browser.get(reverse("flag-copy")).content.decode()
    assert "Two visits to A&amp;E in a month." in text and "Home, tenancy or placement" in text
    assert "known organisation" not in text
    assert Client().get(reverse("flag-copy")).headers["Location"] == reverse("flag-sent")
    monkeypatch.setattr("referrals.views.flagging.COPY_FOR", timedelta(0))
    assert browser.get(reverse("flag-copy")).headers["Location"] == reverse("flag-sent")


def test_sent_twice_it_is_one_flag(world: World) -> None:
    browser = Client()
    fill_in(browser)
    draft = browser.get(reverse("flag-check")).context["draft"]
    for _ in range(3):
        answer: Any = browser.post(reverse("flag-check"), {"draft": draft})
        assert answer.headers["Location"] == reverse("flag-sent")
    assert Referral.objects.count() == Flag.objects.count() == 1
