"""Stays in hospital: the tables of their words, and which dates may follow which. Pure.

A stay holds two chains: the wards somebody was on, and the legal statuses they were under. Only beginnings
are kept; a link ends where the next one begins, and the last ends with the stay, so neither gaps nor
overlaps can be written down (docs/decisions/0019).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from config.refused import Refused
from dsr.days import plain
from dsr.law import DETAINED, Section


class Security(StrEnum):
    """What kind of ward it is [N]: the commissioning categories of mental health beds."""

    GENERAL = "general"
    PICU = "picu"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


SECURITY_LABELS = {
    Security.GENERAL: "General or acute",
    Security.PICU: "Psychiatric intensive care",
    Security.LOW: "Low secure",
    Security.MEDIUM: "Medium secure",
    Security.HIGH: "High secure",
}
# The wards for which rules have a number of their own (domain reference 11, column "Secure").
SECURE = frozenset({Security.LOW, Security.MEDIUM, Security.HIGH})


class Delay(StrEnum):
    """Why somebody who is ready to leave is still in hospital [D]; more than one may be true."""

    HOUSING = "housing"
    CARE_PROVIDER = "care_provider"
    COMMUNITY_TEAM = "community_team"
    FUNDING = "funding"
    MINISTRY = "ministry_of_justice"
    COURT = "court"
    FAMILY = "family"
    EQUIPMENT = "equipment"
    SCHOOL = "school"
    OTHER = "other"


DELAY_LABELS = {
    Delay.HOUSING: "No home found, or it is not ready",
    Delay.CARE_PROVIDER: "No care provider found, or no staff yet",
    Delay.COMMUNITY_TEAM: "No community team can take over yet",
    Delay.FUNDING: "Money is not agreed",
    Delay.MINISTRY: "Waiting for the Ministry of Justice",
    Delay.COURT: "Waiting for a court or tribunal",
    Delay.FAMILY: "The person or the family do not agree with the plan",
    Delay.EQUIPMENT: "Equipment or changes to the home",
    Delay.SCHOOL: "No school or college place",
    Delay.OTHER: "Something else",
}


class GoesTo(StrEnum):
    """What kind of place somebody leaves hospital for [D]."""

    NOT_SAID = ""
    OWN_HOME = "own_home"
    FAMILY = "family"
    SUPPORTED = "supported_living"
    CARE_HOME = "care_home"
    FOSTER = "foster"
    SCHOOL = "residential_school"
    OTHER_HOSPITAL = "general_hospital"
    CUSTODY = "custody"
    NO_HOME = "no_home"
    OTHER = "other"


GOES_TO_LABELS = {
    GoesTo.OWN_HOME: "Their own home",
    GoesTo.FAMILY: "Their family’s home",
    GoesTo.SUPPORTED: "Supported living",
    GoesTo.CARE_HOME: "A care home",
    GoesTo.FOSTER: "A foster home or children’s home",
    GoesTo.SCHOOL: "A residential school or college",
    GoesTo.OTHER_HOSPITAL: "A general hospital, for their body",
    GoesTo.CUSTODY: "Prison or custody",
    GoesTo.NO_HOME: "Nowhere to live yet",
    GoesTo.OTHER: "Somewhere else",
}


class LeaveKind(StrEnum):
    """Under what somebody is away from the ward."""

    SECTION_17 = "section_17"
    INFORMAL = "informal"


LEAVE_LABELS = {
    LeaveKind.SECTION_17: "Section 17 leave (detained)",
    LeaveKind.INFORMAL: "Leave of somebody informal",
}


class Notice(StrEnum):
    """Who is told of an admission to a unit rated inadequate (domain reference 6.13 [N])."""

    ICB = "icb_chief_executive"
    REGION = "nhs_region"
    HOST = "host_commissioner"


NOTICE_LABELS = {
    Notice.ICB: "The ICB’s chief executive",
    Notice.REGION: "The NHS England region",
    Notice.HOST: "The host commissioner",
}


class Restrictive(StrEnum):
    """What limits somebody on a ward, as a visitor sees it [D]."""

    SECLUSION = "seclusion"
    SEGREGATION = "segregation"
    RESTRAINT = "restraint"
    MEDICINES = "medicines"
    OBSERVATION = "observation"
    LOCKED = "locked"
    CONTACT = "contact"
    BELONGINGS = "belongings"


RESTRICTIVE_LABELS = {
    Restrictive.SECLUSION: "Seclusion",
    Restrictive.SEGREGATION: "Long-term segregation",
    Restrictive.RESTRAINT: "Being held (restraint)",
    Restrictive.MEDICINES: "Medicines to calm, or many medicines",
    Restrictive.OBSERVATION: "Somebody with them all the time",
    Restrictive.LOCKED: "Locked doors",
    Restrictive.CONTACT: "Limits on phone calls or visits",
    Restrictive.BELONGINGS: "Limits on their own things",
}


class Alone(StrEnum):
    """Whether a visitor spoke with the person alone."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"


ALONE_LABELS = {
    Alone.YES: "Yes",
    Alone.NO: "No: staff were there, or they were not seen",
    Alone.REFUSED: "No: they did not want to be seen alone",
}
READMISSION_WITHIN = 14  # days after leaving: a new stay, counted as a readmission [D] (domain 3.8)
STAND_IN_WITHIN = 28  # days before the admission: a review then stands in for the one after it [U] (R38)


# ---------------------------------------------------------------- dates


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
    """Whether a review before the admission counts instead of the one after it [U], R38."""
    return reviewed is not None and timedelta(0) <= admitted - reviewed <= timedelta(days=STAND_IN_WITHIN)


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


# ---------------------------------------------------------------- the discharge plan


class PointStep(StrEnum):
    """Where a point of the plan for leaving stands."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_NEEDED = "not_needed"


POINT_LABELS = {
    PointStep.NOT_STARTED: "Not started",
    PointStep.UNDER_WAY: "Under way",
    PointStep.DONE: "Done",
    PointStep.NOT_NEEDED: "Not needed",
}
SETTLED = frozenset({PointStep.DONE, PointStep.NOT_NEEDED})
MOST_POINTS = 20
# Our own short words, so that an area can begin; the official twelve-point plan is another text, and an
# area enters the list it works by (domain reference 6.12).
DEFAULT_POINTS = (
    "The person has said how and where they want to live",
    "The family or carers have been asked, and what they need is written down",
    "An advocate is in place, or was offered",
    "A day to plan for is agreed",
    "A home is found, and it fits",
    "Who gives the care is agreed, and they know the person",
    "The money is agreed",
    "The community team has met the person on the ward",
    "Medicines are reviewed, and who prescribes them is agreed",
    "There is a plan for bad days, and everybody has it",
    "School, work or what fills the day is arranged",
    "Visits home, or to the new home, have gone well",
)
