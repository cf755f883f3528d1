"""Dates of birth in the ways people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.born import read_born
from dsr.days import age_on
from dsr.living import AGE_BANDS, born_between

TODAY = date(2026, 11, 24)
SECOND_OF_MARCH = date(2011, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "2/3/2011", "02/03/2011", "2.3.11", "2-3-2011", "2 3 2011", "02032011", "020311", "2011-03-02",
        "2 March 2011", "2nd March 2011", "2 Mar 11", "2nd of march, 2011", "March 2, 2011", "mar 2nd 2011",
        "DOB 2/3/2011", "d.o.b. 2/3/11", "born 2 March 2011", "born on 2/3/2011", " 2 / 3 / 2011 ",
        "date of birth: 02/03/2011", "2-Mar-2011", "2march2011",
    ],
)  # fmt: skip
def test_every_way_to_write_the_second_of_march_is_read(typed: str) -> None:
    assert read_born(typed, TODAY) == SECOND_OF_MARCH


@pytest.mark.parametrize(
    "typed",
    ["31/2/2011", "0/1/2011", "1/13/2011", "2 Marsh 2011", "2/3", "2011", "jade", "", "25/11/2026",
     "9994821172", "99/99/9999", "2 3 201", "٢/٣/٢٠١١x"],
)  # fmt: skip
def test_what_is_no_past_day_is_none(typed: str) -> None:
    assert read_born(typed, TODAY) is None


def test_a_year_of_two_digits_is_never_after_this_one() -> None:
    assert read_born("1/1/26", TODAY) == date(2026, 1, 1)
    assert read_born("1/1/27", TODAY) == date(1927, 1, 1)


@given(st.dates(date(1910, 1, 1), TODAY))
def test_any_day_is_read_back_from_how_the_register_writes_it(day: date) -> None:
    for shape in ("{0.day}/{0.month}/{0.year}", "{0:%d %B %Y}", "{0:%Y-%m-%d}", "{0:%d%m%Y}", "{0:%d %b %Y}"):
        assert read_born(shape.format(day), TODAY) == day


@given(st.dates(date(1910, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2032, 12, 31)))
def test_everybody_is_in_exactly_one_age_band_and_it_fits_their_age(born: date, today: date) -> None:
    found = []
    for band, (_, youngest, above) in AGE_BANDS.items():
        after, until = born_between(band, today)
        if (after is None or born > after) and (until is None or born <= until):
            found.append(band)
            assert youngest <= age_on(born, today) < (above or 200)
    assert len(found) == 1
