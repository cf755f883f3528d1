"""A consent form read out: to check before sending, and to the team as it was sent. Pure."""

from collections.abc import Mapping
from typing import Any

from dsr.consent import SHARE_LABELS
from dsr.consent_words import AUTHORITY_LABELS, GIVEN_HOW
from dsr.days import plain
from dsr.names import spaced_nhs_number
from dsr.who_decides import ABILITIES
from referrals import consent_answers as answers
from referrals import statuses
from referrals.references import read_reference, spaced
from referrals.sheets.consent_form import PARTS
from referrals.summary import Line, all_from_table, from_table

FOR_THE_TEAM = ("who answers", *PARTS[1:5], "how it was given", "copy, and how to reach them")
YES_NO_NOT_SURE = from_table(statuses.YES_NO_NOT_SURE)
ANSWER, SHORT = from_table(answers.ANSWER_WORDS), from_table(answers.SHORT_ANSWERS)


def _area(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    homes = {**areas, statuses.ELSEWHERE: "Somewhere else", statuses.NOT_SURE: "Not sure"}
    return homes.get(kept["lives_in"], kept["lives_in"])


def _reference(typed: str) -> str:
    found = read_reference(typed)
    return spaced(found) if found else typed


def _if(step: str, name: str, label: str, say: Any = str) -> Line:
    """A line about what is asked on some paths only."""
    return Line(step, name, label, say, only_if=True)


LINES: tuple[Line, ...] = (
    Line("who", "giver", "Who answers", from_table(answers.GIVERS)),
    _if("you", "giver_name", "Their name"),
    _if("you", "giver_role", "Who they are"),
    _if("reference", "reference_typed", "Reference", _reference),
    Line("name", "given_name", "First name"),
    Line("name", "family_name", "Last name"),
    _if("name", "preferred_name", "Likes to be called"),
    Line("born", "date_of_birth", "Date of birth", plain),
    _if("home", "postcode", "Postcode"),
    _if("home", "nhs_number", "NHS number", spaced_nhs_number),
    Line("home", "lives_in", "Area", say_with=_area),
    Line("explained", "explained_how", "How it was explained", all_from_table(answers.EXPLAINED)),
    _if("explained", "explained_by", "Who explained it, or helped"),
    _if("own-words", "own_words", "What it is about, in their own words"),
    _if("own-words", "talked_with", "Who talked it through"),
    _if("own-words", "talked_on", "When", plain),
    _if("responsibility", "authority", "May decide as", from_table(AUTHORITY_LABELS)),
    _if("responsibility", "authority_proof", "What shows it"),
    _if("responsibility", "other_holders", "Who else has parental responsibility"),
    _if("responsibility", "court_order", "A court order", from_table(answers.COURT_ORDERS)),
    _if("responsibility", "court_order_words", "What the order says"),
    _if("child-view", "child_says", "What the child says", from_table(answers.CHILD_SAYS)),
    _if("child-view", "child_words", "In the child’s words"),
    _if("document", "document", "May decide as", from_table(AUTHORITY_LABELS)),
    _if("document", "document_seen", "The document"),
    _if("capacity", "assessor", "Who assessed it"),
    _if("capacity", "assessed_on", "On which day", plain),
    *(_if("capacity", name, label, YES_NO_NOT_SURE) for name, label in ABILITIES.items()),
    _if("capacity", "help_given", "Which help they had"),
    _if("capacity", "why_unable", "Why they cannot decide this now"),
    _if("wishes", "wishes", "What they want, and how that was found out"),
    _if("wishes", "consulted", "Who was asked, and what each thinks"),
    _if("wishes", "disagrees", "Somebody disagrees", YES_NO_NOT_SURE),
    _if("wishes", "disagrees_words", "Who disagrees, and why"),
    _if("wishes", "least_restrictive", "How the least is done that helps"),
    Line("register", "register", "Being on the register", ANSWER),
    _if("register", "register_limits", "Limits"),
    Line("sharing", "share_all", "Sharing with those who help", from_table(answers.SHARE_ALL)),
    *(_if("sharing-each", answers.share_column(kind), label, SHORT) for kind, label in SHARE_LABELS.items()),
    _if("sharing", "share_limits", "What must not be shared"),
    Line("review-asked", "review_asked", "Asked about a review", from_table(statuses.YES_NO)),
    _if("review-asked", "review_words", "Which review"),
    _if("review", "meeting", "Having the review", ANSWER),
    _if("review", "papers", "Showing papers to the panel", ANSWER),
    _if("review", "findings", "Using what the review finds", ANSWER),
    _if("review", "review_limits", "Limits for the review"),
    Line("given", "given_how", "How it was given", from_table(GIVEN_HOW)),
    _if("given", "typed_name", "Name typed"),
    _if("given", "worker_name", "Said to"),
    _if("given", "said_on", "On which day", plain),
    _if("given", "said_words", "The words"),
    _if("given", "paper_how", "The signed paper", from_table(answers.PAPER_HOW)),
    _if("given", "signed_on", "Signed on", plain),
    _if("copy", "copy_to", "A copy for", all_from_table(answers.COPY_TO)),
    _if("copy", "copy_whom", "Who else"),
    _if("copy", "copy_format", "How", from_table(answers.COPY_FORMATS)),
    _if("contact", "phone", "Phone"),
    _if("contact", "safe_message", "Safe to leave a message", from_table(statuses.YES_NO)),
    _if("contact", "email", "E-mail"),
    _if("contact", "post", "Post"),
)
