"""Small numbers are hidden, and no total gives one away."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.small_numbers import SMALL, alone, hide, publish

N = None
TABLE = [
    ((), ()),
    ((0, 0), (0, 0)),  # nobody at all
    ((0, 9), (0, 9)),  # nobody is nobody to hide
    ((5, 6), (5, 6)),
    ((1, 9), (N, N)),  # one hidden would follow from the total
    ((4, 9, 20), (N, N, N)),  # thirteen is more than two small numbers have
    ((4, 3, 20), (N, N, 20)),
    ((1, 6, 20), (N, N, 20)),
    ((4, 4, 20), (N, N, N)),  # eight for two numbers below five: both are four
    ((1, 0, 20), (N, N, 20)),
    ((5, 4, 4), (N, N, N)),
    ((1, 6, 6, 30), (N, N, 6, 30)),
]


@pytest.mark.parametrize(("counts", "shown"), TABLE)
def test_what_is_hidden(counts: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert tuple(hide(dict(zip("abcdef", counts, strict=False))).values()) == shown


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, N), (4, N), (5, 5), (900, 900)])
def test_a_number_of_its_own(count: int, shown: int | None) -> None:
    assert alone(count) == shown


def test_a_small_total_hides_everything_in_it() -> None:
    assert publish({"age": {"young": 1, "old": 2}, "kw": {"with": 0, "without": 3}}) == (
        None,
        {"age": {"young": N, "old": N}, "kw": {"with": N, "without": N}},
    )


@pytest.mark.parametrize(("size", "most"), [(2, 14), (3, 14), (4, 11)])
def test_whoever_knows_the_rule_still_learns_no_small_number(size: int, most: int) -> None:
    """Every table there is: what is published fits at least two values of each small number."""
    same: dict[tuple, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most), repeat=size):
        whole, shown = publish({"g": dict(zip("abcd", counts, strict=False))})
        same[whole, tuple(shown["g"].values())].append(counts)
    for (_, shown), tables in same.items():
        for place, value in enumerate(shown):
            possible = {counts[place] for counts in tables}
            given_away = value is None and len(possible) == 1 and 0 < min(possible) < SMALL
            assert not given_away, (shown, tables)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_what_is_shown_is_true_and_never_small(counts: list[int]) -> None:
    asked = dict(zip("abcdefgh", counts, strict=False))
    whole, groups = publish({"g": asked})
    for name, value in groups["g"].items():
        assert value is None or (value == asked[name] and not 0 < value < SMALL)
    assert whole is None or whole == sum(counts)
    hidden = [name for name, value in groups["g"].items() if value is None]
    assert whole is None or len(hidden) != 1, "one hidden number follows from the total"
