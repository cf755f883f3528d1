"""Signing in with a real browser: an app, a passkey in a virtual device, no JavaScript, axe, two widths."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tests.accounts.steps import EMAIL, PASSWORD, YOURS, App, add_app_to, codes_for, with_password
from tests.cetr.browser import look
from tests.clicks import follow
from tests.worlds import World

pytestmark = pytest.mark.browser


@pytest.fixture
def cora(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return with_password(World().coordinator)


@pytest.fixture
def site(live_server: Any) -> str:
    """By name: a passkey belongs to a name, never to a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def with_device(page: Page) -> Page:
    """A browser whose device has a fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def give_password(page: Page, site: str, going: str = "/register/") -> None:
    page.goto(f"{site}/accounts/login/?next={going}")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))


def read_app(page: Page) -> App:
    return App(page.locator(".dsr-secret code").inner_text().replace(" ", ""))


def both_widths(page: Page, name: str) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        look(page, name)


def test_an_app_is_added_and_then_asked_for(cora: User, site: str, page: Page) -> None:
    page.goto(f"{site}/accounts/login/")
    both_widths(page, "sign-in")
    give_password(page, site)
    expect(page.get_by_role("heading", name="One more step to sign in")).to_be_visible()
    both_widths(page, "second-factor")
    follow(page.get_by_role("button", name="Set up an app"))
    both_widths(page, "add-app")
    page.get_by_label("The 6 digits").fill("000000")
    follow(page.get_by_role("button", name="Finish"))
    both_widths(page, "add-app-error")
    page.get_by_label("The 6 digits").fill(read_app(page).code())
    follow(page.get_by_role("button", name="Finish"))
    both_widths(page, "recovery-codes")
    follow(page.get_by_role("button", name="I have kept them: go on"))
    expect(page).to_have_url(f"{site}/register/")
    page.goto(site + YOURS)
    both_widths(page, "your-sign-in")
    page.goto(f"{site}{YOURS}password/")
    both_widths(page, "password")
    page.context.clear_cookies()
    give_password(page, site)
    both_widths(page, "second-step")
    page.get_by_label("Code", exact=True).fill(codes_for(cora)[0])
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page).to_have_url(f"{site}/register/")


def test_a_passkey_is_made_and_then_opens_the_house_alone(cora: User, site: str, with_device: Page) -> None:
    page = with_device
    give_password(page, site)
    follow(page.get_by_role("button", name="Set up a passkey"))
    both_widths(page, "add-passkey")
    page.get_by_label("Name of this passkey").fill("Ward laptop")
    follow(page.get_by_role("button", name="Make a passkey"))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    follow(page.get_by_role("button", name="I have kept them: go on"))
    expect(page).to_have_url(f"{site}/register/")
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/register/")
    follow(page.get_by_role("button", name="Use a passkey"))
    expect(page).to_have_url(f"{site}/register/")
    page.context.clear_cookies()
    give_password(page, site)
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    follow(page.get_by_role("button", name="Use a passkey instead"))
    expect(page).to_have_url(f"{site}/register/")
    page.goto(site + YOURS)
    follow(page.get_by_role("link", name=re.compile("Ward laptop")))
    both_widths(page, "passkey")
    page.get_by_label("Name of this passkey").fill("Old laptop")
    follow(page.get_by_role("button", name="Save the name"))
    expect(page.get_by_role("strong").get_by_text("Old laptop")).to_be_visible()


def test_a_passkey_proves_again_that_it_is_still_you(
    cora: User, site: str, with_device: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S51"""
    page = with_device
    give_password(page, site)
    follow(page.get_by_role("button", name="Set up a passkey"))
    follow(page.get_by_role("button", name="Make a passkey"))
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    with monkeypatch.context() as later:
        later.setattr("accounts.fresh.WITHIN", -1)
        page.goto(f"{site}{YOURS}recovery-codes/")
        expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    both_widths(page, "again")
    follow(page.get_by_role("button", name="Use a passkey"))
    expect(page).to_have_url(f"{site}{YOURS}recovery-codes/")


def test_a_device_that_cannot_make_passkeys_is_told_so(cora: User, site: str, page: Page) -> None:
    give_password(page, site)
    follow(page.get_by_role("button", name="Set up a passkey"))
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("No passkey was made")).to_be_visible()


def test_everything_but_passkeys_works_without_javascript(cora: User, site: str, plain_page: Page) -> None:
    page = plain_page
    give_password(page, site)
    follow(page.get_by_role("button", name="Set up a passkey"))
    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Make a passkey")).to_be_hidden()
    follow(page.get_by_role("link", name="Set up an authenticator app instead"))
    page.get_by_label("The 6 digits").fill(read_app(page).code())
    follow(page.get_by_role("button", name="Finish"))
    follow(page.get_by_role("button", name="I have kept them: go on"))
    expect(page).to_have_url(f"{site}/register/")


def test_the_second_step_without_javascript(cora: User, site: str, plain_page: Page) -> None:
    app = add_app_to(cora)
    give_password(plain_page, site)
    plain_page.get_by_label("Code", exact=True).fill(app.code())
    follow(plain_page.get_by_role("button", name="Sign in", exact=True))
    expect(plain_page).to_have_url(f"{site}/register/")
