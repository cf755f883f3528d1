"""The question before a sign-in ends, words that are kept, and the Back button, in a real browser."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import BrowserSession, KeptForm, User
from tests import axe
from tests.cetr.browser import SHOTS, sign_in
from tests.clicks import follow
from tests.worlds import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WORDS = "She slept well and laughed."


@pytest.fixture
def seconds(settings: Any) -> Any:
    """Set how long a sign-in lasts without activity, and when it asks; in seconds."""

    def last(idle: float, asks: float) -> None:
        settings.IDLE_MINUTES, settings.IDLE_WARNING_MINUTES = idle / 60, asks / 60

    return last


@pytest.fixture(params=[1280, 320])
def window(browser: Browser, request: Any, monkeypatch: Any) -> Iterator[BrowserContext]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context
    context.close()


def opens(window: BrowserContext, server: Any, user: User, path: str) -> Page:
    page = window.new_page()
    sign_in(page, server, user)
    page.goto(f"{server.url}{path}")
    return page


def dialog(page: Page) -> Any:
    return page.get_by_role("dialog", name="Are you still there?")


def comes_back_to(page: Page) -> None:
    """As somebody does who was in another window: the page asks the clock."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def ages(user: User, seconds: float) -> None:
    """Whoever is signed in has done nothing for that long."""
    then = timezone.now() - timedelta(seconds=seconds)
    BrowserSession.objects.filter(user=user).update(signed_in_at=then, last_active_at=then)


def test_it_asks_before_the_end_and_staying_truly_extends_in_every_tab(
    live_server: Any, window: BrowserContext, seconds: Any
) -> None:
    """1.3: the dialog has the focus, says the time, passes axe, and closes in both tabs."""
    seconds(1800, 300)
    world = World()
    path = f"/register/{world.entry().pk}/"
    one = opens(window, live_server, world.keyworker, path)
    other = window.new_page()
    other.goto(f"{live_server.url}/my-work/")
    expect(dialog(one)).not_to_be_visible()
    one.locator("[name=text]").focus()
    ages(world.keyworker, 1800 - 200)
    for page in (one, other):
        comes_back_to(page)
        expect(dialog(page)).to_be_visible()
    one.bring_to_front()
    expect(one.get_by_role("button", name="Stay signed in")).to_be_focused()
    expect(dialog(one).get_by_role("status")).to_have_text("You will be signed out in 4 minutes.")
    if SHOTS:
        one.screenshot(path=f"{SHOTS}/session-dialog-{one.viewport_size['width']}.png")
    assert not (barriers := axe.barriers(one)), barriers
    assert one.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    one.keyboard.press("Tab")
    expect(one.get_by_role("button", name="Sign out now")).to_be_focused()
    one.get_by_role("button", name="Stay signed in").click()
    expect(dialog(one)).not_to_be_visible()
    expect(dialog(other)).not_to_be_visible()
    expect(one.locator("[name=text]")).to_be_focused()
    assert one.evaluate("fetch('/sessions/clock/').then(a => a.json()).then(c => c.left)") > 1780


def test_escape_says_i_am_here(live_server: Any, window: BrowserContext, seconds: Any) -> None:
    seconds(1800, 300)
    world = World()
    page = opens(window, live_server, world.coordinator, "/my-work/")
    ages(world.coordinator, 1600)
    page.reload()
    ages(world.coordinator, 1600)
    comes_back_to(page)
    expect(dialog(page)).to_be_visible()
    with page.expect_response("**/sessions/stay/") as answer:
        page.keyboard.press("Escape")
    assert answer.value.json()["left"] > 1790
    expect(dialog(page)).not_to_be_visible()


def test_near_twelve_hours_it_does_not_promise_what_it_cannot(
    live_server: Any, window: BrowserContext, settings: Any
) -> None:
    settings.SESSION_COOKIE_AGE = 200
    world = World()
    page = opens(window, live_server, world.coordinator, "/my-work/")
    expect(dialog(page)).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).not_to_be_visible()
    expect(page.get_by_text("for as long as one sign-in lasts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page)).not_to_be_visible()
    for _ in range(2):  # when the second answer is there, the page has taken in the first
        with page.expect_response("**/sessions/clock/") as answer:
            comes_back_to(page)
        assert answer.value.json()["left"] <= 200  # the whole sign-in, and no half hour anew
    expect(dialog(page)).not_to_be_visible()


def test_when_the_time_is_over_the_record_goes_and_the_words_stay(
    live_server: Any, window: BrowserContext, seconds: Any
) -> None:
    """1.3, with a script: half-typed form, past expiry, sign in, the text is there."""
    seconds(1800, 300)
    world = World()
    path = f"/register/{world.entry().pk}/"
    page = opens(window, live_server, world.keyworker, path)
    page.fill("[name=text]", WORDS)
    ages(world.keyworker, 1800 - 9)  # nine seconds are left
    comes_back_to(page)
    expect(dialog(page)).to_be_visible(timeout=9_000)
    page.wait_for_url("**/accounts/login/**")
    expect(page.get_by_text("so we signed you out. What you had typed is kept.")).to_be_visible()
    assert "Jade" not in page.content()
    assert page.url.endswith(f"/accounts/login/?next={path}")
    assert KeptForm.objects.get().path == path
    sign_in(page, live_server, world.keyworker)
    page.goto(f"{live_server.url}{path}")
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    expect(page.get_by_text("We kept what you typed on")).to_be_visible()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/kept-{page.viewport_size['width']}.png")
    assert not (barriers := axe.barriers(page)), barriers
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    follow(page.get_by_role("button", name="Add the note"))
    expect(page.get_by_text("We kept what you typed on")).not_to_be_visible()
    expect(page.get_by_text(WORDS).first).to_be_visible()
    page.goto(f"{live_server.url}/my-work/")
    assert not KeptForm.objects.exists(), "leaving the page must not bring back what was sent"


def until_kept(path: str) -> None:
    """What is typed goes on its way while the page is left: the next page may be there before it."""
    for _ in range(50):
        if KeptForm.objects.filter(path=path).exists():
            return
        time.sleep(0.1)
    raise AssertionError("nothing was kept")


def test_a_page_that_is_left_half_typed_is_there_on_coming_back(
    live_server: Any, window: BrowserContext
) -> None:
    world = World()
    path = f"/register/{world.entry().pk}/"
    page = opens(window, live_server, world.keyworker, path)
    page.fill("[name=text]", WORDS)
    page.goto(f"{live_server.url}/my-work/")
    until_kept(path)
    page.goto(f"{live_server.url}{path}")
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    follow(page.get_by_role("button", name="Clear it"))
    expect(page.locator("[name=text]")).to_have_value("")
    assert not KeptForm.objects.exists()


def test_back_after_signing_out_shows_nothing(live_server: Any, window: BrowserContext) -> None:
    """S52"""
    world = World()
    page = opens(window, live_server, world.keyworker, f"/register/{world.entry().pk}/")
    expect(page.get_by_text("Jade").first).to_be_visible()
    follow(page.get_by_role("button", name="Sign out", exact=True))
    page.go_back()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert "Jade" not in page.content()


def test_the_page_of_sign_ins_is_sound(live_server: Any, window: BrowserContext) -> None:
    world = World()
    opens(window, live_server, world.family, "/me/").close()
    page = opens(window, live_server, world.family, "/sessions/")
    expect(page.get_by_text("This device, now")).to_be_visible()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/sessions-{page.viewport_size['width']}.png", full_page=True)
    assert not (barriers := axe.barriers(page)), barriers
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    follow(page.get_by_role("button", name="Sign out everywhere else"))
    expect(page.get_by_text("You are signed in nowhere else.")).to_be_visible()
