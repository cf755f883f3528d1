"""Helpers of the browser tests: signing in, axe with nothing left out, pictures when somebody asks."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import axe
from tests.worlds import signed_in

SHOTS = os.environ.get("SHOTS")


def sign_in(page: Page, server: Any, user: User) -> None:
    """Put a session of `user` into the browser."""
    client = signed_in(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}])


def look(page: Page, name: str) -> None:
    """Every rule of axe, no two-way scrolling, one h1; a picture when SHOTS names a folder."""
    page.wait_for_load_state()
    expect(page.locator("h1")).to_have_count(1)
    if SHOTS:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    barriers = axe.barriers(page)
    assert not barriers, barriers
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name}: {wide} px wider than the window"
