"""The form for professionals in a real browser without JavaScript, at the width of a small telephone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from referrals.models import Referral
from tests.referrals.flaggings import ADDRESS, newest_code
from tests.referrals.test_browser import PHONE, Reader
from tests.worlds import World


@pytest.fixture(autouse=True)
def _rows_beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's own loop makes Django think that the test is asynchronous; it is not."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def world(transactional_db: None) -> World:
    """Northmoor, where the server's threads see it."""
    return World()


@pytest.fixture
def reader(browser: Browser, live_server: Any) -> Iterator[Reader]:
    """A page without JavaScript, judged in one that has it."""
    plain = browser.new_context(viewport=PHONE, java_script_enabled=False)
    judge = browser.new_context(viewport=PHONE)
    yield Reader(plain.new_page(), live_server.url, judge=judge.new_page())
    plain.close()
    judge.close()


TICKS = {
    "about": ["Somebody new"],
    "urgency": ["Today"],
    "diagnosis": ["Autism"],
    "eligibility": ["Lives in the area", "May be admitted"],
    "consent": ["Nobody has been asked yet"],
    "legal-basis": ["Serious harm"],
    "risks": ["Home, tenancy or placement"],
    "colour": ["Red"],
    "asked-for": ["A review", "Advice"],
}
WORDS = {
    "work-email": {"What is your work e-mail address?": ADDRESS},
    "you": {
        "Your full name": "Gwen Penhale",
        "Your role": "GP",
        "Your organisation": "Harbour Practice",
        "A phone number": "01632 960 301",
    },
    "name": {"First name": "Jade", "Last name": "Morris"},
    "born": {"Not sure? About how old": "14"},
    "consent-reason": {"Why was nobody asked?": "She would not come out of her room."},
    "happening": {"What is happening now?": "No sleep for three nights."},
    "colour": {"Your reasons": "A bed is being looked for."},
    "support": {"Which help is there now?": "None at night.", "What is missing?": "Nights."},
    "tried": {"What has been tried": "Swimming went well."},
    "leads": {"Lead professional": "Dr Ada Coombe, 01632 960 302"},
}


def answer(page: Page, key: str) -> None:
    """Fill in one page as a GP would."""
    for label in TICKS.get(key, []):
        page.get_by_label(label, exact=label == "Autism").first.check()
    for label, words in WORDS.get(key, {}).items():
        page.get_by_label(label).first.fill(words)
    if key == "code":
        page.get_by_label("Enter the code").fill(newest_code())


def test_a_gp_flags_without_javascript_on_a_small_telephone(world: World, reader: Reader) -> None:
    page = reader.page
    page.goto(f"{reader.site}/flag/")
    reader.look()
    reader.press("Start now")
    reader.go_on()
    expect(page).to_have_title("Error: Why do you write? – Dynamic support")
    reader.look()
    while not page.url.endswith("/flag/check/"):
        key = page.url.rstrip("/").rpartition("/")[2]
        reader.look()
        answer(page, key)
        reader.go_on()
        assert not page.title().startswith("Error"), (key, page.locator("main").inner_text())
    reader.look()
    reader.press("Send this to the Northmoor team")
    expect(page.get_by_role("heading", name="You said: today")).to_be_visible()
    reader.look()
    page.get_by_role("link", name="Print or keep a copy").click()
    reader.look()
    referral = Referral.objects.select_related("flag").get()
    assert (referral.about_age, referral.flag.legal_basis) == (14, "serious_harm")
    assert len(reader.seen) > 25
