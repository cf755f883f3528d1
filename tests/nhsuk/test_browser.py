"""One of everything in a browser, under our content security policy, without a server."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests import axe

from .kitchen import Kitchen, filled, paper
from .kitchen import page as kitchen_page

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://kitchen.test/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STATES = {
    "empty": Kitchen(),
    "wrong": Kitchen({}),
    "worse": Kitchen({"born_day": "3", "born_month": "13", "born_year": "2011", "number_known": "yes",
                      "nhs_number": "QQ123456C", "helps": ["other", "none"], "email": "no"}),
    "right": Kitchen(filled(), paper()),
}  # fmt: skip


def serve(on: Page | BrowserContext, html: str) -> list[str]:
    """Answer the page and its static files; the list fills with what the browser complains about."""
    complaints: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if not path:
            return route.fulfill(
                body=html, content_type="text/html", headers={"content-security-policy": POLICY}
            )
        file = STATIC / path.removeprefix("static/")
        return route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])

    on.route("**/*", answer)
    on.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    return complaints


def opened(page: Page, state: str, width: int = 1280) -> list[str]:
    """The page in a state, with its components started."""
    page.set_viewport_size({"width": width, "height": 900})
    complaints = serve(page, kitchen_page(STATES[state]))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(SITE)
    page.wait_for_selector("body.nhsuk-frontend-supported")
    return complaints


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("state", STATES)
def test_no_barrier_and_no_complaint(page: Page, state: str, width: int) -> None:
    complaints = opened(page, state, width)
    assert not (barriers := axe.barriers(page)), barriers
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls two ways"


@pytest.mark.parametrize("state", ["wrong", "worse"])
def test_every_line_of_the_summary_leads_to_its_box(page: Page, state: str) -> None:
    opened(page, state)
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"
    links = page.locator(".nhsuk-error-summary__list a").all()
    assert len(links) == len([e for errors in STATES[state].errors.values() for e in errors])
    for link in links:
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == target
        assert page.evaluate("document.activeElement.matches('input, textarea, select, button')")


def test_an_answer_shows_and_hides_its_question(page: Page) -> None:
    opened(page, "empty")
    question = page.get_by_label("NHS number", exact=True)
    expect(question).to_be_hidden()
    page.locator("#id_number_known").check()
    expect(question).to_be_visible()
    page.locator("#id_number_known-2").check()
    expect(question).to_be_hidden()


def test_the_counter_counts_as_the_server_does(page: Page) -> None:
    opened(page, "empty")
    text = "é\n😀" * 50  # 4 for the browser each time
    page.locator("#id_story").fill(text + "x")
    page.get_by_text("You have 1 character too many").first.wait_for()
    sent = text.replace("\n", "\r\n")
    assert "story" in Kitchen(filled() | {"story": sent + "x"}).errors
    assert "story" not in Kitchen(filled() | {"story": sent}).errors


def test_everything_is_there_without_scripts(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        serve(page, kitchen_page(STATES["empty"]))
        page.goto(SITE)
        expect(page.get_by_label("NHS number", exact=True)).to_be_visible()
        expect(page.get_by_text("You can enter up to 200 characters")).to_be_visible()
