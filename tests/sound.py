"""What is wrong with a page in a browser, whoever opened it: too wide for the screen, or a barrier."""

import os
import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

from tests import axe

SHOTS = os.environ.get("SHOTS")  # a folder for pictures, when somebody wants to look

# What makes a page wider than the screen, if anything does; tables scroll in a region of their own.
STICKS_OUT = """() => document.documentElement.scrollWidth <= window.innerWidth ? '' :
    [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.dsr-scroll'))
        .map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 60)}`).slice(-4).join(' | ')
    || 'something'"""


def faults(page: Page, *, with_axe: bool = True) -> list[str]:
    """Each fault as a sentence. axe is a script: where the page may run none, it is left out."""
    found = []
    width = page.viewport_size["width"] if page.viewport_size else 0
    if wide := page.evaluate(STICKS_OUT):
        found.append(f"{page.title()} scrolls sideways at {width} px: {wide}")
    if with_axe and (barriers := axe.barriers(page)):
        found.append(f"{page.title()} at {width} px\n{barriers}")
    return found


def picture(page: Page, name: str) -> None:
    """The whole page as a picture, when SHOTS names a folder."""
    if SHOTS and page.viewport_size:
        name = re.sub(r"[^a-z0-9-]+", "-", name.lower())
        page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def complaint(said: ConsoleMessage) -> str:
    """What the browser complains of, a broken Content-Security-Policy too; nothing for other words.

    A refusal, a page not found, one that only takes forms, and a conflict on purpose are no fault.
    """
    on_purpose = re.search(r"status of 40[3459]", said.text)
    return f"the console: {said.text}" if said.type == "error" and not on_purpose else ""
