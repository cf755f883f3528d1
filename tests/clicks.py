"""Clicks that lead to another page, followed to its end: for every test in a browser."""

from playwright.sync_api import Locator


def follow(place: Locator) -> None:
    """Click, and wait until the whole page that this leads to is there.

    A click comes back as soon as the browser begins with the new page. What is asked of it at once is
    asked of half a page on a busy machine; use this before all that does not wait by itself, and before
    leaving a page whose form was just sent.
    """
    with place.page.expect_navigation():
        place.click()
