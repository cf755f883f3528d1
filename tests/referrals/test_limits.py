"""Whose tries are counted together (S17)."""

import pytest
from django.conf import settings
from django.test import RequestFactory

from referrals.limits import address_of


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "counted"),
    [
        (False, "", "127.0.0.1"),
        (False, "192.0.2.7", "127.0.0.1"),  # a client's own word is not believed
        (True, "192.0.2.7", "192.0.2.7"),
        (True, "203.0.113.9, 192.0.2.7", "192.0.2.7"),  # the last is what our proxy saw
        (True, "", "127.0.0.1"),
    ],
)
def test_tries_are_counted_by_the_address_that_can_be_believed(
    behind_proxy: bool, forwarded: str, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BEHIND_PROXY", behind_proxy)
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", **extra)) == counted
