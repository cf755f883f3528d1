"""How names, postcodes and NHS numbers are compared (S12)."""

import re

import nhs_number
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.names import plain_postcode, search_key, spaced_nhs_number, synthetic_nhs_number


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Jade", "Morris"), "jade morris"), (("Seán", "O’Brien-Müller"), "sean obrien muller"),
        (("Zoë", "D'Arcy"), "zoe darcy"), (("Łukasz", "Nowak"), "łukasz nowak"), (("STRAẞE", ""), "strasse"),
        (("  Jo  ", "van  der Berg", ""), "jo van der berg"), (("Anna-Lena",), "anna lena"), (("", ""), ""),
        (("Jade", "Morris", "Jay"), "jade morris jay"), (("ﬁona",), "fiona"), (("Jo.", "Smith,"), "jo smith"),
    ],
)  # fmt: skip
def test_search_key(names: tuple[str, ...], key: str) -> None:
    assert search_key(*names) == key


@given(st.text(max_size=60))
def test_a_key_is_its_own_key_and_has_no_marks(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert key == key.strip() and "  " not in key and not re.search(r"[^\w\s]", key)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("ne8 1hh", "NE8 1HH"), ("NE81HH", "NE8 1HH"), (" sw1a  2aa ", "SW1A 2AA"), ("M1 1AE", "M1 1AE"),
     ("", ""), ("NE8", "NE8"), ("ne8-1hh", "NE8 1HH")],
)  # fmt: skip
def test_postcodes(typed: str, shown: str) -> None:
    assert plain_postcode(typed) == shown


@pytest.mark.parametrize(("digits", "shown"), [("9994821172", "999 482 1172"), (None, ""), ("", "")])
def test_numbers_are_read_in_three_parts(digits: str | None, shown: str) -> None:
    assert spaced_nhs_number(digits) == shown


def test_invented_numbers_are_valid_unique_and_nobodys() -> None:
    numbers = [synthetic_nhs_number(place) for place in range(2000)]
    assert len(set(numbers)) == 2000
    for number in numbers:
        assert re.fullmatch(r"999\d{7}", number)
        assert nhs_number.is_valid(number, for_region=nhs_number.REGION_SYNTHETIC)


@pytest.mark.parametrize("place", [0, 1, 99_999, 250_000, 499_999])
def test_there_are_enough_of_them_for_the_largest_register(place: int) -> None:
    assert synthetic_nhs_number(place).startswith("999")
