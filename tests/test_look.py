"""What must be seen whatever the screen: ratings without colour, pages on paper, the keyboard's way in."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from dsr.rating_tags import RATING_TAGS
from tests.clicks import follow
from tests.worlds import World, signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(transactional_db: None, live_server: object, page: Page) -> Page:
    """A coordinator's browser, with one person of each rating but blue on the register."""
    world = World()
    for name, colour in (("Ann", "red"), ("Ben", "amber"), ("Cleo", "green"), ("Dan", None)):
        entry = world.entry(given_name=name)
        if colour:
            world.rate(entry, colour, by=world.coordinator)
    cookie = signed_in(world.coordinator).cookies["session"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/register/")
    return page


def test_each_rating_has_its_own_word_and_its_own_shape() -> None:
    words = {str(tag).rpartition(">")[0].rpartition(">")[2] for tag in RATING_TAGS.values()}
    shapes = {str(tag).split(">")[2 if "svg" in str(tag) else 1] for tag in RATING_TAGS.values()}
    assert len(words) == len(shapes) == len(RATING_TAGS) == 5


def test_ratings_are_told_apart_in_greyscale(desk: Page) -> None:
    """Without colour, and without reading the word: background, border and shape still differ."""
    looks = {}
    for name in ("red", "amber", "green", "none"):
        looks[name] = desk.locator(f"tbody .dsr-rating--{name}").first.evaluate(
            """tag => {
                const grey = colour => {
                    const [r, g, b] = colour.match(/[0-9.]+/g).map(Number)
                    return Math.round(0.299 * r + 0.587 * g + 0.114 * b)
                }
                const style = getComputedStyle(tag)
                const shape = tag.querySelector('svg')?.innerHTML || '?'
                return [grey(style.backgroundColor), style.borderStyle, shape]
            }"""
        )
    for one, other in itertools.combinations(looks, 2):
        same_ground = abs(looks[one][0] - looks[other][0]) < 25 and looks[one][1] == looks[other][1]
        assert not same_ground, f"{one} and {other} look alike: {looks[one]} {looks[other]}"
        assert looks[one][2] != looks[other][2], f"{one} and {other} have one shape"


def test_ratings_and_buttons_are_outlined_in_forced_colours(desk: Page) -> None:
    desk.emulate_media(forced_colors="active")
    tags = desk.locator("tbody .dsr-rating").all()
    assert len(tags) == 4
    for tag in tags:
        width, style = tag.evaluate(
            "t => [getComputedStyle(t).borderTopWidth, getComputedStyle(t).borderTopStyle]"
        )
        assert float(width.removesuffix("px")) >= 2 and style != "none"
        assert tag.is_visible()


def test_paper_carries_the_person_and_not_the_menus(desk: Page) -> None:
    follow(desk.locator("tbody a").first)
    hidden = (".nhsuk-header", ".nhsuk-footer", "button:has-text('Add the note')")
    for menu in hidden:
        expect(desk.locator(menu)).to_be_visible()
    desk.emulate_media(media="print")
    for menu in hidden:
        expect(desk.locator(menu)).to_be_hidden()
    expect(desk.locator(".dsr-identity")).to_be_visible()
    expect(desk.locator("#timeline-heading")).to_be_visible()


def test_the_first_tab_skips_to_the_content(desk: Page) -> None:
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_text("Skip to main content")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("#maincontent$"))


def test_every_stop_of_the_tab_key_shows_where_it_is(desk: Page) -> None:
    for _ in range(25):
        desk.keyboard.press("Tab")
        ring = desk.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement)
                return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
            }"""
        )
        assert ring, desk.evaluate("document.activeElement.outerHTML.slice(0, 200)")
