"""Fixtures of the tests of accounts."""

import time

import pytest


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of authenticator apps stands still: no code runs out between reading it and sending it."""
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
