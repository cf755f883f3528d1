"""Which dates of a stay in hospital may follow which. Pure.

A stay holds two chains: the wards somebody was on, and the legal statuses they were under. Only beginnings
are kept; a link ends where the next one begins, and the last ends with the stay, so neither gaps nor
overlaps can be written down (docs/decisions/0019).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from config.refused import Refused
from dsr.days import plain
from dsr.law import DETAINED, Section
from dsr.stay_rules import LeaveKind

READMISSION_WITHIN = 14  # days after leaving: a new stay, counted as a readmission [D] (domain 3.8)
STAND_IN_WITHIN = 28  # days before the admission: a review then stands in for the one after it [U] (R38)


def check_admission(
    day: date, *, born: date, today: date, others: Iterable[tuple[date, date | None]]
) -> None:
    """Refuse a day of admission that cannot be; `others` are the person's other stays, from and to.

    On the day somebody left they may be admitted again. An open stay, or one that reaches past the day,
    would be in two hospitals at once.
    """
    if day > today:
        raise Refused("The day of the admission must be today or earlier.")
    if day < born:
        raise Refused("The day of the admission is before this person was born. Check the year.")
    for began, ended in others:
        if ended is None:
            raise Refused("This person is recorded as being in hospital already.")
        if day < ended:
            raise Refused(
                f"They were in hospital from {plain(began)} to {plain(ended)}. "
                "A new stay cannot begin before the last one ended."
            )


def check_leaving(day: date, *, admitted: date, today: date, latest: date) -> None:
    """Refuse a day of leaving outside the stay; `latest` is the last thing recorded in it."""
    if not admitted <= day <= today:
        raise Refused("The day of leaving must be between the admission and today.")
    if day < latest:
        raise Refused(
            f"Something is recorded in this stay on {plain(latest)}. The day of leaving cannot be before it."
        )


def check_in_stay(day: date, what: str, *, admitted: date, left: date | None, today: date) -> None:
    """Refuse a day that is not in the stay; `what` begins the sentence: "The day of the visit"."""
    if not admitted <= day <= today or (left and day > left):
        end = f"the day they left, {plain(left)}" if left else "today"
        raise Refused(f"{what} must be between the admission and {end}.")


def check_planned(day: date | None, *, admitted: date) -> None:
    """Refuse a planned day of leaving that is before the admission."""
    if day and day < admitted:
        raise Refused("The planned day of leaving cannot be before the admission.")


def check_reviewed_before(day: date | None, *, admitted: date) -> None:
    """Refuse a review "before the admission" that came after it."""
    if day and day > admitted:
        raise Refused("The review before the admission cannot be after the day of the admission.")


When = TypeVar("When", date, datetime)


def check_next_move(day: date, last: date) -> None:
    """Refuse a move before the last one; two on one day stand in the order they were recorded."""
    if day < last:
        raise Refused(
            f"The last move was on {plain(last)}. A new one cannot be before it. "
            "If that day is wrong, correct it first."
        )


def check_next_status(at: datetime, last: datetime) -> None:
    """Refuse a legal status that is not after the last one: two on one day need their times."""
    if at <= last:
        raise Refused(
            f"The legal status now began on {plain(last.date())}. A new one must begin after it. For two on "
            "one day enter the times; if the earlier one is wrong, correct it first."
        )


def check_between(
    at: When, before: When | None, after: When | None, what: str, *, may_touch: bool = False
) -> None:
    """Refuse a corrected beginning that would pass a neighbour in its chain, or meet it unless it may."""
    passes = (before is not None and at < before) or (after is not None and at > after)
    if passes or (not may_touch and at in (before, after)):
        raise Refused(f"{what} must stay between the one before and the one after it.")


class Span(NamedTuple):
    """One link of a chain with where it ends; `until` is None while it lasts."""

    link: object
    since: date | datetime
    until: date | datetime | None


def spans(begun: Sequence[tuple[object, date | datetime]], until: date | datetime | None) -> list[Span]:
    """Links in their order, each until the next begins, the last until the stay ends."""
    ends: list[date | datetime | None] = [since for _, since in begun[1:]]
    return (
        [Span(link, since, end) for (link, since), end in zip(begun, [*ends, until], strict=True)]
        if begun
        else []
    )


def is_readmission(admitted: date, left_before: date | None) -> bool:
    """Whether a stay began within 14 days of leaving hospital [D]."""
    return left_before is not None and admitted - left_before <= timedelta(days=READMISSION_WITHIN)


def stands_in(reviewed: date | None, admitted: date) -> bool:
    """Whether a review before the admission counts instead of the one after it [U], R38.

    One that was held after it, while another area had their place, is that one.
    """
    return reviewed is not None and admitted - reviewed <= timedelta(days=STAND_IN_WITHIN)


def check_leave_kind(kind: LeaveKind, status: Section) -> None:
    """Refuse leave that does not fit the legal status: section 17 is for somebody detained, and no other."""
    if kind is LeaveKind.SECTION_17 and status is Section.INFORMAL:
        raise Refused("Section 17 leave is for somebody who is detained. They are recorded as informal.")
    if kind is LeaveKind.INFORMAL and status in DETAINED:
        raise Refused("They are detained, so leave is under section 17. Or correct the legal status first.")


def check_leave(start: date, back: date | None, others: Iterable[tuple[date, date | None]]) -> None:
    """Refuse leave that is out of order or overlaps another: somebody is away once at a time."""
    if back and back < start:
        raise Refused("The day they came back cannot be before the day they went.")
    for began, ended in others:
        if ended is None and (back is None or back > began):
            raise Refused(
                f"They are on leave already, since {plain(began)}. Record that they came back first."
            )
        if ended and start < ended and (back is None or back > began):
            raise Refused(f"They were on leave from {plain(began)} to {plain(ended)} already.")
