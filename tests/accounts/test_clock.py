"""The arithmetic of a sign-in's end (S47): a truth table, and laws that hold for all moments."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.clock import Facts, Limits, State, can_stay, is_worth_writing, state, time_left
from accounts.devices import in_words

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(minutes=30), in_all=timedelta(hours=12), warning=timedelta(minutes=5))
MINUTES = st.integers(min_value=-10, max_value=24 * 60).map(lambda n: timedelta(minutes=n))


def facts(active: float, now: float) -> Facts:
    """Minutes after signing in at nine: last active, and now."""
    return Facts(NINE, NINE + timedelta(minutes=active), NINE + timedelta(minutes=now))


@pytest.mark.parametrize(
    ("active", "now", "expected"),
    [
        (0, 0, State.ALIVE),
        (0, 24.99, State.ALIVE),
        (0, 25, State.WARN),
        (0, 29.99, State.WARN),
        (0, 30, State.IDLE),
        (0, 600, State.IDLE),
        (10, 34.99, State.ALIVE),
        (10, 35, State.WARN),
        (10, 40, State.IDLE),
        (714, 714.99, State.ALIVE),  # nearly twelve hours: about to end though busy
        (714, 715, State.WARN),
        (719.9, 719.99, State.WARN),
        (719.9, 720, State.TOO_OLD),
        (0, 720, State.TOO_OLD),  # both: the longer limit is named
        (5, 3, State.ALIVE),  # another machine's clock is ahead
    ],
)
def test_the_table_of_the_clock(active: float, now: float, expected: State) -> None:
    assert state(facts(active, now), LIMITS) is expected


@pytest.mark.parametrize(
    ("active", "now", "left", "stay"),
    [(0, 0, 30, True), (0, 26, 4, True), (0, 31, 0, True), (700, 701, 19, False), (690, 700, 20, False),
     (689, 700, 19, True)],
)  # fmt: skip
def test_how_long_is_left_and_whether_staying_helps(active: int, now: int, left: int, stay: bool) -> None:
    assert time_left(facts(active, now), LIMITS) == timedelta(minutes=left)
    assert can_stay(facts(active, now), LIMITS) is stay


@given(MINUTES, MINUTES)
def test_it_is_over_exactly_when_nothing_is_left(active: timedelta, now: timedelta) -> None:
    found = Facts(NINE, NINE + active, NINE + now)
    over = state(found, LIMITS) in (State.IDLE, State.TOO_OLD)
    assert over is (time_left(found, LIMITS) == timedelta(0))


@given(MINUTES, MINUTES)
def test_doing_something_never_shortens_a_sign_in(active: timedelta, now: timedelta) -> None:
    before = Facts(NINE, NINE + min(active, now), NINE + now)
    after = Facts(NINE, NINE + now, NINE + now)
    assert time_left(after, LIMITS) >= time_left(before, LIMITS)


@given(MINUTES, MINUTES)
def test_nothing_outlives_twelve_hours(active: timedelta, now: timedelta) -> None:
    found = Facts(NINE, NINE + active, NINE + now)
    assert found.now + time_left(found, LIMITS) <= max(found.now, NINE + timedelta(hours=12))


def test_activity_is_written_at_most_once_a_minute() -> None:
    assert [is_worth_writing(facts(0, now)) for now in (0, 0.5, 0.99, 1, 10)] == [
        False, False, False, True, True,
    ]  # fmt: skip


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0": "Firefox on Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
    "Safari/537.36 Edg/131.0.0.0": "Edge on Windows",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
    "Safari/537.36": "Chrome on a Chromebook",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1": "Safari on an iPhone",
    "Mozilla/5.0 (Linux; Android 14; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Safari/605.1.15": "Safari on a Mac",
    "": "A browser on an unknown device",
    "<script>" * 2000: "A browser on an unknown device",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items())
def test_a_device_is_said_in_words_and_never_in_its_own(agent: str, words: str) -> None:
    assert in_words(agent) == words
