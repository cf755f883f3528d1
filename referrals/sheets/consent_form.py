"""The questions of a consent form (domain reference 4.2 and 5), a page each. Pure.

Paths differ by who answers and by the person's age, which the page with the birthday works out.
"""

from typing import Any

from dsr.consent import ShareKind
from referrals.consent_answers import EACH, Giver, share_column
from referrals.steps import Answers, Kind, Sheet, Step

PARTS = (
    "who answers",
    "name and birthday",
    "how it was explained",
    "the choices",
    "a review",
    "how you answer",
    "a copy, and how to reach you",
)


def giver_of(answers: Answers) -> str:
    """Who answers, as the first question says it."""
    return str(answers.get("who", {}).get("giver", ""))


def age_of(answers: Answers) -> int | None:
    """How old the person is, as the page with the birthday worked it out."""
    age = answers.get("born", {}).get("age")
    return age if isinstance(age, int) else None


def for_somebody_else(answers: Answers) -> bool:
    return giver_of(answers) in (Giver.PARENT, Giver.ATTORNEY, Giver.BEST_INTERESTS)


def child_answers(answers: Answers) -> bool:
    """Whether somebody under 16 answers for themselves."""
    age = age_of(answers)
    return giver_of(answers) == Giver.PERSON and age is not None and age < 16


def parent_answers(answers: Answers) -> bool:
    return giver_of(answers) == Giver.PARENT


def attorney_answers(answers: Answers) -> bool:
    return giver_of(answers) == Giver.ATTORNEY


def professional_answers(answers: Answers) -> bool:
    return giver_of(answers) == Giver.BEST_INTERESTS


def cannot_decide(answers: Answers) -> bool:
    return attorney_answers(answers) or professional_answers(answers)


def one_by_one(answers: Answers) -> bool:
    return str(answers.get("sharing", {}).get("share_all", "")) == EACH


def about_a_review(answers: Answers) -> bool:
    return str(answers.get("review-asked", {}).get("review_asked", "")) == "yes"


STEPS = (
    Step("who", 1, "Who answers on this form?", "Who", required=True),
    Step("you", 1, "Who are you?", "You", required=True, shown=for_somebody_else),
    Step("reference", 1, "Do you have a reference from us?", "Reference"),
    Step("name", 2, "What is {whose} name?", "Name", required=True),
    Step("born", 2, "What is {whose} date of birth?", "Born", required=True),
    Step("home", 2, "Where {do} {who} live?", "Home"),
    Step("explained", 3, "How was this explained?", "Explained", required=True),
    Step("own-words", 3, "What is this about, in your own words?", "OwnWords", True, child_answers),
    Step("responsibility", 3, "How may you decide for {who}?", "Responsibility", True, parent_answers),
    Step("child-view", 3, "What {do} {who} say about it?", "ChildView", True, parent_answers),
    Step("document", 3, "What lets you decide for {who}?", "Document", True, attorney_answers),
    Step(
        "capacity", 3, "How do you know that {who} cannot decide this?", "Unable", True, professional_answers
    ),
    Step("wishes", 3, "What {do} {who} want, and who was asked?", "Wishes", True, cannot_decide),
    Step("register", 4, "Choice 1: being on the register", "Register", required=True),
    Step("sharing", 4, "Choice 2: sharing with those who help", "Sharing", required=True),
    Step("sharing-each", 4, "Sharing, one by one", "SharingEach", True, one_by_one),
    Step("review-asked", 5, "Were you asked about a review?", "ReviewAsked"),
    Step("review", 5, "Choice 3: the review, in three parts", "Review", True, about_a_review),
    Step("given", 6, "How do you give these answers?", "Given", required=True),
    Step("copy", 7, "Who should get a copy?", "Copy"),
    Step("contact", 7, "How can we reach you?", "Reach", required=True),
)
ABILITIES = ("understands", "retains", "weighs", "communicates")
LISTS = ("explained_how", "copy_to")
DATES = ("date_of_birth", "talked_on", "assessed_on", "said_on", "signed_on")
TEXTS = (
    "giver", "giver_name", "giver_role", "reference_typed",
    "given_name", "family_name", "preferred_name", "postcode", "nhs_number", "lives_in",
    "explained_by", "talked_with", "own_words",
    "authority", "authority_proof", "other_holders", "court_order", "court_order_words",
    "child_says", "child_words", "document", "document_seen",
    "assessor", *ABILITIES, "help_given", "why_unable",
    "wishes", "consulted", "disagrees", "disagrees_words", "least_restrictive",
    "register", "register_limits", "share_all", *(share_column(kind) for kind in ShareKind), "share_limits",
    "review_asked", "review_words", "meeting", "papers", "findings", "review_limits",
    "given_how", "typed_name", "worker_name", "said_words", "paper_how",
    "copy_whom", "copy_format", "phone", "safe_message", "email", "post",
)  # fmt: skip
# What a column holds when its question was not asked or not answered.
EMPTY: dict[str, Any] = {
    **dict.fromkeys(TEXTS, ""),
    **dict.fromkeys(DATES),
    **{name: [] for name in LISTS},
}

CONSENT_FORM = Sheet(
    kind=Kind.CONSENT,
    word="consent",
    parts=PARTS,
    steps=STEPS,
    empty=EMPTY,
    dates=frozenset(DATES),
)
