"""What a risk tool comes to: each score in one band, overrides first, half answered suggests nothing."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.ratings import BY_HAND, MEANINGS, Colour
from dsr.risk_tool import (
    EXAMPLE,
    POINTS_TO,
    TOGETHER,
    Answer,
    Band,
    Question,
    Tool,
    band_of,
    moved,
    next_code,
    problems,
    read,
    scores,
    suggest,
    with_question,
    without_question,
    written,
)

R, A, G = Colour.RED, Colour.AMBER, Colour.GREEN


def asked(code: str, *answers: tuple[int, str]) -> Question:
    said = (Answer(f"a{n}", f"Answer {n}", points, to) for n, (points, to) in enumerate(answers, 1))
    return Question(code, f"Question {code}?", "", tuple(said))


# A yes to the first is red alone; a yes to both of the others is amber together; points decide the rest.
TOOL = Tool(
    (
        asked("q1", (0, ""), (1, "red")),
        asked("q2", (0, ""), (2, f"{TOGETHER}amber")),
        asked("q3", (0, ""), (2, f"{TOGETHER}amber")),
        asked("q4", (0, ""), (5, ""), (0, "green")),
    ),
    (Band(5, A), Band(0, G), Band(9, R)),
)


@pytest.mark.parametrize(
    ("given", "score", "colour"),
    [
        ("1111", 0, G),
        ("1211", 2, G),  # one of two marked "together" is only its points
        ("1121", 2, G),
        ("1221", 4, A),  # both: amber, though four points are green
        ("1112", 5, A),
        ("1212", 7, A),
        ("1222", 9, A),  # together points to amber and wins over the nine points of red
        ("2111", 1, R),  # red alone
        ("2221", 5, R),  # of red and amber the more urgent
        ("1113", 0, G),
        ("1223", 4, A),  # of amber and green too
        ("2113", 1, R),
    ],
)
def test_the_truth_table_of_one_tool(given: str, score: int, colour: Colour) -> None:
    answers = {f"q{n}": f"a{said}" for n, said in enumerate(given, 1)}
    found = suggest(TOOL, answers)
    assert (found.score, found.colour, found.complete) == (score, colour, True)


@pytest.mark.parametrize("left_out", [("q1",), ("q4",), ("q1", "q3"), ("q1", "q2", "q3", "q4")])
def test_a_question_without_an_answer_means_no_suggestion(left_out: tuple[str, ...]) -> None:
    """Not even where an answer that was given points to red: the tool says "not complete"."""
    answers = {f"q{n}": "a2" for n in range(1, 5) if f"q{n}" not in left_out}
    found = suggest(TOOL, answers)
    assert (found.colour, found.missing, found.complete) == (None, left_out, False)


def test_an_answer_the_tool_does_not_have_is_no_answer() -> None:
    answers = {"q1": "a1", "q2": "a9", "q3": "a1", "q4": "a1", "q9": "a1"}
    assert suggest(TOOL, answers).missing == ("q2",)


def test_the_questions_that_overrode_the_points_are_named() -> None:
    assert suggest(TOOL, {"q1": "a2", "q2": "a2", "q3": "a2", "q4": "a1"}).overridden_by == ("q1",)
    assert suggest(TOOL, {"q1": "a1", "q2": "a2", "q3": "a2", "q4": "a1"}).overridden_by == ("q2", "q3")
    assert suggest(TOOL, {f"q{n}": "a1" for n in range(1, 5)}).overridden_by == ()


def test_without_questions_there_is_nothing_to_suggest() -> None:
    assert suggest(Tool((), (Band(0, R),)), {}).colour is None


# ---------------------------------------------------------------- what must be put right first

TWO = asked("q1", (0, ""), (3, ""))


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        (Tool(), ["Add at least one question."]),
        (Tool((asked("q1", (0, "")),)), ["Question 1 needs at least two answers to choose from."]),
        (
            Tool((Question("q1", "Yes?", "", (Answer("a1", "No", 0), Answer("a2", "no", 1))),)),
            ["Question 1 has the same answer twice."],
        ),
        (
            Tool((TWO, replace(TWO, code="q2", words="QUESTION q1?"))),
            ["Question 1 is asked twice in the same words."],
        ),
        (Tool((TWO,)), ["Say from which score each colour is suggested."]),
        (
            Tool((TWO,), (Band(1, G),)),
            ["A score of 0 is possible and has no colour: let the lowest colour begin at 0."],
        ),
        (
            Tool((TWO,), (Band(0, G), Band(0, A))),
            ["Green and amber both begin at 0. Each score needs one colour."],
        ),
        (
            Tool((TWO,), (Band(0, G), Band(1, A), Band(3, R))),
            ["No points lead to amber from 1: scores go from 0 to 3."],
        ),
        (
            Tool((TWO,), (Band(0, G), Band(4, R))),
            ["No points lead to red from 4: scores go from 0 to 3."],
        ),
        (
            Tool((TWO,), (Band(-5, G), Band(0, R))),
            ["No points lead to green from -5: scores go from 0 to 3."],
        ),
        (Tool((TWO,), (Band(-5, G), Band(2, R))), []),
        (Tool((TWO,), (Band(0, R),)), []),
        (TOOL, []),
        (EXAMPLE, []),
    ],
)
def test_what_is_not_sound_is_said_in_sentences(tool: Tool, said: list[str]) -> None:
    assert problems(tool) == said


def test_the_example_says_of_itself_that_it_is_invented() -> None:
    assert all("nvented" in question.words + question.hint for question in EXAMPLE.questions)


# ---------------------------------------------------------------- any tool at all

points = st.integers(-9, 9)
answers = st.lists(st.tuples(points, st.sampled_from(sorted(POINTS_TO))), min_size=2, max_size=4)


@st.composite
def tools(draw: st.DrawFn) -> Tool:
    questions = tuple(
        asked(f"q{n}", *said) for n, said in enumerate(draw(st.lists(answers, min_size=1, max_size=4)), 1)
    )
    bands = st.builds(Band, st.integers(-40, 40), st.sampled_from(BY_HAND))
    return Tool(questions, tuple(draw(st.lists(bands, max_size=4))))


@given(tools(), st.data())
def test_in_a_sound_tool_every_score_has_one_colour_and_no_band_is_empty(
    tool: Tool, data: st.DataObject
) -> None:
    if problems(tool):
        return
    found = {score: band_of(tool, score) for score in scores(tool)}
    assert None not in found.values()
    starts = [band.from_score for band in tool.bands]
    assert len(set(starts)) == len(starts)
    for score, colour in found.items():
        holders = [
            b for b in tool.bands if b.from_score == max(s for s in starts if s <= score)
        ]  # the band that begins last at or below it
        assert [b.colour for b in holders] == [colour]
    given_ = {q.code: data.draw(st.sampled_from(q.answers)).code for q in tool.questions}
    assert suggest(tool, given_).colour in BY_HAND


@given(tools(), st.data())
def test_overrides_win_and_the_score_is_the_sum_whatever_the_tool(tool: Tool, data: st.DataObject) -> None:
    chosen = {q.code: data.draw(st.sampled_from(q.answers)) for q in tool.questions}
    found = suggest(tool, {code: answer.code for code, answer in chosen.items()})
    assert found.score == sum(answer.points for answer in chosen.values())
    assert found.score in scores(tool)
    alone = [Colour(a.points_to) for a in chosen.values() if a.points_to in list(BY_HAND)]
    if alone:
        least = min(alone, key=lambda colour: MEANINGS[colour].urgency)
        assert found.colour is not None
        assert MEANINGS[found.colour].urgency <= MEANINGS[least].urgency
    elif not any(a.points_to for a in chosen.values()):
        assert found.colour is band_of(tool, found.score)


@given(tools(), st.data())
def test_taking_any_answer_away_takes_the_suggestion_away(tool: Tool, data: st.DataObject) -> None:
    given_ = {q.code: data.draw(st.sampled_from(q.answers)).code for q in tool.questions}
    gone = data.draw(st.sampled_from(sorted(given_)))
    del given_[gone]
    found = suggest(tool, given_)
    assert found.colour is None and found.missing == (gone,)


@given(tools())
def test_what_is_written_is_read_again_the_same(tool: Tool) -> None:
    assert read(written(tool)) == tool


@given(tools(), st.integers(0, 5), st.sampled_from([-1, 1]))
def test_moving_keeps_every_question_and_back_again_is_as_before(tool: Tool, place: int, by: int) -> None:
    code = f"q{place}"
    after = moved(tool, code, by)
    assert sorted(q.code for q in after.questions) == sorted(q.code for q in tool.questions)
    if after != tool:
        assert moved(after, code, -by) == tool


@given(tools())
def test_a_new_question_takes_a_code_that_no_other_has(tool: Tool) -> None:
    code = next_code(tool)
    assert tool.question(code) is None
    more = with_question(tool, replace(TWO, code=code))
    assert len(more.questions) == len(tool.questions) + 1
    assert without_question(more, code) == tool
    again = with_question(more, replace(TWO, code=code, words="Other words?"))
    assert len(again.questions) == len(more.questions) and again.questions[-1].words == "Other words?"


def test_all_ways_of_pointing_are_a_colour_that_may_be_chosen_by_hand() -> None:
    assert set(POINTS_TO) == {""} | {way + c for way, c in product(("", TOGETHER), BY_HAND)}
