"""Is this somebody we know? Compares what was sent with a person on record, and says why. Pure.

A suggestion only: a person decides, nothing is ever merged by itself. The trap is a twin or a
sibling, with one birth date and one family name between them.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum

from dsr.names import plain_postcode, search_key

ALIKE = 0.84  # of 1.0: one slip in a name of six letters still counts
SHORT_FORM = 3  # letters of a short form: Tom is the beginning of Thomas written otherwise, Jay of Jayden


class Likeness(IntEnum):
    """How sure the comparison is; the smaller the surer."""

    SAME_NUMBER = 1
    LIKELY = 2
    PERHAPS = 3
    TWIN = 4


LABELS = {
    Likeness.SAME_NUMBER: "Same NHS number",
    Likeness.LIKELY: "Very likely the same person",
    Likeness.PERHAPS: "Perhaps the same person",
    Likeness.TWIN: "May be a twin or sibling",
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
        self.family = alike(sent.family_name, known.family_name)
        self.crossed = (
            not self.given
            and alike(sent.given_name, known.family_name)
            and alike(sent.family_name, known.given_name)
        )
        birthdays = sent.date_of_birth and known.date_of_birth
        self.born = bool(birthdays) and sent.date_of_birth == known.date_of_birth
        self.swapped = (
            bool(birthdays) and not self.born and _swapped(sent.date_of_birth) == known.date_of_birth
        )
        self.other_birthday = bool(birthdays) and not self.born and not self.swapped
        codes = sent.postcode and known.postcode
        self.home = bool(codes) and plain_postcode(sent.postcode) == plain_postcode(known.postcode)
        self.name = (self.given and self.family) or self.crossed

    def likeness(self) -> Likeness | None:
        """The first rule that fits."""
        rules = (
            (self.number, Likeness.SAME_NUMBER),
            (self.name and self.born and not self.other_number, Likeness.LIKELY),
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
            (self.name and not self.crossed, "The names are the same, or nearly."),
            (self.crossed, "First and last name are the other way round."),
            (not self.name and self.family, "The last names are the same, or nearly."),
            (not self.name and self.given, "The first names are the same, or nearly."),
            (self.born, "The dates of birth are the same."),
            (self.swapped, "Day and month of birth are the other way round."),
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
            (self.other_birthday, "The dates of birth are different."),
        )


def _chosen(*sentences: tuple[bool, str]) -> list[str]:
    return [sentence for holds, sentence in sentences if holds]


def _first_names(facts: Facts) -> list[str]:
    """Every first name somebody may go by."""
    return [name for name in (search_key(facts.given_name), search_key(facts.preferred_name)) if name]


def _alike_given(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return alike(one, other) or (len(short) >= SHORT_FORM and long.startswith(short))


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
