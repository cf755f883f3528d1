"""References survive being read out: one wrong symbol, or two swapped, is always noticed."""

from hypothesis import given
from hypothesis import strategies as st

from referrals.references import LENGTH, SYMBOLS, check_symbol, new_reference, read_reference, spaced

bodies = st.text(alphabet=SYMBOLS, min_size=LENGTH, max_size=LENGTH)


def test_the_symbols_cannot_be_taken_for_each_other() -> None:
    assert len(SYMBOLS) == len(set(SYMBOLS)) == 31
    assert not set("01ILO") & set(SYMBOLS)


def test_references_are_random_and_read_back() -> None:
    made = {new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert all(read_reference(f" {spaced(one).lower()} ") == one for one in made)


@given(bodies, st.integers(0, LENGTH), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_noticed(body: str, place: int, other: str) -> None:
    right = body + check_symbol(body)
    wrong = right[:place] + other + right[place + 1 :]
    assert (read_reference(wrong) is None) == (wrong != right)


@given(bodies, st.integers(0, LENGTH - 2))
def test_two_symbols_that_changed_places_are_noticed(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert (read_reference(swapped + check_symbol(body)) is None) == (swapped != body)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    assert read_reference(typed) is None or len(read_reference(typed) or "") == LENGTH + 1
