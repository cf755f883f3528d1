"""Kinds of note, and what may be written down with each. Pure.

The kinds, the contact log and what is sensitive are product defaults [D]; that a note is never edited is
the record's own rule (docs/decisions/0002).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from config.refused import Refused

LONGEST = 20_000  # characters of a note


class Kind(StrEnum):
    """What a note is about, or how it came about."""

    NOTE = "note"
    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    MEETING = "meeting"
    PERSON_SAID = "person_said"
    FAMILY_SAID = "family_said"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"


@dataclass(frozen=True)
class KindFacts:
    """A kind in words; whether it is a contact with somebody, and whether it is always sensitive."""

    label: str
    several: str
    hint: str = ""
    contact: bool = False
    sensitive: bool = False


KINDS: dict[Kind, KindFacts] = {
    Kind.NOTE: KindFacts("Note", "Notes"),
    Kind.CALL: KindFacts("Phone or video call", "Calls", "Also one that nobody answered.", contact=True),
    Kind.VISIT: KindFacts("Visit", "Visits", "You saw each other.", contact=True),
    Kind.MESSAGE: KindFacts("E-mail or message", "Messages", "A letter and a text too.", contact=True),
    Kind.MEETING: KindFacts("Meeting", "Meetings", "With several people.", contact=True),
    Kind.PERSON_SAID: KindFacts("What the person said", "What the person said", "In their own words."),
    Kind.FAMILY_SAID: KindFacts("What the family said", "What the family said"),
    Kind.SAFEGUARDING: KindFacts(
        "Safeguarding", "Safeguarding", "Always sensitive. It does not replace a referral.", sensitive=True
    ),
    Kind.OTHER: KindFacts("Other", "Other notes"),
}
CONTACTS = tuple(kind for kind, facts in KINDS.items() if facts.contact)
SHORT_KINDS = tuple(kind for kind, facts in KINDS.items() if not facts.contact)  # they ask nothing more


class How(StrEnum):
    """By which way people were in touch."""

    PHONE = "phone"
    VIDEO = "video"
    AT_HOME = "at_home"
    ELSEWHERE = "elsewhere"
    EMAIL = "email"
    TEXT = "text"
    LETTER = "letter"
    OTHER = "other"


HOW_LABELS = {
    How.PHONE: "By phone",
    How.VIDEO: "By video",
    How.AT_HOME: "In person, where they live",
    How.ELSEWHERE: "In person, somewhere else",
    How.EMAIL: "By e-mail",
    How.TEXT: "By text or chat message",
    How.LETTER: "By letter",
    How.OTHER: "Another way",
}


def day_told_of(*, happened_at: datetime | None, happened_on: date | None, written_at: datetime) -> date:
    """The day that a note tells of: when it happened, else when it was written (in local time)."""
    return happened_on or (happened_at or written_at).astimezone(written_at.tzinfo).date()


def check_note(
    *,
    kind: Kind,
    text: str,
    with_whom: str = "",
    how: str = "",
    reached: bool | None = None,
    happened_at: datetime | None = None,
    happened_on: date | None = None,
    now: datetime,
    born: date,
) -> None:
    """Refuse, in a sentence, a note that cannot stand as it is.

    With whom, how, and whether they were reached belong to a contact: a call, a visit, a message, a
    meeting; a contact says with whom. It happened at a moment or on a day, not both, and not in the future:
    `now` is the moment of writing, in local time.
    """
    if not text.strip():
        raise Refused("Write the note.")
    if len(text) > LONGEST:
        raise Refused(f"The note must be {LONGEST:,} characters or fewer. Put the rest in a second note.")
    if KINDS[kind].contact and not with_whom.strip():
        raise Refused("Say with whom it was.")
    if not KINDS[kind].contact and (how or reached is not None):
        raise Refused("How, and whether somebody was reached, belong to a call, visit, message or meeting.")
    if happened_at and happened_on:
        raise Refused("Give the day, or the day with its time, not both.")
    if (happened_at and happened_at > now) or (happened_on and happened_on > now.date()):
        raise Refused("It must have happened already. What is planned goes into the words.")
    if day_told_of(happened_at=happened_at, happened_on=happened_on, written_at=now) < born:
        raise Refused("That day is before this person was born. Check the year.")


def is_sensitive(kind: Kind, marked: bool) -> bool:
    """Whether a note is only for those who may read sensitive ones."""
    return marked or KINDS[kind].sensitive


def contact_words(with_whom: str, how: str, reached: bool | None) -> str:
    """A contact in a few words: "with Mum, by phone, not reached"."""
    parts = [f"with {with_whom}"] if with_whom else []
    if how:
        parts.append(HOW_LABELS[How(how)][0].lower() + HOW_LABELS[How(how)][1:])
    if reached is not None:
        parts.append("reached" if reached else "not reached")
    return ", ".join(parts)
