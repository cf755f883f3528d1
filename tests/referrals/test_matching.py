"""Is this somebody we know? A truth table; the trap is the twin."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.names import search_key
from referrals.matching import Facts, Likeness, compare
from referrals.nicknames import GROUPS, NEVER_ONE, one_name
from tests.referrals.sendings import a_number

SAME = Likeness.SAME_NUMBER
BORN = date(2011, 3, 2)
JADE = Facts("Jade", "Morris", BORN, "Jay", "9994821173", "NE8 1HH")
ANON = replace(JADE, nhs_number="")
FAR = date(1980, 12, 25)
NEAR = date(2009, 7, 20)


def person(given_name: str) -> Facts:
    """Somebody of that first name, with nothing else to go by but name and birthday."""
    return Facts(given_name, "Morris", BORN)


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
    ("the same name and home, another birthday", ANON, replace(ANON, date_of_birth=NEAR), Likeness.PERHAPS),
    ("the same name, nothing else", replace(ANON, postcode=""),
     replace(ANON, date_of_birth=NEAR), Likeness.PERHAPS),
    ("a parent whose name the child has", ANON, replace(ANON, date_of_birth=FAR), Likeness.GENERATION),
    ("the same, living elsewhere", replace(ANON, postcode=""), replace(ANON, date_of_birth=FAR),
     Likeness.GENERATION),
    ("a parent and a child, and the same number", JADE, replace(JADE, date_of_birth=FAR), SAME),
    ("14 years less a day are no generation", ANON, replace(ANON, date_of_birth=date(1998, 3, 2)),
     Likeness.PERHAPS),
    ("14 years are one", ANON, replace(ANON, date_of_birth=date(1997, 3, 2)), Likeness.GENERATION),
    ("born a year apart, as far as was written", ANON, replace(ANON, date_of_birth=date(2012, 3, 2)),
     Likeness.PERHAPS),
    # a name in short
    *((f"{short} is {long}", person(short), person(long), Likeness.LIKELY) for short, long in [
        ("Bob", "Robert"), ("Liz", "Elizabeth"), ("Beth", "Elizabeth"), ("Bill", "William"),
        ("Kate", "Catherine"), ("Kathryn", "Catherine"), ("Peggy", "Margaret"), ("Jack", "John"),
        ("Ted", "Edward"), ("Harry", "Henry"), ("Tony", "Anthony"), ("Sally", "Sarah"),
        ("Steph", "Stephanie"), ("Mo", "Mohammed"), ("Muhammad", "Mohammed"), ("Shaun", "Sean"),
        ("Jon", "Jonathan"), ("Gerry", "Gerard"), ("Sam", "Samantha"), ("Sam", "Samuel"),
    ]),
    *((f"{one} is not {other}", person(one), person(other), Likeness.TWIN) for one, other in [
        ("Samuel", "Samantha"), ("Daniel", "Danielle"), ("Alexander", "Alexandra"), ("Joseph", "Josephine"),
        ("Oliver", "Olivia"), ("George", "Georgia"), ("Louis", "Louise"), ("Paul", "Paula"),
        ("Bob", "William"), ("Jade", "Jude"),
    ]),
    # names of before, and names that are one
    ("a last name of before", person("Jade"), Facts("Jade", "Bell", BORN, other_names="Jade Morris"),
     Likeness.LIKELY),
    ("a last name of before, a twin", person("Alice"), Facts("Jade", "Bell", BORN, other_names="Jade Morris"),
     Likeness.TWIN),
    ("one name of two", Facts("Ibrahim", "", BORN), Facts("Ibrahim", "Khan", BORN), Likeness.PERHAPS),
    ("one name, as the last name", Facts("Khan", "", BORN), Facts("Ibrahim", "Khan", BORN), Likeness.PERHAPS),
    ("one name twice", Facts("Ibrahim", "Ibrahim", BORN), Facts("Ibrahim", "", BORN), Likeness.PERHAPS),
    ("two who have one name each", Facts("Ibrahim", "", BORN), Facts("Yusuf", "", BORN), None),
    ("one name and another birthday", Facts("Ibrahim", "", FAR), Facts("Ibrahim", "", BORN),
     Likeness.GENERATION),
    # no birth date
    ("no birth date, the same name and home", replace(ANON, date_of_birth=None), ANON, Likeness.PERHAPS),
    ("no birth date, the same name", replace(ANON, date_of_birth=None, postcode=""), ANON, Likeness.PERHAPS),
    ("no birth date on either side", replace(ANON, date_of_birth=None), replace(ANON, date_of_birth=None),
     Likeness.PERHAPS),
    ("no birth date, a sibling", replace(ANON, date_of_birth=None),
     replace(ANON, given_name="Alice", preferred_name=""), None),
    ("no birth date, the same number", replace(JADE, date_of_birth=None), JADE, SAME),
    ("a new family name", ANON, replace(ANON, family_name="Wetherby"), Likeness.PERHAPS),
    ("somebody of that age in that house", ANON,
     replace(ANON, given_name="Alice", preferred_name="", family_name="Wetherby"), Likeness.TWIN),
    ("the same birthday only", ANON, Facts("Tom", "Wetherby", BORN), None),
    ("the same family name only", ANON, Facts("Tom", "Morris", FAR), None),
    ("the same home only", ANON, Facts("Tom", "Wetherby", FAR, postcode="ne81hh"), None),
    ("no numbers are not the same number", ANON, Facts("Tom", "Wetherby", FAR), None),
]  # fmt: skip


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TABLE) >= 60 and len({row[0] for row in TABLE}) == len(TABLE)


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


NONE = 9  # surer is smaller, and nothing is least sure of all


@given(people, people, st.sampled_from(["nhs_number", "postcode"]))
def test_what_agrees_never_makes_it_less_sure(one: Facts, other: Facts, fact: str) -> None:
    if not getattr(other, fact):
        return
    before, after = compare(one, other), compare(replace(one, **{fact: getattr(other, fact)}), other)
    assert (after.likeness if after else NONE) <= (before.likeness if before else NONE)


@given(people, people)
def test_the_same_birthday_never_makes_it_less_sure(one: Facts, other: Facts) -> None:
    before, after = compare(one, other), compare(replace(one, date_of_birth=other.date_of_birth), other)
    assert (after.likeness if after else NONE) <= (before.likeness if before else NONE)


@given(people)
def test_everybody_is_at_least_perhaps_themselves(one: Facts) -> None:
    if search_key(one.given_name) and search_key(one.family_name):
        match = compare(one, one)
        assert match is not None and match.likeness <= Likeness.PERHAPS


@given(people, people)
def test_nobody_is_very_likely_somebody_with_another_first_name(one: Facts, other: Facts) -> None:
    match = compare(one, other)
    if match and match.likeness is Likeness.LIKELY:
        assert match.because and not any("first names are different" in why for why in match.but)


def test_every_line_of_the_table_of_names_is_one_name() -> None:
    for group in GROUPS:
        for one in group:
            assert one == search_key(one)
            assert all(one_name(one, other) and one_name(other, one) for other in group)
    for pair in NEVER_ONE:
        assert len(pair) == 2 and not any(pair <= group for group in GROUPS), pair
