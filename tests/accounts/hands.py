"""A clock whose hands a test moves, and a browser whose forms are checked as in life."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.worlds import signed_in


class Hands:
    """The time of day, for everything that asks django.utils.timezone."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def go(self, **how_far: float) -> None:
        """On by some minutes, hours or days."""
        self.now += timedelta(**how_far)


def take_the_clock(monkeypatch: Any) -> Hands:
    """From now on the test moves the hands."""
    hands = Hands(timezone.now())
    monkeypatch.setattr("django.utils.timezone.now", lambda: hands.now)
    return hands


def browser_of(user: User) -> Client:
    """Signed in, with every form's proof checked."""
    return signed_in(user, Client(enforce_csrf_checks=True, headers={"user-agent": "Firefox Windows"}))


def token_in(html: str) -> str:
    """The proof in a page's first form."""
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]


def fill_in(browser: Client, path: str, answers: dict[str, Any]) -> "Filled":
    """Open a page and type into it, without sending it."""
    page = browser.get(path)
    assert page.status_code == 200, page.status_code
    return Filled(browser, path, answers, token_in(page.content.decode()))


class Filled:
    """A page that is open in a tab, half typed."""

    def __init__(self, browser: Client, path: str, answers: dict[str, Any], token: str) -> None:
        self.browser, self.path, self.answers, self.token = browser, path, answers, token

    def send(self, **headers: str) -> Any:
        """Press the button, as a browser without scripts does."""
        told = {"referer": f"http://testserver{self.path}", "origin": "http://testserver"} | headers
        return self.browser.post(self.path, self.answers | {"csrfmiddlewaretoken": self.token}, headers=told)
