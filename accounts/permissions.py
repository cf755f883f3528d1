"""Who may do what: one enum of permissions, one table of roles in plain English.

Pure: no models, no clock. The person answerable for information can read and sign this page.
The see / must-not-see rules behind it are in the product's default policy [D].
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Permission(StrEnum):
    """What a page or an action asks for. The value finishes "Your role does not include this: …"."""

    SEE_WORK = "see your own worklist"
    SEE_REFERRALS = "see referrals"
    DECIDE_REFERRAL = "decide a referral"
    SET_TIMES = "set the area's own time limits"
    SET_AREA = "set the area's risk tool, checklists and places"
    SEE_REGISTER = "see the register"
    SEE_ENTRY = "see a person's entry"
    SEE_NARRATIVE = "read notes, reasons and what people said"
    SEE_SENSITIVE = "read notes that are marked sensitive"
    SEE_CONTACTS = "see addresses, phone numbers and whom to tell"
    CHANGE_RATING = "change a rating"
    RECORD_CONSENT = "record consent"
    WRITE_NOTE = "write a note"
    RECORD_STAY = "record a stay in hospital"
    ALLOCATE = "choose a keyworker"
    END_PLACE = "take somebody off the register, or pass them to another area"
    FOLLOW_UP = "record what happened to a recommendation"
    PLAN_REVIEW = "plan a review"
    SEE_REVIEWS = "see reviews"
    SEE_PAPERS = "read a review's papers"
    ADD_PAPER = "add a paper to a review"
    RECORD_FINDINGS = "record what a panel found"
    CONCLUDE_REVIEW = "conclude a review"
    ISSUE_REPORT = "issue a review's report"
    SEE_MEETINGS = "see the area’s meetings"
    RUN_MEETING = "plan and run a meeting"
    SEE_DASHBOARD = "see an area's dashboard"
    RESTRICT = "restrict a record and say who may still open it"
    OPEN_IN_EMERGENCY = "open a record in an emergency"
    ASK_SECOND = "ask for what takes two people: removal in error, merging, a list of names, ending a hold"
    AGREE_SECOND = "agree, as the second person, to what a colleague has asked for"
    ESCALATE = "put somebody's case before the oversight panel"
    SEE_ESCALATED = "see what was put before the oversight panel"
    SEE_PLACEMENTS = "see how many people other areas have placed in your area's hospitals"
    SEE_OWN_SPACE = "see your own space"
    SEE_LOOKS = "see who looked at which record"
    JUDGE_LOOKS = "judge looks that deserve a second look, and emergency access"
    SEE_EMERGENCIES = "see who opened a record in an emergency in your area"
    MANAGE_AREAS = "manage areas and accounts"


class Reach(StrEnum):
    """Which people a role's permissions are about."""

    AREA = "everybody on the area's register"
    ALLOCATION = "the people given to them"
    PLACE = "the person whose open review they sit on"
    LINK = "themselves, or the person they act for"
    ESCALATED = "the people whose case was put before their panel"
    NOBODY = "no person's record"


class RoleName(StrEnum):
    """The roles, by the names people know them by."""

    COORDINATOR = "coordinator"
    KEYWORKER = "keyworker"
    COMMUNITY_PROFESSIONAL = "community_professional"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    COMMISSIONER = "commissioner"
    OVERSIGHT_PANEL_MEMBER = "oversight_panel_member"
    HOST_COMMISSIONER = "host_commissioner"
    FAMILY = "family"
    GOVERNANCE_LEAD = "governance_lead"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Role:
    """A role: its name on screen, one plain sentence, whom it is about, what it may do and must not see."""

    label: str
    sentence: str
    reach: Reach
    permissions: frozenset[Permission]
    never: str


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
                P.SET_TIMES,
                P.SET_AREA,
                P.SEE_REGISTER,
                P.SEE_ENTRY,
                P.SEE_NARRATIVE,
                P.SEE_SENSITIVE,
                P.SEE_CONTACTS,
                P.CHANGE_RATING,
                P.RECORD_CONSENT,
                P.WRITE_NOTE,
                P.RECORD_STAY,
                P.ALLOCATE,
                P.END_PLACE,
                P.FOLLOW_UP,
                P.PLAN_REVIEW,
                P.SEE_REVIEWS,
                P.ADD_PAPER,
                P.ISSUE_REPORT,
                P.SEE_MEETINGS,
                P.RUN_MEETING,
                P.SEE_DASHBOARD,
                P.RESTRICT,
                P.OPEN_IN_EMERGENCY,
                P.ASK_SECOND,
                P.AGREE_SECOND,
                P.ESCALATE,
            }
        ),
        never="Other areas’ people; the papers of a review’s panel.",
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
                P.SEE_NARRATIVE,
                P.SEE_SENSITIVE,
                P.SEE_CONTACTS,
                P.CHANGE_RATING,
                P.WRITE_NOTE,
                P.FOLLOW_UP,
                P.SEE_REVIEWS,
                P.OPEN_IN_EMERGENCY,
            }
        ),
        never="Anybody not given to them, or no longer; the forms that come in; papers of a panel.",
    ),
    RoleName.COMMUNITY_PROFESSIONAL: Role(
        "Community professional",
        "Leads the care of the people given to them: reads their plan, writes notes, does what was agreed.",
        Reach.ALLOCATION,
        frozenset(
            {
                P.SEE_WORK,
                P.SEE_REGISTER,
                P.SEE_ENTRY,
                P.SEE_NARRATIVE,
                P.SEE_CONTACTS,
                P.WRITE_NOTE,
                P.FOLLOW_UP,
                P.SEE_REVIEWS,
                P.OPEN_IN_EMERGENCY,
            }
        ),
        never="Anybody not given to them, or no longer; others’ sensitive notes; the forms that come in; "
        "papers of a panel.",
    ),
    RoleName.PANEL_CHAIR: Role(
        "Panel chair",
        "Leads the reviews they chair and signs off what the panel agreed, until the report is issued.",
        Reach.PLACE,
        frozenset(
            {P.SEE_WORK, P.SEE_REVIEWS, P.SEE_PAPERS, P.RECORD_FINDINGS, P.CONCLUDE_REVIEW, P.ISSUE_REPORT}
        ),
        never="The register; other reviews; a review once its report is issued; phone numbers, addresses.",
    ),
    RoleName.PANEL_MEMBER: Role(
        "Panel member",
        "A clinical expert, an expert by experience or another member: reads the papers of the open "
        "reviews they sit on and says what they saw; sees no phone number or address.",
        Reach.PLACE,
        frozenset({P.SEE_WORK, P.SEE_REVIEWS, P.SEE_PAPERS, P.RECORD_FINDINGS}),
        never="The register; other reviews; a review once its report is issued; phone numbers, addresses.",
    ),
    RoleName.COMMISSIONER: Role(
        "Commissioner",
        "Answers for an area: sees who is on its register, its reviews and what is late; reads no notes "
        "and changes nobody's record.",
        Reach.AREA,
        frozenset(
            {
                P.SEE_WORK,
                P.SEE_REGISTER,
                P.SEE_ENTRY,
                P.SEE_REVIEWS,
                P.SEE_MEETINGS,
                P.SEE_DASHBOARD,
                P.OPEN_IN_EMERGENCY,
                P.ASK_SECOND,
            }
        ),
        never="Notes, reasons, what people said, how consent was given, phone numbers, addresses.",
    ),
    RoleName.OVERSIGHT_PANEL_MEMBER: Role(
        "Oversight panel member",
        "Sees the cases that were put before the panel: what was agreed, by whom, and what is late.",
        Reach.ESCALATED,
        frozenset({P.SEE_WORK, P.SEE_ESCALATED}),
        never="Anybody whose case is not before the panel; notes, reasons, phone numbers and addresses.",
    ),
    RoleName.HOST_COMMISSIONER: Role(
        "Host commissioner",
        "Sees which areas have placed people in the hospitals of their own area, in numbers; no names.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.SEE_PLACEMENTS}),
        never="Any name or record; a number below five.",
    ),
    RoleName.FAMILY: Role(
        "The person or their family",
        "Sees their own space: the rating in plain words, what was agreed, who does it, by when.",
        Reach.LINK,
        frozenset({P.SEE_OWN_SPACE}),
        never="Anybody else; notes, colleagues’ reasons, and what others said in confidence.",
    ),
    RoleName.GOVERNANCE_LEAD: Role(
        "Governance lead",
        "Sees who looked at which record and when, and judges it; the second person where two are "
        "needed; reads no care narrative.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.SEE_LOOKS, P.JUDGE_LOOKS, P.SEE_EMERGENCIES, P.AGREE_SECOND}),
        never="The record itself: people are shown to them by a number, never by name or care story.",
    ),
    RoleName.ANALYST: Role(
        "Analyst",
        "Sees an area's counts, with small numbers hidden; no names.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.SEE_DASHBOARD}),
        never="Any name, list or record; a number below five.",
    ),
    RoleName.ADMINISTRATOR: Role(
        "Administrator",
        "Keeps areas, accounts and roles; sees no person's record.",
        Reach.NOBODY,
        frozenset({P.SEE_WORK, P.SEE_EMERGENCIES, P.MANAGE_AREAS, P.SET_TIMES, P.SET_AREA}),
        never="Anybody’s record, in any form.",
    ),
}
ROLE_CHOICES = [(name.value, role.label) for name, role in ROLES.items()]


@cache
def roles_with(permission: Permission, reach: Reach | None = None) -> frozenset[RoleName]:
    """The roles that hold `permission`, of one reach when it is given."""
    return frozenset(
        name
        for name, role in ROLES.items()
        if permission in role.permissions and (reach is None or role.reach == reach)
    )
