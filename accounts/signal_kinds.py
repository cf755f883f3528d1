"""What makes a look deserve a second look: one table of kinds, and the conditions behind them.

Pure: no models, no clock, no settings. A signal accuses nobody: most have a good reason, and somebody asks
for it. The kinds follow the privacy-officer guidance for national summary records [D].
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a look stands out."""

    OWN_RECORD = "own_record"
    SAME_FAMILY_NAME = "same_family_name"
    SAME_ADDRESS = "same_address"
    NO_LINK = "no_link"
    RESTRICTED = "restricted"
    EMERGENCY = "emergency"
    MANY_PEOPLE = "many_people"
    MANY_IN_LISTS = "many_in_lists"
    AT_NIGHT = "at_night"


@dataclass(frozen=True)
class About:
    """A kind of signal: its name on the list, a plain sentence, and what it counts against."""

    label: str
    sentence: str
    threshold: str = ""  # the setting that says how much is much, where the kind counts


KINDS: dict[Kind, About] = {
    Kind.OWN_RECORD: About(
        "Their own record", "They opened the record that is about themselves, from a staff page."
    ),
    Kind.SAME_FAMILY_NAME: About(
        "The same family name", "They opened the record of somebody with their own family name."
    ),
    Kind.SAME_ADDRESS: About(
        "The same address",
        "They opened the record of somebody who lives at their own address, or at that of the person "
        "they are linked to.",
    ),
    Kind.NO_LINK: About(
        "No link to the person",
        "They opened a record without being the person’s keyworker or lead professional, without a role for "
        "the whole area, a place on a panel, or emergency access.",
    ),
    Kind.RESTRICTED: About(
        "A restricted record",
        "They opened a record that is restricted: for the first time since it was opened to them, or without "
        "being one of those it is open to.",
    ),
    Kind.EMERGENCY: About("Emergency access", "They opened a record with emergency access."),
    Kind.MANY_PEOPLE: About(
        "Many people in an hour",
        "They opened the records of more different people within an hour than the work usually asks for.",
        "SIGNAL_PEOPLE_AN_HOUR",
    ),
    Kind.MANY_IN_LISTS: About(
        "Many people in lists within an hour",
        "Lists and searches showed them more different people within an hour than the work usually asks for.",
        "SIGNAL_LISTED_AN_HOUR",
    ),
    Kind.AT_NIGHT: About("At night", "They opened a record between ten at night and six in the morning."),
}
KIND_CHOICES = [(kind.value, about.label) for kind, about in KINDS.items()]


class Verdict(StrEnum):
    """What came of a second look."""

    FINE = "fine"
    ASKED = "asked"
    NOT_FINE = "not_fine"
    ESCALATED = "escalated"


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.FINE: "Fine: there was a reason",
    Verdict.ASKED: "I have asked them, and wait for their answer",
    Verdict.NOT_FINE: "Not fine: there was no good reason",
    Verdict.ESCALATED: "Passed on to those who must know",
}
VERDICT_CHOICES = [(verdict.value, label) for verdict, label in VERDICT_LABELS.items()]
CLOSING = frozenset({Verdict.FINE, Verdict.NOT_FINE, Verdict.ESCALATED})  # a question asked stays open

NIGHT_BEGINS, NIGHT_ENDS = (datetime.time.fromisoformat(hour) for hour in ("22:00", "06:00"))


def is_night(at: datetime.time) -> bool:
    """Whether an hour of the London clock lies between ten at night and six in the morning."""
    return at >= NIGHT_BEGINS or at < NIGHT_ENDS


def family_name_of(name: str) -> str:
    """The last word of a name as colleagues write it, in small letters; nothing for a single word."""
    words = name.split()
    return words[-1].casefold() if len(words) > 1 else ""


def same_family_name(viewer: str, family_name: str) -> bool:
    """Whether a viewer known as "Priya Nair" bears the family name "NAIR"; a double name by each part."""
    own = set(family_name_of(viewer).split("-")) - {""}
    theirs = set(family_name.casefold().replace("-", " ").split())
    return bool(own & theirs)


def address_key(address: str, postcode: str) -> tuple[str, str]:
    """An address as it is compared: postcode without spaces, and the first line's letters and figures."""
    line = address.strip().splitlines()[0] if address.strip() else ""
    code = "".join(postcode.split()).casefold()
    return code, "".join(sign for sign in line.casefold() if sign.isalnum())


def same_address(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two places are one: the same first line, and no two different postcodes.

    A postcode alone is a street of neighbours and is the same place only when a line is missing.
    """
    if one[1] and other[1]:
        return one[1] == other[1] and (not one[0] or not other[0] or one[0] == other[0])
    return bool(one[0]) and one[0] == other[0]


def more_than(threshold: int, seen: Iterable[object]) -> bool:
    """Whether more different people were seen than `threshold`."""
    return len(set(seen)) > threshold
