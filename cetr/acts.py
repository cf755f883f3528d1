"""What somebody may do with one review: for the buttons on its page. The views ask again."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission, Reach
from cetr.models import Review
from dsr.consent import Gate


@dataclass(frozen=True)
class Acts:
    """Buttons to show, and whether somebody sits on the panel."""

    plan: bool
    consent: bool
    add_paper: bool
    read_papers: bool
    find: bool
    conclude: bool
    issue: bool
    on_panel: bool


def acts_of(user: User, review: Review) -> Acts:
    """No query: the roles are read once a request, the panel came with the review."""
    area, planned = review.entry.area_id, review.is_planned
    on_panel, chair = review.is_sat_on_by(user), review.is_chaired_by(user)

    def in_area(permission: Permission) -> bool:
        return area in user.areas_where(permission, Reach.AREA)

    def on_it(permission: Permission) -> bool:
        return on_panel and area in user.areas_where(permission, Reach.PLACE)

    due = review.is_concluded and review.report_issued_at is None
    return Acts(
        plan=planned and in_area(Permission.PLAN_REVIEW),
        consent=review.state != "cancelled" and in_area(Permission.RECORD_CONSENT),
        add_paper=planned and in_area(Permission.ADD_PAPER),
        read_papers=on_it(Permission.SEE_PAPERS),
        find=planned and on_it(Permission.RECORD_FINDINGS),
        conclude=planned and chair and on_it(Permission.CONCLUDE_REVIEW),
        issue=due and (chair if on_panel else in_area(Permission.ISSUE_REPORT)),
        on_panel=on_panel,
    )


def reads_words(user: User, review: Review) -> bool:
    """Whether this person reads what people said and saw: on the panel, or with narrative in their role."""
    return review.is_sat_on_by(user) or review.entry.lets(user, Permission.SEE_NARRATIVE)


def report_withheld(user: User, review: Review, use: Gate) -> str:
    """Why this review's report is not for this person, in a sentence; empty when it is.

    Without a yes to its use it is for the person, the panel, and who answers for the area [S] (domain 5.2).
    A draft is for those who write it and who read the words it is made of; an issued one for all of these.
    """
    if review.is_sat_on_by(user):
        return ""
    if review.report_issued_at is None and not reads_words(user, review):
        return "The report is not issued yet."
    answers_for_it = review.entry.area_id in user.areas_where(Permission.SEE_REVIEWS, Reach.AREA)
    return "" if use.allowed or answers_for_it else use.sentence


def findings_withheld(user: User, review: Review, use: Gate) -> str:
    """The same for the page of the review, where the panel's words stand before they are a report."""
    if not reads_words(user, review):
        return "The panel’s own words are not part of your role: read the report, once it is issued."
    return report_withheld(user, review, use)
