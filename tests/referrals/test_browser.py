"""The public form in a real browser, with JavaScript, at the width of a small telephone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from referrals.models import Referral
from referrals.references import spaced
from tests.clicks import follow
from tests.referrals.journeys import PHONE, Reader
from tests.referrals.sendings import BORN, sent
from tests.worlds import World, signed_in


@pytest.fixture(autouse=True)
def _rows_beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's own loop makes Django think that the test is asynchronous; it is not."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def world(transactional_db: None) -> World:
    """Northmoor, where the server's threads see it."""
    return World()


@pytest.fixture
def small(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page 320 pixels wide, with or without JavaScript."""
    contexts = []

    def open_one(*, scripts: bool) -> Page:
        contexts.append(browser.new_context(viewport=PHONE, java_script_enabled=scripts))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def walk(reader: Reader) -> None:
    """Start to confirmation, with one mistake on the way."""
    page = reader.page
    page.goto(reader.site)
    reader.look()
    follow(page.get_by_role("button", name="Ask for support"))
    reader.look()
    reader.press("Start now")
    reader.look()
    reader.go_on()
    expect(page).to_have_title("Error: Who is this form about? – Dynamic support")
    reader.look()
    page.get_by_role("link", name="Choose who this form is about").click()
    page.get_by_label("My child").check()
    reader.go_on()
    reader.look()
    page.get_by_label("Your full name").fill("Mary Morris")
    page.get_by_label("Who are you to your child?").fill("Mum")
    reader.go_on()
    reader.look()
    page.get_by_label("First name").fill("Jade")
    page.get_by_label("Last name").fill("Morris")
    reader.go_on()
    expect(page.get_by_role("heading", name="What is Jade’s date of birth?")).to_be_visible()
    reader.look()
    for name, value in (("Day", "31"), ("Month", "2"), ("Year", "2011")):
        page.get_by_label(name, exact=True).fill(value)
    reader.go_on()
    reader.look()
    expect(page.get_by_label("Year", exact=True)).to_have_value("2011")
    page.get_by_label("Day", exact=True).fill("2")
    reader.go_on()
    reader.look()
    page.get_by_label("What is happening now?").fill("No school since September.\nShe does not sleep.")
    reader.go_on()
    reader.look()
    page.get_by_label("A big change: a loss, a move, a new baby").check()
    reader.go_on()
    reader.look()
    page.get_by_label("What would help now?").fill("Somebody in the evening.")
    reader.go_on()
    reader.look()
    page.get_by_label("Autism", exact=True).check()
    reader.go_on()
    reader.look()
    page.get_by_label("Northmoor").check()
    reader.go_on()
    reader.look()
    page.get_by_role("group", name="Is Jade in hospital now?").get_by_label("Yes").check()
    page.get_by_label("Which hospital, and since when?").fill("Fernhill")
    page.get_by_label("Foster home").check()
    reader.go_on()
    reader.look()
    page.get_by_label("No", exact=True).check()
    for _ in ("nhs-number", "school", "people", "needs"):
        reader.go_on()
        reader.look()
    page.get_by_label("Yes, they know and they agree").check()
    reader.go_on()
    reader.look()
    page.get_by_label("Police and youth justice").check()
    reader.go_on()
    reader.look()
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_label("E-mail address").fill("mary.morris@example.org")
    for _ in ("contact", "safe", "equality"):
        reader.go_on()
        reader.look()
    reader.press("Jade has the device now")
    reader.look()
    page.get_by_label("I want to talk to somebody alone").check()
    reader.go_on()
    expect(page.get_by_text("Your answer is put away.")).to_be_visible()
    reader.look()
    reader.press("I have the device back: go on")
    expect(page.get_by_text("Answered in private")).to_be_visible()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("This has not been sent yet.")).to_be_visible()
    reader.look()
    follow(page.get_by_role("link", name="Change Last name"))
    page.get_by_label("Last name").fill("Morrison")
    reader.go_on()
    expect(page.get_by_text("Morrison")).to_be_visible()
    reader.press("Send this to the Northmoor team")
    expect(page.get_by_role("heading", name="We have your form")).to_be_visible()
    reader.look()


def check_sent(page: Page) -> None:
    referral = Referral.objects.get()
    assert (referral.family_name, referral.email) == ("Morrison", "mary.morris@example.org")
    expect(page.get_by_text(spaced(referral.reference))).to_be_visible()
    page.reload()
    expect(page.get_by_text(spaced(referral.reference))).to_be_visible()


def test_the_form_with_javascript(world: World, live_server: Any, small: Callable[..., Page]) -> None:
    page = small(scripts=True)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    walk(Reader(page, live_server.url))
    check_sent(page)
    assert complaints == []


def test_information_and_following_a_form(world: World, live_server: Any, small: Callable[..., Page]) -> None:
    reader = Reader(small(scripts=True), live_server.url)
    page = reader.page
    World("Southmoor")
    for path in ("consent", "flag", "help", "refer/sent", "track"):
        page.goto(f"{live_server.url}/{path}/")
        reader.look()
    referral = sent(world)
    reader.press("Show me")
    reader.look()
    page.get_by_label("Reference").fill(referral.spaced_reference)
    for name, value in (("Day", "2"), ("Month", "3"), ("Year", "2011")):
        page.get_by_label(name, exact=True).fill(value)
    reader.press("Show me")
    expect(page.get_by_role("heading", name="Where your form is")).to_be_visible()
    reader.look()
    assert page.url.endswith("/track/status/")


def test_the_team_reads_and_decides_a_form(
    world: World, live_server: Any, small: Callable[..., Page]
) -> None:
    referral = sent(world)
    world.person("Alice", BORN)
    page = small(scripts=True)
    cookie = signed_in(world.coordinator).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    reader = Reader(page, live_server.url)
    page.goto(f"{live_server.url}/referrals/")
    reader.look()
    follow(page.get_by_role("link", name="Jade MORRIS"))
    reader.look()
    follow(page.get_by_role("button", name="Say who this is"))
    reader.look()
    page.get_by_label("None of these: somebody new").check()
    reader.press("Continue")
    reader.look()
    page.get_by_role("group", name="Do they have parental").get_by_label("Yes").check()
    page.get_by_role("group", name="May they be told").get_by_label("Yes").check()
    reader.press("Make the record")
    follow(page.get_by_role("button", name="Record the answer"))
    reader.look()
    reader.press("Save the answer")
    reader.look()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Somebody with parental responsibility").check()
    page.get_by_label("How parental responsibility was checked").fill("Birth certificate seen.")
    page.get_by_label("Who gave the answer?").fill("Mary Morris")
    today = world.today
    for name, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(name, exact=True).fill(str(value))
    page.get_by_label("How was it explained").fill("Talked through with pictures.")
    reader.press("Save the answer")
    follow(page.get_by_role("link", name="Write down a conversation"))
    reader.look()
    page.go_back()
    follow(page.get_by_role("button", name="Decide"))
    reader.look()
    page.get_by_label("Yes: put").check()
    page.get_by_label("Why, and what happens next?").fill("Help is needed soon.")
    reader.press("Save the decision")
    reader.look()
    expect(page.get_by_role("button", name="Open the entry")).to_be_visible()
    referral.refresh_from_db()
    assert referral.entry is not None
