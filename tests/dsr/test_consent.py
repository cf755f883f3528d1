"""The consent gate, as a table of histories and answers."""

from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.refused import reason_not
from dsr.consent import (
    BASIS_LABELS,
    DECISION_LABELS,
    FOR_A_REVIEW,
    PURPOSE_LABELS,
    WHO,
    Answer,
    Basis,
    Decision,
    Purpose,
    check_basis,
    may,
)
from dsr.days import birthday

BORN = date(2000, 3, 2)
CHILD = date(2011, 3, 2)  # 16 on 2 March 2027, 18 on 2 March 2029
D1, D2, D3 = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
REVIEW, OTHER = UUID(int=1), UUID(int=2)
Y, L, T, N, W, X = (
    Decision.YES, Decision.LIMITED, Decision.THINKING, Decision.NO, Decision.WITHDRAWN, Decision.DISPUTED,
)  # fmt: skip


def said(decision: Decision, on: date = D1, **facts: object) -> Answer:
    given: dict = {"purpose": Purpose.REGISTER, "basis": Basis.PERSON, "given_by": "Jay"}
    return Answer(decision=decision, decided_on=on, **given | facts)


HISTORIES = [
    ("nothing was asked", [], D3, False, "No consent has been recorded"),
    ("yes", [said(Y)], D3, True, "Jay said yes"),
    ("yes, on the day itself", [said(Y)], D1, True, "10 January 2026"),
    ("yes, but only from tomorrow", [said(Y, D2)], D2 - timedelta(days=1), False, "No consent"),
    ("yes with limits", [said(L)], D3, True, "with limits"),
    ("no", [said(N)], D3, False, "said no"),
    ("not sure", [said(T)], D3, False, "Ask again"),
    ("withdrawn", [said(W)], D3, False, "withdrawn on 10 January 2026"),
    ("people disagree", [said(X)], D3, False, "disagree"),
    ("yes, then no", [said(Y, D1), said(N, D2)], D3, False, "said no"),
    ("yes, then no, asked about the time between", [said(Y, D1), said(N, D2)], D1, True, "said yes"),
    ("no, then yes", [said(N, D1), said(Y, D2)], D3, True, "said yes"),
    ("yes, withdrawn", [said(Y, D1), said(W, D2)], D2, False, "withdrawn"),
    ("withdrawn and given again", [said(Y, D1), said(W, D2), said(Y, D3)], D3, True, "10 March"),
    ("yes, then not sure", [said(Y, D1), said(T, D2)], D3, False, "not sure"),
    ("yes, then disputed", [said(Y, D1), said(X, D2)], D3, False, "disagree"),
    ("disputed and settled", [said(X, D1), said(L, D2)], D3, True, "with limits"),
    ("an older answer written down later", [said(N, D2), said(Y, D1)], D3, False, "said no"),
    ("two on one day: the one written last", [said(Y), said(N)], D1, False, "said no"),
    ("two on one day, the other way round", [said(N), said(Y)], D1, True, "said yes"),
    ("three on one day", [said(Y), said(W), said(L)], D1, True, "with limits"),
    ("yes to something else", [said(Y, purpose=Purpose.SHARE)], D3, False, "No consent"),
    ("no to something else", [said(Y), said(N, D2, purpose=Purpose.SHARE)], D3, True, "said yes"),
    ("yes to a review is not yes to the register", [said(Y, about=REVIEW)], D3, False, "No consent"),
    ("still valid on its last day", [said(Y, valid_until=D3)], D3, True, "said yes"),
    ("run out yesterday", [said(Y, valid_until=D3 - timedelta(days=1))], D3, True, "being checked again"),
    ("the last day of grace", [said(Y, valid_until=D3 - timedelta(days=28))], D3, True, "checked again"),
    ("grace is over", [said(Y, valid_until=D3 - timedelta(days=29))], D3, False, "ran out"),
    ("limits run out too", [said(L, valid_until=D3 - timedelta(days=29))], D3, False, "ran out"),
    ("run out, and renewed", [said(Y, D1, valid_until=D1), said(Y, D3)], D3, True, "10 March"),
    ("a refusal does not run out", [said(N, valid_until=D1)], D3, False, "said no"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "answers", "on", "allowed", "words"), HISTORIES, ids=[h[0] for h in HISTORIES]
)
def test_what_the_gate_says(case: str, answers: list[Answer], on: date, allowed: bool, words: str) -> None:
    gate = may(Purpose.REGISTER, answers, born=BORN, on=on)
    assert gate.allowed is allowed
    assert words in gate.sentence and gate.sentence.endswith(".")


@pytest.mark.parametrize("purpose", FOR_A_REVIEW)
@pytest.mark.parametrize(
    ("about", "asked_about", "allowed"),
    [(REVIEW, REVIEW, True), (REVIEW, OTHER, False), (REVIEW, None, False), (None, REVIEW, False)],
)
def test_a_reviews_answer_is_for_that_review_alone(
    purpose: Purpose, about: UUID | None, asked_about: UUID | None, allowed: bool
) -> None:
    gate = may(purpose, [said(Y, purpose=purpose, about=about)], born=BORN, on=D3, about=asked_about)
    assert gate.allowed is allowed


@pytest.mark.parametrize("purpose", FOR_A_REVIEW)
def test_a_reviews_answer_has_no_grace(purpose: Purpose) -> None:
    answer = said(Y, purpose=purpose, about=REVIEW, valid_until=D2)
    assert may(purpose, [answer], born=BORN, on=D2, about=REVIEW).allowed
    assert not may(purpose, [answer], born=BORN, on=D2 + timedelta(days=1), about=REVIEW).allowed


@pytest.mark.parametrize(("one", "other"), list(permutations(FOR_A_REVIEW, 2)))
def test_a_reviews_three_decisions_are_separate(one: Purpose, other: Purpose) -> None:
    assert not may(other, [said(Y, purpose=one, about=REVIEW)], born=BORN, on=D3, about=REVIEW).allowed


@pytest.mark.parametrize(
    ("basis", "age", "days", "allowed"),
    [
        (Basis.PARENT_PR, 16, -1, True), (Basis.PARENT_PR, 16, 0, False), (Basis.PARENT_PR, 18, 0, False),
        (Basis.CHILD, 16, -1, True), (Basis.CHILD, 16, 0, False),
        (Basis.COUNCIL_PR, 16, -1, True), (Basis.COUNCIL_PR, 16, 0, False),
        (Basis.PERSON, 16, 0, True), (Basis.PERSON, 18, -1, True), (Basis.PERSON, 18, 0, False),
        (Basis.BEST_INTERESTS, 18, -1, True), (Basis.BEST_INTERESTS, 18, 0, False),
        (Basis.WELFARE_UNDER_16, 16, -1, True), (Basis.WELFARE_UNDER_16, 16, 0, False),
        (Basis.CHILD_WISH, 16, 0, False),
    ],
)  # fmt: skip
def test_an_answer_for_a_child_ends_on_a_birthday(basis: Basis, age: int, days: int, allowed: bool) -> None:
    on = birthday(CHILD, age) + timedelta(days=days)
    gate = may(Purpose.REGISTER, [said(Y, D1, basis=basis)], born=CHILD, on=on)
    assert gate.allowed is allowed
    assert allowed or "birthday" in gate.sentence


def test_somebody_born_on_29_february_turns_16_on_1_march() -> None:
    born = date(2012, 2, 29)
    answer = said(Y, D1, basis=Basis.PARENT_PR)
    assert not may(Purpose.REGISTER, [answer], born=born, on=date(2028, 2, 29)).allowed
    born = date(2011, 2, 28)
    assert may(Purpose.REGISTER, [answer], born=born, on=date(2027, 2, 27)).allowed
    assert not may(Purpose.REGISTER, [answer], born=born, on=date(2027, 2, 28)).allowed


@pytest.mark.parametrize(
    ("basis", "ages"),
    [
        (Basis.PERSON, range(16, 100)), (Basis.CHILD, range(16)), (Basis.PARENT_PR, range(16)),
        (Basis.BEST_INTERESTS, range(16, 100)), (Basis.ATTORNEY, range(18, 100)),
        (Basis.COUNCIL_PR, range(16)), (Basis.WELFARE_UNDER_16, range(16)), (Basis.CHILD_WISH, range(16)),
    ],
)  # fmt: skip
def test_who_may_decide_at_which_age(basis: Basis, ages: range) -> None:
    for age in range(100):
        refusal = reason_not(check_basis, basis, born=date(1920, 6, 1), on=date(1920 + age, 6, 1))
        assert (refusal is None) is (age in ages), (age, refusal)
        assert refusal is None or str(age) in refusal


def test_every_word_has_its_label() -> None:
    assert set(PURPOSE_LABELS) == set(Purpose)
    assert set(DECISION_LABELS) == set(Decision)
    assert set(BASIS_LABELS) == set(Basis)


ANSWERS = st.builds(
    said, st.sampled_from(Decision), st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    purpose=st.sampled_from(Purpose), basis=st.sampled_from(Basis),
    about=st.sampled_from([None, REVIEW, OTHER]),
    valid_until=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
)  # fmt: skip


@given(st.lists(ANSWERS, max_size=8), st.sampled_from(Purpose), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_gate_opens_only_on_a_usable_answer_to_this_very_question(
    answers: list[Answer], purpose: Purpose, on: date
) -> None:
    gate = may(purpose, answers, born=CHILD, on=on, about=REVIEW)
    fitting = [a for a in answers if (a.purpose, a.about) == (purpose, REVIEW) and a.decided_on <= on]
    if gate.allowed:
        assert any(a.decision in (Y, L) for a in fitting)
    if not fitting:
        assert not gate.allowed
    # A withdrawal written down now closes it, whatever was said before.
    closed = may(
        purpose, [*answers, said(W, on, purpose=purpose, about=REVIEW)], born=CHILD, on=on, about=REVIEW
    )
    assert not closed.allowed


@given(st.lists(ANSWERS, max_size=6), st.sampled_from(Purpose), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_what_is_said_later_changes_nothing_about_today(
    answers: list[Answer], purpose: Purpose, on: date
) -> None:
    later = said(W, on + timedelta(days=1), purpose=purpose, about=REVIEW)
    same = {"born": CHILD, "on": on, "about": REVIEW}
    assert may(purpose, answers, **same) == may(purpose, [*answers, later], **same)


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("basis", Basis)
def test_for_some_readers_who_answered_is_said_without_a_name(decision: Decision, basis: Basis) -> None:
    answer = Answer(Purpose.REGISTER, decision, basis, "Mary Morris", date(2026, 3, 2))
    facts = {"born": date(2015, 1, 1), "on": date(2026, 3, 4)}
    named, unnamed = (may(Purpose.REGISTER, [answer], **facts, named=told) for told in (True, False))
    assert "Mary" not in unnamed.sentence and unnamed.allowed is named.allowed
    assert named.sentence.replace("Mary Morris", WHO[basis]) == unnamed.sentence
