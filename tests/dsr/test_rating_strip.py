"""The strip of ratings: its spans tile the time, its widths add up, and every bar has its word or shape."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.rating_strip import LEAST, Span, colour_on, since, spans, strip_svg, widths
from dsr.ratings import Colour

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
ago = st.integers(0, 1500).map(lambda days: TODAY - days * DAY)
colours = st.sampled_from([colour.value for colour in Colour])
histories = st.lists(st.tuples(colours, ago), max_size=40).map(lambda rows: sorted(rows, key=lambda r: r[1]))


@given(histories)
def test_spans_tile_the_time_from_the_first_rating_to_today(history: list[tuple[str, date]]) -> None:
    found = spans(history, today=TODAY)
    if not history:
        assert found == []
        return
    assert (found[0].first, found[-1].last) == (history[0][1], TODAY)
    for one, following in pairwise(found):
        assert following.first == one.last + DAY and following.colour != one.colour
    assert all(span.first <= span.last for span in found)


@given(histories, ago)
def test_on_every_day_the_last_rating_decided_by_then_holds(
    history: list[tuple[str, date]], day: date
) -> None:
    decided = [colour for colour, on in history if on <= day]
    assert colour_on(spans(history, today=TODAY), day) == (decided[-1] if decided else None)


@given(histories, ago)
def test_before_the_first_rating_nobody_had_rated_since_the_day_of_adding(
    history: list[tuple[str, date]], added: date
) -> None:
    found = spans(history, today=TODAY, added_on=added)
    assert found[0].first == min([added, *(on for _, on in history)])
    assert sum(span.days for span in found) == (TODAY - found[0].first).days + 1


@given(histories, ago)
def test_a_part_of_the_strip_is_the_same_spans_cut_at_that_day(
    history: list[tuple[str, date]], first: date
) -> None:
    found = spans(history, today=TODAY)
    cut = since(found, first)
    assert all(span.first >= first for span in cut)
    for days in range(0, (TODAY - first).days + 1, 37):
        assert colour_on(cut, first + days * DAY) == colour_on(found, first + days * DAY)


@given(histories, st.sampled_from([100, 280, 700, 701]))
def test_widths_add_up_and_a_longer_span_is_never_narrower(
    history: list[tuple[str, date]], total: int
) -> None:
    found = spans(history, today=TODAY)
    wide = widths(found, total)
    assert sum(wide) == (total if found else 0) and all(width >= 0 for width in wide)
    if len(found) * LEAST <= total:
        assert all(width >= LEAST for width in wide)
    for one, its in zip(found, wide, strict=True):
        for other, others in zip(found, wide, strict=True):
            assert its + 1 >= others or one.days < other.days


@given(histories)
def test_the_drawing_is_whole_and_each_bar_has_a_shape_where_there_is_room(
    history: list[tuple[str, date]],
) -> None:
    found = spans(history, today=TODAY, added_on=date(2026, 1, 1))
    drawn = ElementTree.fromstring(strip_svg(found, total=700, name="x"))
    groups = [group for group in drawn if group.tag == "g"]
    assert len(groups) == len(found) and drawn.attrib["aria-hidden"] == "true"
    for span, group, width in zip(found, groups, widths(found, 700), strict=True):
        assert group[0].text and span.words in group[0].text
        assert group[1].attrib["class"] == f"dsr-bar--{span.colour or 'none'}"
        assert len(group) >= 3 or width < LEAST


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([], []),
        ([("red", TODAY)], [Span("red", TODAY, TODAY)]),
        ([("red", TODAY), ("amber", TODAY)], [Span("amber", TODAY, TODAY)]),
        ([("red", TODAY - DAY), ("red", TODAY)], [Span("red", TODAY - DAY, TODAY)]),
        (
            [("red", TODAY - 3 * DAY), ("green", TODAY - DAY)],
            [Span("red", TODAY - 3 * DAY, TODAY - 2 * DAY), Span("green", TODAY - DAY, TODAY)],
        ),
    ],
)
def test_spans_of_a_few_histories(history: list[tuple[str, date]], found: list[Span]) -> None:
    assert spans(history, today=TODAY) == found


def test_nothing_is_drawn_of_nobodys_history() -> None:
    assert strip_svg([], total=700, name="x") == ""
