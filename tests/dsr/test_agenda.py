"""Who comes up at a meeting, why, in which order; and the days that are typed there."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dsr.agenda import (
    ALWAYS,
    Candidate,
    Why,
    always,
    in_order,
    in_words,
    overdue_days,
    pace,
    pace_in_words,
    reasons,
)
from dsr.ratings import URGENT_FIRST, Colour
from dsr.typed_days import NoDay, read_day

TODAY = date(2026, 11, 25)
YESTERDAY, LAST_WEEK, TOMORROW = TODAY - timedelta(1), TODAY - timedelta(7), TODAY + timedelta(1)
ME = UUID(int=1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"colour": None}, (Why.NOT_RATED,)),
        ({"colour": Colour.RED}, (Why.RED,)),
        ({"colour": Colour.RED, "rating_due": YESTERDAY}, (Why.RED, Why.RATING_LATE)),
        ({"colour": Colour.AMBER}, (Why.AMBER,)),
        ({"colour": Colour.AMBER, "carried": True}, (Why.CARRIED, Why.AMBER)),
        ({"colour": Colour.GREEN}, ()),
        ({"colour": Colour.BLUE}, ()),
        ({"colour": Colour.GREEN, "rating_due": TODAY}, ()),  # due today is not late
        ({"colour": Colour.GREEN, "rating_due": YESTERDAY}, (Why.RATING_LATE,)),
        ({"colour": Colour.GREEN, "recommendation_due": TODAY}, ()),
        ({"colour": Colour.GREEN, "recommendation_due": YESTERDAY}, (Why.RECOMMENDATION_LATE,)),
        ({"colour": Colour.BLUE, "silent_since": YESTERDAY}, (Why.SILENT,)),
        ({"colour": Colour.BLUE, "silent_since": TOMORROW}, ()),
        ({"colour": Colour.GREEN, "carried": True}, (Why.CARRIED,)),
        ({"colour": Colour.GREEN, "next_look": TODAY}, (Why.LOOK_AGAIN,)),  # agreed for this very day
        ({"colour": Colour.GREEN, "next_look": TOMORROW}, ()),
        (
            {"colour": None, "recommendation_due": YESTERDAY, "silent_since": YESTERDAY},
            (Why.NOT_RATED, Why.RECOMMENDATION_LATE, Why.SILENT),
        ),
    ],
)
def test_what_brings_somebody_up(facts: dict, expected: tuple[Why, ...]) -> None:
    found = reasons(Candidate(ME, **facts), TODAY)
    assert found == expected
    assert always(found) is bool(set(expected) & set(ALWAYS))


def test_the_latest_thing_counts_and_nothing_late_is_no_days() -> None:
    one = Candidate(
        ME, Colour.GREEN, rating_due=YESTERDAY, recommendation_due=LAST_WEEK, silent_since=TOMORROW
    )
    assert overdue_days(one, TODAY) == 7
    assert overdue_days(Candidate(ME, Colour.GREEN, rating_due=TOMORROW), TODAY) == 0


def test_the_order_is_colour_then_overdue_then_the_longest_not_rated() -> None:
    people = [
        Candidate(UUID(int=1), Colour.GREEN, carried=True),
        Candidate(UUID(int=2), Colour.AMBER, rated_on=YESTERDAY),
        Candidate(UUID(int=3), Colour.AMBER, rated_on=LAST_WEEK),
        Candidate(UUID(int=4), Colour.RED, rated_on=YESTERDAY),
        Candidate(UUID(int=5), Colour.RED, rated_on=YESTERDAY, rating_due=LAST_WEEK),
        Candidate(UUID(int=6), None),
        Candidate(UUID(int=7), Colour.BLUE, silent_since=YESTERDAY),
        Candidate(UUID(int=8), Colour.GREEN),
    ]
    assert [one.entry.int for one in in_order(people, TODAY)] == [6, 5, 4, 3, 2, 7, 1]


days = some.none() | some.dates(date(2026, 10, 1), date(2026, 12, 31))
candidates = some.builds(
    Candidate, some.uuids(), some.none() | some.sampled_from(Colour), days, days, days, days,
    some.booleans(), days,
)  # fmt: skip


@given(some.lists(candidates, max_size=12))
def test_nobody_who_must_come_up_is_left_out_and_nobody_stands_before_a_graver_colour(found: list) -> None:
    order = in_order(found, TODAY)
    assert {one.entry for one in found if one.colour in (None, Colour.RED)} <= {one.entry for one in order}
    assert all(reasons(one, TODAY) for one in order)
    assert len(order) == sum(bool(reasons(one, TODAY)) for one in found)
    ranks = [(URGENT_FIRST.index(o.colour) + 1 if o.colour else 0, -overdue_days(o, TODAY)) for o in order]
    assert ranks == sorted(ranks)


def test_reasons_in_words() -> None:
    assert in_words(["red", "rating_late"]) == "Red, rating to be looked at again"
    assert in_words([]) == "Picked by hand"


START = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "done", "each", "ahead", "words"),
    [
        (0, 0, 3, 0, "on time"),
        (14, 6, 3, 4, "4 min ahead"),
        (20, 6, 3, -2, "2 min behind"),
        (5, 0, 3, -5, "5 min behind"),
        (120, 40, 3, 0, "on time"),
    ],
)
def test_time_against_the_plan(minutes: int, done: int, each: int, ahead: int, words: str) -> None:
    now = START + timedelta(minutes=minutes, seconds=40)
    assert pace(opened=START, now=now, done=done, minutes_each=each) == ahead
    assert pace_in_words(ahead) == words


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2/12/2026", date(2026, 12, 2)),
        ("02.12.26", date(2026, 12, 2)),
        ("2 Dec", date(2026, 12, 2)),
        ("2nd December 2027", date(2027, 12, 2)),
        ("3 Jan", date(2027, 1, 3)),  # no year: the next one
        ("25 nov", TODAY),
        ("24/11", date(2027, 11, 24)),
        ("29 Feb", date(2028, 2, 29)),
        ("2026-12-02", date(2026, 12, 2)),
        ("2 weeks", date(2026, 12, 9)),
        ("in 10 days", date(2026, 12, 5)),
        ("3 months", date(2027, 2, 25)),
        ("tomorrow", date(2026, 11, 26)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "31 June", "31/6/2027", "40/1", "2/13", "1/2/3", "99999", "2 Foo"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(NoDay, match="must be a"):
        read_day(typed, TODAY)


@given(some.text(max_size=20))
def test_whatever_is_typed_is_a_day_or_no_day(typed: str) -> None:
    with suppress(NoDay):
        assert isinstance(read_day(typed, TODAY), date)
