"""The button that reads a block aloud: with a voice of the device itself, and otherwise not there."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.easy.demo import page as demo
from tests.nhsuk.test_browser import SITE, serve

FAKE = (Path(__file__).parent / "fake_speech.js").read_text()
SPOKEN = [
    "Your life now",
    "Tell us what is hard now.", "You can write a little.", "You can write a lot.",
    "You can ask us to call you.", "a happy face",
    "Where do you live?", "Choose one.", "At home with my family", "In a house with other people",
    "In hospital", "Any kind of hospital", "Are you sure?", "Yes", "No",
    "What helps you?", "Somebody to talk to", "A quiet place",
    "What is your name?", "You can skip this.", "Tell us more", "Next",
]  # fmt: skip


def opened(page: Page, voices: str = "all") -> Locator:
    """The page with these voices; its first button."""
    complaints = serve(page, demo())
    page.add_init_script(f"window.__voices = '{voices}';\n{FAKE}")
    page.goto(SITE)
    page.wait_for_selector("body.nhsuk-frontend-supported")
    assert complaints == []
    return page.locator("[data-listen]").first


def words(page: Page) -> list[str]:
    found: list[str] = page.evaluate("heard.words()")
    return found


def test_it_reads_what_is_seen_and_nothing_that_was_typed(page: Page) -> None:
    button = opened(page)
    assert page.locator("[data-listen]:visible").count() == 2
    page.get_by_label("What is your name?").fill("Jay")
    button.click()
    for _ in SPOKEN:
        assert button.inner_text() == "Stop"
        page.evaluate("heard.finish()")
    assert words(page) == SPOKEN
    assert button.inner_text() == "Listen", "it has come to the end"
    facts = page.evaluate("heard.said.map((one) => [one.lang, one.voice.name, one.rate])")
    assert {tuple(fact) for fact in facts} == {("en-GB", "British", 0.9)}


def test_a_second_press_stops_it_and_a_third_begins_again(page: Page) -> None:
    button = opened(page)
    button.click()
    page.evaluate("heard.finish()")
    button.click()
    assert (button.inner_text(), page.evaluate("heard.cut")) == ("Listen", 1)
    assert words(page) == SPOKEN[:2], "being cut off is not a reason to go on"
    button.click()
    assert words(page) == [*SPOKEN[:2], SPOKEN[0]]


@pytest.mark.parametrize("how", ["escape", "pagehide", "error"])
def test_escape_leaving_the_page_and_a_broken_voice_stop_it(page: Page, how: str) -> None:
    button = opened(page)
    button.click()
    if how == "escape":
        page.keyboard.press("Escape")
    else:
        page.evaluate("heard.fail()" if how == "error" else "dispatchEvent(new Event('pagehide'))")
    assert button.inner_text() == "Listen" and page.evaluate("heard.cut") == 1
    page.evaluate("heard.finish()")
    assert words(page) == SPOKEN[:1]


def test_one_block_at_a_time(page: Page) -> None:
    first = opened(page)
    other = page.locator("[data-listen='#other']")
    first.click()
    other.click()
    assert (first.inner_text(), other.inner_text()) == ("Listen", "Stop")
    assert words(page) == [SPOKEN[0], "Another block."]


def test_a_screen_reader_is_told_nothing_but_the_buttons_name(page: Page) -> None:
    button = opened(page)
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-listen]')"), "the focus has moved"
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 0
    assert page.get_by_role("button", name="Stop", exact=True).count() == 1


def test_another_english_voice_of_the_device_does(page: Page) -> None:
    opened(page, "american").click()
    assert page.evaluate("heard.said[0].voice.name") == "American"


@pytest.mark.parametrize("voices", ["missing", "none", "french", "far"])
def test_without_an_english_voice_of_the_device_there_is_no_button(page: Page, voices: str) -> None:
    opened(page, voices)
    assert page.locator("[data-listen]:visible").count() == 0


def test_a_voice_that_comes_late_brings_the_button(page: Page) -> None:
    button = opened(page, "none")
    assert not button.is_visible()
    page.evaluate("heard.arrive()")
    assert button.is_visible()


def test_without_javascript_there_is_no_button(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        serve(page, demo())
        page.goto(SITE)
        assert page.locator("[data-listen]").count() == 2
        assert page.locator("[data-listen]:visible").count() == 0
    finally:
        context.close()
