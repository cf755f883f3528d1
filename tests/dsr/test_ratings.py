"""Which rating may follow which, as a whole table; what each starts and ends."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.refused import Refused, reason_not
from dsr.ratings import (
    AFTER_HOSPITAL,
    BY_HAND,
    DECIDED_AT_LABELS,
    MEANINGS,
    URGENT_FIRST,
    Colour,
    DecidedAt,
    check_can_rate,
    check_why_differs,
    ended_by,
    is_lower,
    is_unlikely,
    opened_by,
)

DAY = date(2026, 11, 20)
NOW = [None, *Colour]
R, A, G, B = Colour.RED, Colour.AMBER, Colour.GREEN, Colour.BLUE
LOWER = {(A, R), (G, R), (G, A)}  # (new, now)


def expected(new: Colour, now: Colour | None, where: DecidedAt, held_at: Colour | None) -> str | None:
    """The reference's moves (3.8), said again in other words; a word of the refusal, or None."""
    if new is B:
        return None if where is DecidedAt.ADMISSION else "admitted"
    if now is B and where not in (DecidedAt.DISCHARGE, DecidedAt.ADMISSION):
        return "in hospital"
    if held_at is R and new is not R:
        return "stays red"
    if held_at is A and new is G:
        return "stays at least amber"
    if where is DecidedAt.BETWEEN and (new, now) in LOWER:
        return "meeting"
    return None


@pytest.mark.parametrize(
    ("new", "now", "where", "held_at"), list(product(Colour, NOW, DecidedAt, [None, *AFTER_HOSPITAL]))
)
def test_every_move(new: Colour, now: Colour | None, where: DecidedAt, held_at: Colour | None) -> None:
    held = {"held_until": DAY, "held_at": held_at} if held_at else {}
    said = reason_not(check_can_rate, new, now=now, decided_at=where, on=DAY, **held)
    word = expected(new, now, where, held_at)
    if word is None:
        assert said is None
    else:
        assert said is not None and word in said and said.endswith(".")


@pytest.mark.parametrize(
    ("chosen", "suggested", "why"), list(product(BY_HAND, [None, *BY_HAND], ["", " \n", "New home."]))
)
def test_another_colour_than_the_tools_needs_a_reason(
    chosen: Colour, suggested: Colour | None, why: str
) -> None:
    said = reason_not(check_why_differs, chosen, suggested, why)
    assert (said is not None) is (suggested is not None and chosen != suggested and not why.strip())
    assert said is None or (f"suggests {suggested}" in said and f"is {chosen}." in said)


@pytest.mark.parametrize(("days", "refused"), [(-30, False), (-1, False), (0, True), (1, True), (14, True)])
def test_the_hold_ends_after_its_last_day(days: int, refused: bool) -> None:
    facts = {"now": R, "decided_at": DecidedAt.MEETING, "on": DAY, "held_until": DAY + timedelta(days=days)}
    assert (reason_not(check_can_rate, A, **facts) is not None) is refused


def test_the_hold_says_until_when() -> None:
    with pytest.raises(Refused, match="4 December 2026"):
        check_can_rate(G, now=R, decided_at=DecidedAt.MEETING, on=DAY, held_until=date(2026, 12, 4))


@pytest.mark.parametrize(("new", "now"), list(product(Colour, NOW)))
def test_lower_means_less_risk(new: Colour, now: Colour | None) -> None:
    assert is_lower(new, now) is ((new, now) in LOWER)
    assert is_unlikely(new, now=now) is ((new, now) == (G, R))


@given(st.sampled_from(BY_HAND), st.sampled_from(BY_HAND))
def test_of_two_colours_one_at_most_is_lower(one: Colour, other: Colour) -> None:
    assert not (is_lower(one, other) and is_lower(other, one))
    assert (one == other) is (not is_lower(one, other) and not is_lower(other, one))


# ---------------------------------------------------------------- what follows


@pytest.mark.parametrize(
    ("new", "before", "where", "keys"),
    [
        (R, None, DecidedAt.BETWEEN, {"rating_review_red", "red_review_decision", "keyworker_offer"}),
        (R, A, DecidedAt.MEETING, {"rating_review_red", "red_review_decision", "keyworker_offer"}),
        (R, R, DecidedAt.MEETING, {"rating_review_red"}),
        (A, G, DecidedAt.BETWEEN, {"rating_review_amber", "amber_meeting", "keyworker_offer"}),
        (A, G, DecidedAt.MEETING, {"rating_review_amber", "keyworker_offer"}),
        (A, G, DecidedAt.URGENT, {"rating_review_amber", "keyworker_offer"}),
        (A, R, DecidedAt.REVIEW, {"rating_review_amber", "keyworker_offer"}),
        (A, A, DecidedAt.BETWEEN, {"rating_review_amber"}),
        (G, R, DecidedAt.MEETING, {"rating_review_green"}),
        (B, R, DecidedAt.ADMISSION,
         {"rating_review_blue", "post_admission_cetr", "oversight_visit", "keyworker_offer"}),
        (R, B, DecidedAt.DISCHARGE, {"rating_review_red", "red_review_decision", "keyworker_offer"}),
    ],
)  # fmt: skip
def test_what_a_rating_starts(new: Colour, before: Colour | None, where: DecidedAt, keys: set[str]) -> None:
    found = opened_by(new, before=before, decided_at=where)
    assert set(found) == keys and len(found) == len(keys)


@pytest.mark.parametrize(("new", "before", "where"), list(product(Colour, NOW, DecidedAt)))
def test_every_rating_has_its_rhythm_and_ends_nothing_that_it_starts(
    new: Colour, before: Colour | None, where: DecidedAt
) -> None:
    started = opened_by(new, before=before, decided_at=where)
    assert MEANINGS[new].rhythm in started
    assert not set(started) & set(ended_by(new))


def test_leaving_a_colour_ends_what_belonged_to_it_alone() -> None:
    assert set(ended_by(G)) == {
        "red_review_decision", "amber_meeting", "keyworker_offer", "post_admission_cetr", "oversight_visit",
    }  # fmt: skip
    assert "red_review_decision" not in ended_by(R) and "keyworker_offer" not in ended_by(A)
    assert {"post_admission_cetr", "oversight_visit"} <= set(ended_by(R))


# ---------------------------------------------------------------- words


def test_every_colour_has_word_shape_meaning_and_what_follows() -> None:
    assert set(MEANINGS) == set(Colour) == set(URGENT_FIRST)
    assert len({m.label for m in MEANINGS.values()}) == len({m.shape for m in MEANINGS.values()}) == 4
    for colour, meaning in MEANINGS.items():
        assert meaning.meaning and meaning.must_follow and meaning.to_the_person
        assert colour is B or meaning.criteria


def test_red_stands_first_and_green_last() -> None:
    assert (URGENT_FIRST[0], URGENT_FIRST[-1]) == (R, G)
    assert set(DECIDED_AT_LABELS) == set(DecidedAt)


def test_words_for_the_person_hold_no_jargon() -> None:
    for meaning in MEANINGS.values():
        words = meaning.to_the_person.lower()
        assert not {"admission", "inpatient", "cetr", "ctr", "multi-agency", "risk"} & set(
            words.strip(".").split()
        )
