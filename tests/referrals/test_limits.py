"""Whose tries are counted together (S17)."""

from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from referrals import limits


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that were counted."""
    keys: list[str] = []

    def count(*, key: str, **_: Any) -> int:
        keys.append(key)
        return keys.count(key)

    monkeypatch.setattr(limits, "count_try", count)
    return keys


@pytest.mark.parametrize(
    ("proxies", "one", "other", "together"),
    [
        (0, "192.0.2.7", "192.0.2.8", True),  # a client's own word is not believed
        (1, "192.0.2.7", "192.0.2.8", False),
        (1, "203.0.113.9, 192.0.2.7", "203.0.113.8, 192.0.2.7", True),  # the last is what our proxy saw
    ],
)
def test_tries_are_counted_by_the_address_that_can_be_believed(
    tried: list[str], monkeypatch: pytest.MonkeyPatch, proxies: int, one: str, other: str, together: bool
) -> None:
    monkeypatch.setattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", proxies)
    for forwarded in (one, other):
        request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)
        limits.tries(request, "track", seconds=60)
    assert (len(set(tried)) == 1) is together


def test_no_address_is_stored(tried: list[str]) -> None:
    limits.tries(RequestFactory().get("/"), "track", seconds=60)
    assert "127.0.0.1" not in tried[0]


@pytest.mark.django_db
def test_after_its_time_a_budget_is_whole_again(monkeypatch: pytest.MonkeyPatch) -> None:
    request, now = RequestFactory().get("/"), timezone.now()
    assert [limits.too_often(request, "x", most=2, seconds=60) for _ in range(3)] == [False, False, True]
    monkeypatch.setattr(limits.timezone, "now", lambda: now + timezone.timedelta(seconds=61))
    assert not limits.too_often(request, "x", most=2, seconds=60)


@pytest.mark.usefixtures("db")
def test_whoever_has_no_address_is_counted_and_not_refused() -> None:
    """A proxy on the same machine may speak through a file and name nobody."""
    request = RequestFactory(REMOTE_ADDR="").post("/refer/check/")
    assert [limits.tries(request, "send", seconds=60) for _ in range(3)] == [1, 2, 3]
