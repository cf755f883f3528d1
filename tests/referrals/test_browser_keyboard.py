"""The whole self-referral in easy read by keyboard alone, without JavaScript, on a small telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from referrals.models import Referral
from tests.referrals.test_browser import Reader, _rows_beside_a_browser, small, world

__all__ = ["_rows_beside_a_browser", "small", "world"]  # fixtures

# What is pressed on each page, after its mistake (if any): (box, what), a box of many answers with its value.
WRITE, CHOOSE, TICK = "write", "choose", "tick"
PAGES: list[tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]]]] = [
    ("who", [], [(CHOOSE, "filling_in_for", "care")]),
    ("helper", [], [(WRITE, "helper_name", "Una Larkham"), (WRITE, "helper_relation", "Sister")]),
    ("name", [], [(WRITE, "given_name", "Conor"), (WRITE, "family_name", "Larkham")]),
    ("born", [(WRITE, "about_age", "old")], [(WRITE, "about_age", "22")]),
    ("happening", [], [(WRITE, "happening", "He cannot sleep.")]),
    ("risks", [], [(TICK, "risk_factors", "life_event")]),
    ("helped", [], [(WRITE, "would_help", "A night worker.")]),
    ("diagnosis", [], [(CHOOSE, "diagnosis", "both")]),
    ("home", [], [(CHOOSE, "lives_in", "northmoor")]),
    ("hospital", [], [(CHOOSE, "in_hospital", "no"), (CHOOSE, "place_type", "supported_living")]),
    (
        "nhs-number",
        [(CHOOSE, "number_known", "yes"), (WRITE, "nhs_number", "123")],
        [(CHOOSE, "number_known", "no")],
    ),
    ("school", [], []),
    ("people", [], [(TICK, "plans", "crisis")]),
    ("needs", [], [(TICK, "needs", "quiet_room"), (CHOOSE, "letter_format", "easy")]),
    ("agreement", [], [(CHOOSE, "agreement", "thinking")]),
    ("sharing", [], [(TICK, "not_share_with", "gp")]),
    ("contact", [], [(TICK, "ways", "phone"), (WRITE, "phone", "01632 960 555")]),
    ("safe", [], [(CHOOSE, "person_reach", "post")]),
    ("equality", [], []),
]
MUST = {"who", "helper", "name", "agreement", "contact"}  # sent empty first: the mistake is to say nothing


class Keys:
    """A keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self, what: str) -> str:
        return self.page.locator("*:focus").get_attribute(what) or ""

    def tab_to(self, fits: Callable[[], bool]) -> None:
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.locator("*:focus").count() and fits():
                return
        raise AssertionError("the keyboard does not reach it")

    def write(self, name: str, text: str) -> None:
        self.tab_to(lambda: self.focused("name") == name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        self.tab_to(lambda: self.focused("name") == name)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.focused("value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name}: {value} is not reached")

    def tick(self, name: str, value: str) -> None:
        self.tab_to(lambda: (self.focused("name"), self.focused("value")) == (name, value))
        self.page.keyboard.press("Space")

    def press(self, words: str) -> None:
        self.tab_to(lambda: words in self.page.locator("*:focus").inner_text())
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def do(self, acts: list[tuple[str, str, str]]) -> None:
        for verb, name, what in acts:
            getattr(self, verb)(name, what)


@pytest.mark.usefixtures("world")
def test_a_sister_asks_for_support_by_keyboard_in_easy_read(
    live_server: Any, small: Callable[..., Page]
) -> None:
    page = small(scripts=False)
    reader, keys = Reader(page, live_server.url, judge=small(scripts=True)), Keys(page)
    page.goto(f"{live_server.url}/refer/")
    keys.press("Easy read")
    reader.look()
    keys.press("Start now")
    for key, mistake, acts in PAGES:
        expect(page.locator("main .easy-idea").first).to_be_visible()
        reader.look()
        if mistake or key in MUST:
            keys.do(mistake)
            keys.press("Continue")
            assert page.title().startswith("Error: "), key
            reader.look()
        keys.do(acts)
        keys.press("Continue")
    reader.look()
    keys.press("Conor has the device now")
    reader.look()
    keys.do([(CHOOSE, "wants_this", "no")])
    keys.press("Continue")
    reader.look()
    keys.press("I have the device back")
    expect(page.get_by_text("Answered in private")).to_be_visible()
    reader.look()
    keys.press("Send this to the Northmoor team")
    reader.look()
    sent = Referral.objects.get()
    assert page.get_by_text(sent.spaced_reference).is_visible()
    assert (sent.style, sent.about_age, sent.place_type) == ("easy", 22, "supported_living")
    assert (sent.wants_this, sent.agreement, sent.needs) == ("no", "thinking", ["quiet_room"])
