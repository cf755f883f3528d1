"""Is this somebody we know? A truth table; the trap is the twin."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.matching import Facts, Likeness, compare
from tests.referrals.sendings import a_number

SAME = Likeness.SAME_NUMBER
BORN = date(2011, 3, 2)
JADE = Facts("Jade", "Morris", BORN, "Jay", "9994821173", "NE8 1HH")
ANON = replace(JADE, nhs_number="")
FAR = date(1980, 12, 25)
TABLE = [
    ("the very same", ANON, ANON, Likeness.LIKELY),
    ("the same number, whatever else", JADE,
     Facts("Jan", "Other", FAR, nhs_number=JADE.nhs_number), SAME),
    ("accents, capitals and hyphens", replace(ANON, family_name="O’Brien-Müller"),
     replace(ANON, family_name="OBRIEN MULLER"), Likeness.LIKELY),
    ("a slip in the name", ANON, replace(ANON, family_name="Moris"), Likeness.LIKELY),
    ("known by the preferred name", replace(ANON, given_name="Jay", preferred_name=""), ANON,
     Likeness.LIKELY),
    ("a short form", replace(ANON, given_name="Sam", preferred_name=""),
     replace(ANON, given_name="Samuel", preferred_name=""), Likeness.LIKELY),
    ("names the other way round", replace(ANON, preferred_name=""),
     replace(ANON, given_name="Morris", family_name="Jade", preferred_name=""), Likeness.LIKELY),
    ("a twin", ANON, replace(ANON, given_name="Alice", preferred_name=""), Likeness.TWIN),
    ("a twin with another number", JADE,
     replace(JADE, given_name="Alice", preferred_name="", nhs_number="9990000018"), Likeness.TWIN),
    ("the same name and birthday, another number", JADE,
     replace(JADE, nhs_number="9990000018"), Likeness.PERHAPS),
    ("day and month swapped", ANON, replace(ANON, date_of_birth=date(2011, 2, 3)), Likeness.PERHAPS),
    ("the same name and home, another birthday", ANON, replace(ANON, date_of_birth=FAR), Likeness.PERHAPS),
    ("the same name, nothing else", replace(ANON, postcode=""),
     replace(ANON, date_of_birth=FAR), Likeness.PERHAPS),
    ("a new family name", ANON, replace(ANON, family_name="Wetherby"), Likeness.PERHAPS),
    ("somebody of that age in that house", ANON,
     replace(ANON, given_name="Alice", preferred_name="", family_name="Wetherby"), Likeness.TWIN),
    ("the same birthday only", ANON, Facts("Tom", "Wetherby", BORN), None),
    ("the same family name only", ANON, Facts("Tom", "Morris", FAR), None),
    ("the same home only", ANON, Facts("Tom", "Wetherby", FAR, postcode="ne81hh"), None),
    ("no numbers are not the same number", ANON, Facts("Tom", "Wetherby", FAR), None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "sent", "known", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_how_alike(case: str, sent: Facts, known: Facts, expected: Likeness | None) -> None:
    match = compare(sent, known)
    assert (match and match.likeness) == expected
    assert match is None or match.because


def test_a_twin_is_called_a_twin_and_says_what_to_ask() -> None:
    match = compare(ANON, replace(ANON, given_name="Alice", preferred_name=""))
    assert match is not None
    assert match.label == "May be a twin or sibling"
    assert any("twin or sibling?" in sentence for sentence in match.but)


def test_different_numbers_are_said() -> None:
    match = compare(JADE, replace(JADE, nhs_number=a_number()))
    assert match is not None
    assert "The NHS numbers are different." in match.but


names = st.text(max_size=12)
people = st.builds(
    Facts, names, names, st.dates(date(1900, 1, 1)), names, st.sampled_from(["", "9994821173"]), names
)


@given(people, people)
def test_likeness_is_the_same_from_both_sides_and_never_breaks(one: Facts, other: Facts) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there and there.likeness) == (back and back.likeness)
