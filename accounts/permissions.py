"""Who may do what: one enum of permissions, one table of roles in plain English.

Pure: no models, no clock. The person answerable for information can read and sign this page.
The see / must-not-see rules behind it are in the product's default policy [D].
"""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a page or an action asks for. The value finishes "Your role does not include this: …"."""

    SEE_WORK = "see your own worklist"
    SEE_REFERRALS = "see referrals"
    DECIDE_REFERRAL = "decide a referral"
    SEE_REGISTER = "see the register"
    SEE_ENTRY = "see a person's entry"
    CHANGE_RATING = "change a rating"
    RECORD_CONSENT = "record consent"
    WRITE_NOTE = "write a note"
    RECORD_STAY = "record a stay in hospital"
    ALLOCATE = "choose a keyworker"
    FOLLOW_UP = "record what happened to a recommendation"
    PLAN_REVIEW = "plan a review"
    SEE_REVIEWS = "see reviews"
    SEE_PAPERS = "read a review's papers"
    ADD_PAPER = "add a paper to a review"
    RECORD_FINDINGS = "record what a panel found"
    CONCLUDE_REVIEW = "conclude a review"
    ISSUE_REPORT = "issue a review's report"
    SEE_DASHBOARD = "see an area's dashboard"
    SEE_OWN_SPACE = "see your own space"
    SEE_LOOKS = "see who looked at which record"
    MANAGE_AREAS = "manage areas and accounts"


class Reach(StrEnum):
    """Which people a role's permissions are about."""

    AREA = "everybody on the area's register"
    ALLOCATION = "the people given to them"
    PLACE = "the person whose open review they sit on"
    LINK = "themselves, or the person they act for"
    NOBODY = "no person's record"


class RoleName(StrEnum):
    """The roles, by the names people know them by."""

    COORDINATOR = "coordinator"
    KEYWORKER = "keyworker"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    COMMISSIONER = "commissioner"
    FAMILY = "family"
    GOVERNANCE_LEAD = "governance_lead"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Role:
    """A role: its name on screen, one plain sentence, whom it is about, and what it may do."""

    label: str
    sentence: str
    reach: Reach
    permissions: frozenset[Permission]


P = Permission
ROLES: dict[RoleName, Role] = {
    RoleName.COORDINATOR: Role(
        "Coordinator",
        "Keeps the entries of an area true: referrals, consent, ratings, reviews and what follows.",
        Reach.AREA,
        frozenset(
            {
                P.SEE_WORK,
                P.SEE_REFERRALS,
                P.DECIDE_REFERRAL,
                P.SEE_REGISTER,
                P.SEE_ENTRY,
                P.CHANGE_RATING,
                P.RECORD_CONSENT,
                P.WRITE_NOTE,
                P.RECORD_STAY,
                P.ALLOCATE,
                P.FOLLOW_UP,
                P.PLAN_REVIEW,
                P.SEE_REVIEWS,
                P.ADD_PAPER,
                P.ISSUE_REPORT,
                P.SEE_DASHBOARD,
            }
        ),
    ),
    RoleName.KEYWORKER: Role(
        "Keyworker",
        "Knows the people given to them: records their rating, writes notes, chases what was agreed.",
        Reach.ALLOCATION,
        frozenset(
            {
                P.SEE_WORK,
                P.SEE_REGISTER,
                P.SEE_ENTRY,
                P.CHANGE_RATING,
                P.WRITE_NOTE,
                P.FOLLOW_UP,
                P.SEE_REVIEWS,
            }
        ),
    ),
    RoleName.PANEL_CHAIR: Role(
        "Panel chair",
        "Leads the reviews they chair and signs off what the panel agreed, until the report is issued.",
        Reach.PLACE,
        frozenset(
            {P.SEE_WORK, P.SEE_REVIEWS, P.SEE_PAPERS, P.RECORD_FINDINGS, P.CONCLUDE_REVIEW, P.ISSUE_REPORT}
        ),
    ),
    RoleName.PANEL_MEMBER: Role(
        "Panel member",
        "Reads the papers of the open reviews they sit on and says what they saw.",
        Reach.PLACE,
        frozenset({P.SEE_WORK, P.SEE_REVIEWS, P.SEE_PAPERS, P.RECORD_FINDINGS}),
    ),
    RoleName.COMMISSIONER: Role(
        "Commissioner",
        "Answers for an area: sees its register, its reviews and what is late; changes nobody's record.",
        Reach.AREA,
        frozenset({P.SEE_WORK, P.SEE_REGISTER, P.SEE_ENTRY, P.SEE_REVIEWS, P.SEE_DASHBOARD}),
    ),
    RoleName.FAMILY: Role(
        "The person or their family",
        "Sees their own space: the rating in plain words, what was agreed, who does it, by when.",
        Reach.LINK,
        frozenset({P.SEE_OWN_SPACE}),
    ),
    RoleName.GOVERNANCE_LEAD: Role(
        "Governance lead",
        "Sees who looked at which record and when; reads no care narrative.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.SEE_LOOKS}),
    ),
    RoleName.ADMINISTRATOR: Role(
        "Administrator",
        "Keeps areas, accounts and roles; sees no person's record.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.MANAGE_AREAS}),
    ),
}
ROLE_CHOICES = [(name.value, role.label) for name, role in ROLES.items()]


def roles_with(permission: Permission, reach: Reach | None = None) -> frozenset[RoleName]:
    """The roles that hold `permission`, of one reach when it is given."""
    return frozenset(
        name
        for name, role in ROLES.items()
        if permission in role.permissions and (reach is None or role.reach == reach)
    )
