"""Stays in hospital: the tables of their codes and words. Pure; dates are in `dsr.stay_dates`."""

from enum import StrEnum


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
    # Nobody chooses these: the stay ended because the person died, or their place went to another area.
    DIED = "died"
    STAYS_THERE = "stays_there"


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
    GoesTo.DIED: "They died there",
    GoesTo.STAYS_THERE: "They are in hospital still, and another area looks after them",
}
GOES_TO_BY_HAND = {
    kind: label for kind, label in GOES_TO_LABELS.items() if kind not in (GoesTo.DIED, GoesTo.STAYS_THERE)
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
