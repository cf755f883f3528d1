"""Emergency access: what it may be for, how long it lasts, when its review is late. Pure.

Break-glass as the domain reference 2.2 has it [D]: it asks why, it ends by itself, somebody is told.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from accounts.permissions import Permission

HOURS = 4
REVIEW_WITHIN = 3  # working days
MOST_TRIES = 10  # an hour, found or not (ASVS 2.4.1)
SHORTEST = 20  # characters; fewer are not a sentence
FEWEST_WORDS = 4
# To read what helps in a crisis. No writing, and no review's papers: those have a lock of their own.
GIVES = frozenset({Permission.SEE_ENTRY, Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS})
ON_THE_RECORD = "Emergency access"  # how a look made under it begins its reason


class Reason(StrEnum):
    """Why somebody opens a record that is not theirs."""

    LIFE = "life"
    A_AND_E_OR_CUSTODY = "a_and_e_or_custody"
    CRISIS_TEAM = "crisis_team"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"


REASON_LABELS = {
    Reason.LIFE: "Immediate risk to life",
    Reason.A_AND_E_OR_CUSTODY: "The person is in A&E or in police custody now",
    Reason.CRISIS_TEAM: "The crisis team needs the plan",
    Reason.SAFEGUARDING: "Safeguarding, now",
    Reason.OTHER: "Something else that cannot wait",
}


class Verdict(StrEnum):
    """What whoever reviews it finds."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"
    FOLLOW_UP = "follow_up"


VERDICT_LABELS = {
    Verdict.JUSTIFIED: "Justified",
    Verdict.NOT_JUSTIFIED: "Not justified",
    Verdict.FOLLOW_UP: "Needs follow-up",
}


class Standing(StrEnum):
    """Where the review of an emergency access stands."""

    LATE = "late"
    WAITING = "waiting"
    FOLLOW_UP = "follow_up"
    REVIEWED = "reviewed"


STANDING_LABELS = {
    Standing.LATE: "Late",
    Standing.WAITING: "Waiting for review",
    Standing.FOLLOW_UP: "Being followed up",
    Standing.REVIEWED: "Reviewed",
}


def ends_at(started_at: datetime) -> datetime:
    """Four hours later, as a clock on the wall of no country counts them: also when summer time ends."""
    return started_at.astimezone(UTC) + timedelta(hours=HOURS)


def is_open(*, started_at: datetime, until: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether it still opens the record; at its last moment it no longer does."""
    return started_at <= now < until and (ended_at is None or now < ended_at)


def standing(*, due_on: date, verdict: str, today: date) -> Standing:
    """Where its review stands; the due day itself is still in time."""
    if verdict == Verdict.FOLLOW_UP:
        return Standing.FOLLOW_UP
    if verdict:
        return Standing.REVIEWED
    return Standing.LATE if due_on < today else Standing.WAITING


def is_a_sentence(words: str) -> bool:
    """Whether these words can tell somebody else why: not "urgent", not "xxx"."""
    return len(words.strip()) >= SHORTEST and len(set(words.lower().split())) >= FEWEST_WORDS
