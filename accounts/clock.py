"""How long a sign-in lasts: arithmetic on moments, nothing else.

A sign-in ends after a time without activity, and after a longer time whatever is done (ASVS 7.3.1,
7.3.2). Both lengths are settings; docs/sessions.md says why they are what they are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WRITTEN_AT_MOST_EVERY = timedelta(minutes=1)  # one small write a minute and session, not one a page


class State(StrEnum):
    """What the clock says of a sign-in."""

    ALIVE = "alive"
    WARN = "warn"
    IDLE = "idle"
    TOO_OLD = "too_old"


LIVING = frozenset({State.ALIVE, State.WARN})


@dataclass(frozen=True)
class Limits:
    """How long without activity, how long in all, and how long before the end somebody is told."""

    idle: timedelta
    in_all: timedelta
    warning: timedelta


@dataclass(frozen=True)
class Facts:
    """When somebody signed in, when they last did something, and what time it is."""

    signed_in_at: datetime
    last_active_at: datetime
    now: datetime


def state(facts: Facts, limits: Limits) -> State:
    """Alive, about to end, or over and why; at the very moment of the end it is over."""
    if facts.now >= facts.signed_in_at + limits.in_all:
        return State.TOO_OLD
    if facts.now >= facts.last_active_at + limits.idle:
        return State.IDLE
    return State.WARN if time_left(facts, limits) <= limits.warning else State.ALIVE


def time_left(facts: Facts, limits: Limits) -> timedelta:
    """How long until the end if nothing is done; never below nothing."""
    end = min(facts.last_active_at + limits.idle, facts.signed_in_at + limits.in_all)
    return max(end - facts.now, timedelta(0))


def can_stay(facts: Facts, limits: Limits) -> bool:
    """Whether doing something now would move the end: near the longer limit it would not."""
    return facts.signed_in_at + limits.in_all > facts.last_active_at + limits.idle


def is_worth_writing(facts: Facts) -> bool:
    """Whether activity now is written down: not again within the minute."""
    return facts.now - facts.last_active_at >= WRITTEN_AT_MOST_EVERY
