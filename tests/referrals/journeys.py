"""Whole forms in a real browser: anybody, in either words, with and without scripts, by keys and pointer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import Page, expect

from referrals.kinds import HANDLED
from referrals.steps import Kind
from tests import axe
from tests.cetr.browser import SHOTS
from tests.clicks import follow
from tests.referrals import consents, flaggings, walks

PHONE = {"width": 320, "height": 720}
Said = dict[str, Any]
# One question to the browser a key: it is asked hundreds of times a journey.
FOCUSED = """() => {
    const on = document.querySelector('*:focus')
    return {name: on?.getAttribute('name'), value: on?.getAttribute('value'), words: on?.innerText ?? ''}
}"""

# What is wrong on pages that may be skipped, so that they show an error too. Pages that must be answered
# are sent empty for theirs.
MISTAKES: dict[str, Said] = {
    "born": {"date_of_birth_day": "31", "date_of_birth_month": "2", "date_of_birth_year": "2011"},
    "nhs-number": {"number_known": "yes", "nhs_number": "123"},
}


class Reader:
    """Goes through the form like a person, and looks for barriers on every page reached."""

    def __init__(self, page: Page, site: str, judge: Page | None = None) -> None:
        self.page, self.site, self.seen = page, site, []
        # axe itself is a script: a page without JavaScript is judged as a copy in one that has it.
        self.judge = judge or page

    def look(self) -> None:
        expect(self.page.locator("h1")).to_have_count(1)
        barriers = axe.barriers(self.page, None if self.judge is self.page else self._copy)
        assert not barriers, barriers
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], f"{self.page.url} is {wide} wide"
        self.seen.append(self.page.url)
        if SHOTS:
            name = urlsplit(self.page.url).path.strip("/").replace("/", "-")
            self.page.screenshot(path=f"{SHOTS}/{len(self.seen):03}-{name}-{wide}.png", full_page=True)

    def _copy(self) -> Page:
        """The page as it stands, in the browser that runs scripts."""
        self.judge.route(
            "**/copy/", lambda route: route.fulfill(body=self.page.content(), content_type="text/html")
        )
        self.judge.goto(f"{self.site}/copy/")
        return self.judge

    def press(self, name: str) -> None:
        follow(self.page.get_by_role("button", name=name))

    def go_on(self) -> None:
        self.press("Continue")


class Pointer:
    """A finger or a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, name: str, text: str) -> None:
        self.page.locator(f'main [name="{name}"]').fill(text)

    def pick(self, name: str, value: str) -> None:
        self.page.locator(f'main [name="{name}"][value="{value}"]').check()

    def press(self, words: str) -> None:
        follow(self.page.get_by_role("button", name=words).first)


class Keys:
    """A keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self) -> Said:
        """What has the focus: its name, its value, its words."""
        found: Said = self.page.evaluate(FOCUSED)
        return found

    def tab_to(self, fits: Callable[[Said], bool]) -> None:
        for _ in range(160):
            self.page.keyboard.press("Tab")
            if fits(self.focused()):
                return
        raise AssertionError(f"the keyboard does not reach it on {self.page.url}")

    def write(self, name: str, text: str) -> None:
        self.tab_to(lambda focus: focus["name"] == name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, name: str, value: str) -> None:
        if self.page.locator(f'main [name="{name}"][value="{value}"]').get_attribute("type") == "checkbox":
            self.tab_to(lambda focus: (focus["name"], focus["value"]) == (name, value))
            self.page.keyboard.press("Space")
        else:
            self._choose(name, value)

    def _choose(self, name: str, value: str) -> None:
        self.tab_to(lambda focus: focus["name"] == name)
        self.page.keyboard.press("Space")
        for _ in range(40):
            if self.focused()["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name}: {value} is not reached on {self.page.url}")

    def press(self, words: str) -> None:
        self.tab_to(lambda focus: words in focus["words"])
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


HANDS = {"pointer": Pointer, "keys": Keys}


@dataclass(frozen=True)
class Journey:
    """Who fills in which form, and how."""

    kind: Kind
    who: str
    style: str
    hand: str
    scripts: bool

    def __str__(self) -> str:
        return (
            f"{self.kind}, {self.who}, {self.style}, {self.hand}, {'with' if self.scripts else 'no'} scripts"
        )

    def said(self) -> dict[str, Said]:
        """What is typed, page by page."""
        if self.kind == Kind.SELF:
            return walks.everything(walks.SENDERS[self.who])
        if self.kind == Kind.CONSENT:
            return consents.typed(self.who, timezone.localdate())
        return {**flaggings.TYPED, **{key: dict(said) for key, said in FLAGGERS[self.who].items()}}


# What differs from a GP who flags with a parent's agreement.
FLAGGERS: dict[str, dict[str, Said]] = {
    "a GP, agreed": {},
    "a ward, nobody asked": {
        "about": {"flag_kind": "admission"},
        "urgency": {"urgency": "today"},
        "consent": {"consent_answer": "not_asked"},
        "consent-reason": {"consent_why_not": "She would not come out of her room."},
        "legal-basis": {"legal_basis": "serious_harm"},
        "hospital": {"in_hospital": "yes", "hospital": "Fernhill", "place_type": "family_home"},
        "colour": {"proposed_colour": "red", "reasons": "A bed is being looked for."},
    },
}
WHO = {Kind.SELF: list(walks.SENDERS), Kind.CONSENT: consents.VERSIONS, Kind.FLAG: list(FLAGGERS)}
# Every pair of words, hands and scripts, in two journeys for each of the two words.
WAYS = {"standard": [("keys", True), ("pointer", False)], "easy": [("keys", False), ("pointer", True)]}
ALL = [
    Journey(kind, who, style, hand, scripts)
    for kind, whos in WHO.items()
    for who in whos
    for style, ways in WAYS.items()
    for hand, scripts in ways
]


class Walk:
    """One journey, from the page before the first question to the confirmation."""

    def __init__(self, journey: Journey, reader: Reader) -> None:
        self.journey, self.reader, self.page = journey, reader, reader.page
        self.hand = HANDS[journey.hand](self.page)
        self.sheet = HANDLED[journey.kind].sheet
        self.said, self.keys, self.not_asked = journey.said(), list[str](), set[str]()

    def begin(self) -> None:
        """The page before the first question, in the words that were chosen."""
        self.page.goto(f"{self.reader.site}/{self.sheet.word}/")
        if self.journey.style == "easy":
            self.hand.press("Easy read")
        self.reader.look()
        self.hand.press("Give your answers now" if self.journey.kind == Kind.CONSENT else "Start now")

    def answer_all(self) -> None:
        """Every page to the check page, looked at as asked, and with an error where it can have one."""
        while not self.page.url.endswith("/check/"):
            key = self.page.url.split("?")[0].rstrip("/").rpartition("/")[2]
            assert len(self.keys) < 50, self.keys
            self.keys.append(key)
            self.reader.look()
            if self.sheet.by_key[key].private:
                self._alone(key)
            else:
                self._err(key)
                self._fill(self._answers(key))
                self.hand.press("Continue")
                assert not self.page.title().startswith("Error"), (key, self.page.inner_text("main"))

    def send(self) -> None:
        """The check page, and the confirmation with its reference."""
        self.reader.look()
        self.hand.press("Send this to the Northmoor team")
        self.reader.look()
        expect(self.page.locator(".ref-reference").first).to_be_visible()

    def print_a_copy(self) -> None:
        """The page that keeps what was sent, where there is one."""
        follow(self.page.get_by_role("link", name="Print or keep a copy"))
        self.reader.look()

    def _answers(self, key: str) -> Said:
        return {"code": flaggings.newest_code()} if key == "code" else self.said.get(key, {})

    def _err(self, key: str) -> None:
        """Do it wrong first: a page with its error is looked at like any other."""
        wrong = MISTAKES.get(key, {})
        if wrong or self._must(key):
            self._fill({name: value for name, value in wrong.items() if value})
            self.hand.press("Continue")
            assert self.page.title().startswith("Error: "), (key, self.page.title())
            self.reader.look()

    def _must(self, key: str) -> bool:
        return not self.page.get_by_text("You can skip this question").count()

    def _alone(self, key: str) -> None:
        self.hand.press("has the device now")
        self.reader.look()
        self._fill(self._answers(key))
        self.hand.press("Continue")
        self.reader.look()
        self.hand.press("I have the device back")

    def _fill(self, said: Said) -> None:
        for name, value in said.items():
            for each in value if isinstance(value, list) else [value]:
                if each not in ("", None):
                    self._put(name, str(each))

    def _put(self, name: str, value: str) -> None:
        boxes = self.page.locator(f'main [name="{name}"]')
        if not boxes.count():
            self.not_asked.add(name)
        elif boxes.first.get_attribute("type") in ("radio", "checkbox"):
            self.hand.pick(name, value)
        else:
            self.hand.write(name, value)
