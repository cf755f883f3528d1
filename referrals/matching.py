"""Is this somebody we know? Compares what was sent with a person on record, and says why. Pure.

A suggestion only: a person decides, nothing is ever merged by itself. The traps are a twin or a sibling,
with one birth date and one family name between them, and a parent whose name a child was given.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum

from dsr.names import plain_postcode, search_key
from referrals.nicknames import never_one, one_name

ALIKE = 0.84  # of 1.0: one slip in a name of six letters still counts
A_GENERATION = 14  # years between two birth dates from which one name is a parent's and a child's
SHORT_FORM = 3  # letters of a short form: Tom is the beginning of Thomas written otherwise, Jay of Jayden


class Likeness(IntEnum):
    """How sure the comparison is; the smaller the surer."""

    SAME_NUMBER = 1
    LIKELY = 2
    PERHAPS = 3
    TWIN = 4
    GENERATION = 5


LABELS = {
    Likeness.SAME_NUMBER: "Same NHS number",
    Likeness.LIKELY: "Very likely the same person",
    Likeness.PERHAPS: "Perhaps the same person",
    Likeness.TWIN: "May be a twin or sibling",
    Likeness.GENERATION: "The same name, but another generation",
}


@dataclass(frozen=True)
class Facts:
    """What is compared. Empty text means not known."""

    given_name: str
    family_name: str
    date_of_birth: date | None
    preferred_name: str = ""
    nhs_number: str = ""
    postcode: str = ""
    other_names: str = ""


@dataclass(frozen=True)
class Match:
    """A likeness, and the sentences for and against it."""

    likeness: Likeness
    because: tuple[str, ...]
    but: tuple[str, ...]

    @property
    def label(self) -> str:
        return LABELS[self.likeness]


def compare(sent: Facts, known: Facts) -> Match | None:
    """How alike two people are, or None when nothing suggests that they are one."""
    same = _Same(sent, known)
    likeness = same.likeness()
    return Match(likeness, tuple(same.because()), tuple(same.but())) if likeness else None


class _Same:
    """Which facts agree; one attribute each, so that the rules below read as a table."""

    def __init__(self, sent: Facts, known: Facts) -> None:
        numbers = sent.nhs_number and known.nhs_number
        self.number = bool(numbers) and sent.nhs_number == known.nhs_number
        self.other_number = bool(numbers) and not self.number
        self.given = any(_alike_given(a, b) for a in _first_names(sent) for b in _first_names(known))
        self.short = self.given and not alike(sent.given_name, known.given_name)
        today = alike(sent.family_name, known.family_name)
        self.once = not today and (_once(sent, known) or _once(known, sent))
        self.family = today or self.once
        self.crossed = (
            not self.given
            and alike(sent.given_name, known.family_name)
            and alike(sent.family_name, known.given_name)
        )
        self.single = _single(sent, known)
        birthdays = sent.date_of_birth and known.date_of_birth
        self.unknown_birthday = not birthdays
        self.born = bool(birthdays) and sent.date_of_birth == known.date_of_birth
        self.swapped = (
            bool(birthdays) and not self.born and _swapped(sent.date_of_birth) == known.date_of_birth
        )
        self.other_birthday = bool(birthdays) and not self.born and not self.swapped
        self.generation = self.other_birthday and _years_apart(sent, known) >= A_GENERATION
        self.near = self.other_birthday and not self.generation and _one_part_differs(sent, known)
        codes = sent.postcode and known.postcode
        self.home = bool(codes) and plain_postcode(sent.postcode) == plain_postcode(known.postcode)
        self.name = (self.given and self.family) or self.crossed or self.single

    def likeness(self) -> Likeness | None:
        """The first rule that fits."""
        rules = (
            (self.number, Likeness.SAME_NUMBER),
            (self.name and self.born and not self.other_number and not self.single, Likeness.LIKELY),
            (self.name and self.generation, Likeness.GENERATION),
            (self.name and (self.born or self.swapped or self.home), Likeness.PERHAPS),
            (self.born and self.family, Likeness.TWIN),
            (self.born and self.given and self.home, Likeness.PERHAPS),
            (self.born and self.home, Likeness.TWIN),
            (self.name, Likeness.PERHAPS),
        )
        return next((likeness for fits, likeness in rules if fits), None)

    def because(self) -> list[str]:
        return _chosen(
            (self.number, "The NHS numbers are the same."),
            (self.given and self.family and not self.once, "The names are the same, or nearly."),
            (self.short and self.family, "One first name is a short form of the other."),
            (self.single, "One of them has one name only, and it is one of the other’s names."),
            (self.once and self.given, "One of them had this last name before."),
            (self.crossed, "First and last name are the other way round."),
            (not self.name and self.family, "The last names are the same, or nearly."),
            (not self.name and self.given, "The first names are the same, or nearly."),
            (self.born, "The dates of birth are the same."),
            (self.swapped, "Day and month of birth are the other way round."),
            (self.near, "The dates of birth differ in one part only."),
            (self.home, "The postcodes are the same."),
        )

    def but(self) -> list[str]:
        return _chosen(
            (self.other_number, "The NHS numbers are different."),
            (
                not self.name and not self.given,
                "The first names are different. Ask: is there a twin or sibling?",
            ),
            (not self.name and not self.family, "The last names are different."),
            (self.other_birthday and not self.generation, "The dates of birth are different."),
            (self.generation, "They were born many years apart. Ask: is it a parent and a child?"),
            (self.unknown_birthday, "One date of birth is not known."),
        )


def _chosen(*sentences: tuple[bool, str]) -> list[str]:
    return [sentence for holds, sentence in sentences if holds]


def _first_names(facts: Facts) -> list[str]:
    """Every first name somebody may go by."""
    return [name for name in (search_key(facts.given_name), search_key(facts.preferred_name)) if name]


def _alike_given(one: str, other: str) -> bool:
    """Whether two first names may be one person's: the same, nearly, a short form, or another spelling."""
    if never_one(one, other):
        return False
    short, long = sorted((one, other), key=len)
    begins = len(short) >= SHORT_FORM and long.startswith(short)
    return alike(one, other) or one_name(one, other) or begins


def _once(now: Facts, before: Facts) -> bool:
    """Whether the last name of one is among the names that the other had before."""
    name, old = search_key(now.family_name), search_key(before.other_names).split()
    return bool(name) and any(alike(name, word) for word in old)


def _single(one: Facts, other: Facts) -> bool:
    """Whether one of them goes by one name only, and it is one of the other's."""
    mine, theirs = _names(one), _names(other)
    if min(len(mine), len(theirs)) != 1 or (len(mine) == len(theirs) == 1 and mine != theirs):
        return False
    return any(alike(a, b) for a in mine for b in theirs)


def _names(facts: Facts) -> set[str]:
    return {key for key in (search_key(facts.given_name), search_key(facts.family_name)) if key}


def _years_apart(one: Facts, other: Facts) -> int:
    if one.date_of_birth is None or other.date_of_birth is None:
        return 0
    return abs(one.date_of_birth.year - other.date_of_birth.year)


def _one_part_differs(one: Facts, other: Facts) -> bool:
    a, b = one.date_of_birth, other.date_of_birth
    return bool(a and b) and [a.day == b.day, a.month == b.month, a.year == b.year].count(False) == 1


def alike(one: str, other: str) -> bool:
    """Whether two names are the same but for accents, capitals, marks or a slip of the finger."""
    one, other = sorted((search_key(one), search_key(other)))  # the ratio depends on the order
    return bool(one and other) and (one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE)


def _swapped(day: date | None) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(day=day.month, month=day.day)
    except ValueError:
        return None
