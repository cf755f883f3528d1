"""A page of easy read in a browser: no barrier, picture left, large words, large targets, on paper too."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from config.launch.places import ROOT
from tests import axe
from tests.easy.demo import page as demo
from tests.easy.test_listen import FAKE
from tests.nhsuk.test_browser import SITE, serve

STYLE = (ROOT / "static" / "dsr" / "easy.css").read_text()
CARD = ".nhsuk-radios__item, .nhsuk-checkboxes__item"


def opened(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    complaints = serve(page, demo())
    page.add_init_script(FAKE)
    page.goto(SITE)
    page.wait_for_selector("[data-listen]:visible")
    return complaints


def boxes(page: Page, what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.eval_on_selector_all(
        what, "all => all.map(e => e.getBoundingClientRect())"
    )
    return found


@pytest.mark.parametrize(("width", "drawn"), [(1280, 112), (320, 72)])
def test_no_barrier_and_a_picture_left_of_large_words(page: Page, width: int, drawn: int) -> None:
    complaints = opened(page, width)
    assert not (barriers := axe.barriers(page)), barriers
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls two ways"
    pictures, words = boxes(page, ".easy-idea .dsr-picture"), boxes(page, ".easy-idea .easy-words")
    assert len(pictures) == len(words) == 2
    for picture, said in zip(pictures, words, strict=True):
        assert (picture["width"], picture["height"]) == (drawn, drawn)
        assert picture["right"] < said["left"] and picture["top"] < said["bottom"]
    sizes = page.eval_on_selector_all(
        ".easy-page :is(p, label, legend, .nhsuk-hint, input[type=text], textarea)",
        "all => all.map(e => [parseFloat(getComputedStyle(e).fontSize), getComputedStyle(e).lineHeight])",
    )
    assert min(size for size, _ in sizes) >= 20
    assert all(float(height.removesuffix("px")) >= 1.3 * size for size, height in sizes)
    assert min(box["height"] for box in boxes(page, f"{CARD}, button, input[type=text]")) >= 44


@pytest.mark.parametrize("width", [1280, 320])
def test_the_whole_card_is_the_target(page: Page, width: int) -> None:
    opened(page, width)
    for card in page.locator(CARD).all():
        box = card.bounding_box()
        assert box is not None
        for place in (
            (6, 6),
            (box["width"] - 6, 6),
            (6, box["height"] - 6),
            (box["width"] / 2, box["height"] / 2),
        ):
            target = card.evaluate(
                """(card, [x, y]) => {
                    const at = card.getBoundingClientRect()
                    scrollTo(0, at.top + scrollY - 100)
                    const now = card.getBoundingClientRect()
                    const hit = document.elementFromPoint(now.left + x, now.top + y)
                    return hit.closest('label, input') ? 'a target' : hit.outerHTML.slice(0, 80)
                }""",
                list(place),
            )
            assert target == "a target", place
        card.click(position={"x": box["width"] - 20, "y": box["height"] - 12})
        assert card.locator("input").is_checked()


def test_in_forced_colours_the_drawings_keep_their_ground(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, 800)
    ground = page.locator(".easy-idea .dsr-picture").first.evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert ground == "rgb(255, 255, 255)"
    chosen = page.locator(f"{CARD}").filter(has=page.locator(":checked")).first
    assert chosen.evaluate("e => getComputedStyle(e).borderTopWidth") == "4px", (
        "colour alone says it is chosen"
    )


def test_on_paper_pictures_stay_words_are_14_points_and_the_button_is_gone(page: Page) -> None:
    opened(page, 800)
    page.emulate_media(media="print")
    assert page.locator(".easy-idea .dsr-picture:visible").count() == 2
    assert page.locator("[data-listen]:visible").count() == 0
    size = page.locator(".easy-idea p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size == pytest.approx(14 * 96 / 72, abs=0.01)


def test_nothing_moves_and_nothing_is_fetched() -> None:
    assert not re.search(r"animation|transition|@import|url\(|@font-face", STYLE)


def test_each_sentence_of_an_idea_has_its_line() -> None:
    assert demo().count("<p>You can write a little.</p><p>You can write a lot.</p>") == 1


def test_an_answer_without_a_picture_is_words_alone() -> None:
    html = demo()
    assert html.count('<span class="easy-words">') == 7
    assert 'src="/static/dsr/easy/tick.svg" alt=""' in html
