"""The sign-in page, the demonstration's door, and the page after it."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts import actions
from accounts.demo import BY_KEY, PERSONAS
from accounts.permissions import RoleName
from tests.worlds import World, signed_in

PASSWORD = "correct horse battery staple"
DESIGNED = [
    "coordinator", "keyworker", "keyworker-other-area", "chair", "panel-member", "commissioner", "family",
    "governance", "administrator", "community-professional", "oversight-panel-member", "host-commissioner",
    "analyst",
]  # fmt: skip


@pytest.fixture
def pat(world: World) -> Any:
    user = actions.add_user(email="pat@example.org", name="Pat Ellis", by=world.hand, password=PASSWORD)
    actions.add_membership(
        user=user, area=world.area, role=RoleName.COORDINATOR, from_day=world.today, by=world.hand
    )
    return user


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    from django.core.cache import cache

    cache.clear()


def sign_in(email: str, password: str) -> Any:
    return Client().post("/accounts/login/", {"login": email, "password": password})


@pytest.mark.parametrize("email", ["pat@example.org", "PAT@Example.ORG", "  pat@example.org "])
def test_the_right_password_opens_home(pat: Any, email: str) -> None:
    found = sign_in(email, PASSWORD)
    assert (found.status_code, found["Location"]) == (302, "/home/")


def test_known_and_unknown_addresses_get_the_same_answer(pat: Any) -> None:
    pages = [
        sign_in(email, "not the password").content.decode()
        for email in ("pat@example.org", "who@example.org")
    ]
    plain = [re.sub(r'(pat|who)@example\.org|name="csrfmiddlewaretoken"[^>]*', "", page) for page in pages]
    assert plain[0] == plain[1]
    assert "Error" in pages[0] and "not the password" not in pages[0]
    assert 'value="pat@example.org"' in pages[0], "what was typed is kept, but never the password"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""), ("pat@example.org", ""), ("", PASSWORD), ("nonsense", PASSWORD),
        ("x" * 10_000, "y" * 10_000),
        ("<script>@example.org", PASSWORD), ("pat@example.org\r\nBcc: x@example.org", PASSWORD),
        ("pat\x00@example.org", "\x00"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence(pat: Any, email: str, password: str) -> None:
    found = sign_in(email, password)
    assert found.status_code == 200
    page = found.content.decode()
    assert "nhsuk-error-summary" in page and "<script>@" not in page
    assert page.count("<title>Error: ") == 1


def test_a_stopped_account_is_not_let_in(pat: Any, world: World) -> None:
    pat.is_active = False
    pat.save(by=world.hand)
    assert sign_in("pat@example.org", PASSWORD).status_code in (200, 302)
    browser = Client()
    browser.post("/accounts/login/", {"login": "pat@example.org", "password": PASSWORD})
    assert browser.get("/my-work/").status_code == 302
    assert "sessionid" not in browser.cookies or not browser.session.get("_auth_user_id")


def test_nobody_makes_their_own_account(world: World) -> None:
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"):
        assert Client().get(path).status_code in (302, 404)


def test_many_wrong_tries_are_slowed_down(pat: Any) -> None:
    answers = [sign_in("pat@example.org", f"wrong {n}") for n in range(12)]
    assert any(a.status_code == 429 or "too many tries" in a.content.decode() for a in answers)


def test_signing_out_says_goodbye_and_ends_the_session(world: World) -> None:
    browser = signed_in(world.coordinator)
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/my-work/").status_code == 302


@pytest.mark.parametrize(
    ("who", "home"), [("family", "/me/"), ("coordinator", "/my-work/"), ("chair", "/my-work/"),
                      ("governance", "/my-work/"), ("administrator", "/my-work/")],
)  # fmt: skip
def test_everybody_lands_on_the_page_that_is_theirs(world: World, who: str, home: str) -> None:
    browser = signed_in(getattr(world, who))
    assert browser.get("/home/")["Location"] == home
    assert browser.get(home).status_code == 200


# ---------------------------------------------------------------- the demonstration


def test_without_demo_there_is_no_such_page(world: World, settings: Any) -> None:
    settings.DEMO = False
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/sign-in/", {"persona": "coordinator"}).status_code == 404


def test_the_personas_of_the_design_are_all_there() -> None:
    assert set(DESIGNED) <= set(BY_KEY)
    assert {persona.role for persona in PERSONAS} == set(RoleName)
    assert BY_KEY["keyworker-other-area"].area != BY_KEY["keyworker"].area
    assert all(persona.email.endswith("@demo.example.org") for persona in PERSONAS)


def test_an_unknown_persona_is_not_found(world: World, settings: Any) -> None:
    settings.DEMO = True
    for persona in ("", "root", "coordinator'--", "x" * 10_000):
        assert Client().post("/demo/sign-in/", {"persona": persona}).status_code == 404
    assert Client().get("/demo/sign-in/").status_code == 405


def test_messages_are_shown_once(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.keyworker)
    found = browser.post(f"/register/{entry.pk}/", {"text": "Phoned.", "kind": "note"}, follow=True)
    assert "The note is on the timeline." in found.content.decode()
    assert not list(get_messages(browser.get(f"/register/{entry.pk}/").wsgi_request))
