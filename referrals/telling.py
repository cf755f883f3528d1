"""Who is told what, how, and by when. Pure: tables and the choice of a way."""

import re
from dataclasses import dataclass
from enum import StrEnum

from referrals.deciding import ONLY_THE_SENDER, Code


class To(StrEnum):
    """Who is told."""

    SENDER = "sender"
    PERSON = "person"
    REFERRER = "referrer"


class About(StrEnum):
    """What they are told."""

    RECEIPT = "receipt"
    CONSENT_NEEDED = "consent_needed"
    MORE = "more"
    OUTCOME = "outcome"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """How they are told."""

    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"


class Format(StrEnum):
    """How a letter looks."""

    STANDARD = "standard"
    EASY = "easy"
    LARGE = "large"


TO = {
    To.SENDER: "Whoever sent the form",
    To.PERSON: "The person it is about",
    To.REFERRER: "The professional who flagged",
}
ABOUT = {
    About.RECEIPT: "We have the form",
    About.CONSENT_NEEDED: "We need their agreement",
    About.MORE: "We ask for more",
    About.OUTCOME: "What was decided",
    About.PASSED_ON: "Another team has the form now",
    About.WITHDRAWN: "The form was taken back",
}
WAY = {Way.EMAIL: "E-mail", Way.LETTER: "Letter", Way.PHONE: "Phone"}
FORMAT = {Format.STANDARD: "Standard words", Format.EASY: "Easy read", Format.LARGE: "Large print"}

# The rule by whose number of days each is due; the day is counted from the event.
RULE = {
    About.RECEIPT: "referral_receipt",
    About.CONSENT_NEEDED: "referral_outcome_told",
    About.MORE: "referral_outcome_told",
    About.OUTCOME: "referral_outcome_told",
    About.PASSED_ON: "referral_outcome_told",
    About.WITHDRAWN: "referral_outcome_told",
}


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached: what is empty is not known, or not safe.

    `asked` are the ways they chose, first choice first. `text_only`: this number is never rung.
    `through`: what is for them goes to whoever sent the form, to be handed on.
    """

    email: str = ""
    phone: str = ""
    post: str = ""
    asked: tuple[Way, ...] = ()
    text_only: bool = False
    no_message: bool = False
    through: bool = False

    def can(self, way: Way) -> bool:
        """Whether this way is open at all."""
        return bool({Way.EMAIL: self.email, Way.LETTER: self.post, Way.PHONE: self.phone}[way])


# An e-mail says only that there is something new; for the words themselves there is the letter.
BY_ITSELF = (Way.EMAIL, Way.PHONE, Way.LETTER)
NEVER_SAFE = "No safe way is known. Ask whoever sent the form how to reach them, or tell them face to face."


def way_to(reach: Reach) -> Way:
    """How to tell somebody: as they asked, if that way is open; else the first that is.

    Nobody falls out of the list: with no way open it is a task to be done by phone or face to face.
    """
    return next((way for way in (*reach.asked, *BY_ITSELF) if reach.can(way)), Way.PHONE)


def is_unsafe(where: str, never: str) -> bool:
    """Whether `where` (a number or an address) stands among the places never to contact.

    Both are read without spaces and marks: "01632 960222" is the same as "01632-960 222".
    """
    plain = re.sub(r"[\W_]", "", where).casefold()
    return bool(plain) and plain in re.sub(r"[\W_]", "", never).casefold()


def who_is_told(about: About, *, sender: To, is_the_sender: bool, code: str = "") -> tuple[To, ...]:
    """Everybody who must hear of it. `is_the_sender`: the person filled the form in themselves."""
    if is_the_sender:
        return (To.PERSON,)
    if about is About.RECEIPT or code in {str(one) for one in ONLY_THE_SENDER}:
        return (sender,)
    return (sender, To.PERSON)


def told_at_all(about: About, way: Way, code: str = "", *, doubted: bool = False) -> bool:
    """Whether there is anybody behind it: of a form that nobody sent, at most its e-mail address is told.

    Not even that while it looks like a machine's: it may be the address of somebody who knows of nothing.
    """
    return not (about is About.OUTCOME and code == Code.NOT_REAL and (doubted or way is not Way.EMAIL))
