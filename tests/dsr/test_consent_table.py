"""The ledger's truth table: who said what when, and may we on that day? One line a case."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.answers import Answer, Assessment
from dsr.consent import (
    OF_A_REVIEW,
    SHARE_LABELS,
    UNDER_16,
    Basis,
    Decision,
    Gate,
    Purpose,
    ShareKind,
    State,
    may,
)
from dsr.consent_words import GIVEN_HOW, thing
from dsr.days import birthday
from dsr.who_decides import Capacity

ADULT = date(1990, 3, 2)
CHILD = date(2014, 3, 2)  # 12 in 2026, 16 on 2 March 2030
TEEN = date(2010, 3, 2)  # 16 on 2 March 2026, 18 on 2 March 2028
D1, D2, D3, D4 = date(2026, 4, 10), date(2026, 5, 10), date(2026, 6, 10), date(2026, 7, 10)
DAY = timedelta(days=1)
SIXTEEN, EIGHTEEN, LONG_AGO = date(2026, 3, 2), date(2028, 3, 2), date(2025, 4, 10)
GP, POLICE, SCHOOL = ShareKind.GP, ShareKind.POLICE, ShareKind.EDUCATION
REVIEW = UUID(int=1)
Y, L, T, N, W, X = (
    Decision.YES, Decision.LIMITED, Decision.THINKING, Decision.NO, Decision.WITHDRAWN, Decision.DISPUTED,
)  # fmt: skip
REG, SHARE, KEYW, MEET, SHOW, USE, FAMILY = (
    Purpose.REGISTER, Purpose.SHARE, Purpose.KEYWORKER, Purpose.MEETING, Purpose.DISCLOSURE, Purpose.USE,
    Purpose.PEOPLE,
)  # fmt: skip
OPEN, HELD, ENDED = True, State.DISPUTED, State.EXPIRED
SHUT, UNASKED, WAITS, TAKEN_BACK = State.NO, State.NOT_ASKED, State.THINKING, State.WITHDRAWN


def said(basis: Basis, name: str, decision: Decision, on: date, purpose: Purpose = REG, **facts) -> Answer:
    facts.setdefault("about", REVIEW if purpose in OF_A_REVIEW else None)
    return Answer(purpose, decision, basis, name, on, **facts)


def jay(*what, **facts) -> Answer:
    return said(Basis.PERSON, "Jay", *what, **facts)


def child(*what, **facts) -> Answer:
    """A child who understands."""
    return said(Basis.CHILD, "Jay", *what, **facts)


def wish(*what, **facts) -> Answer:
    """A child who does not understand all of it."""
    return said(Basis.CHILD_WISH, "Jay", *what, **facts)


def mum(*what, **facts) -> Answer:
    return said(Basis.PARENT_PR, "Mary Morris", *what, **facts)


def dad(*what, **facts) -> Answer:
    return said(Basis.PARENT_PR, "Dan Morris", *what, **facts)


def council(*what, **facts) -> Answer:
    return said(Basis.COUNCIL_PR, "Olu Bright", *what, **facts)


def welfare(*what, **facts) -> Answer:
    return said(Basis.WELFARE_UNDER_16, "Sam Legal", *what, **facts)


def attorney(*what, **facts) -> Answer:
    return said(Basis.ATTORNEY, "Ann Power", *what, **facts)


def interests(*what, **facts) -> Answer:
    return said(Basis.BEST_INTERESTS, "Dr Bell", *what, **facts)


def able(on: date, purpose: Purpose | None = None) -> Assessment:
    return Assessment(Capacity.HAS, on, purpose)


def unable(on: date, purpose: Purpose | None = None) -> Assessment:
    return Assessment(Capacity.LACKS, on, purpose)


def doubt(on: date) -> Assessment:
    return Assessment(Capacity.DOUBT, on)


YEAR = {"valid_until": D4}
ENDS = {"settled": True}
CASES = [
    # somebody grown up
    ("nobody was asked", ADULT, [], REG, D3, UNASKED),
    ("they said yes", ADULT, [jay(Y, D1)], REG, D3, OPEN),
    ("yes, with limits", ADULT, [jay(L, D1)], REG, D3, OPEN),
    ("not sure yet", ADULT, [jay(T, D1)], REG, D3, WAITS),
    ("no", ADULT, [jay(N, D1)], REG, D3, SHUT),
    ("changed their mind", ADULT, [jay(Y, D1), jay(W, D2)], REG, D3, TAKEN_BACK),
    ("changed their mind twice", ADULT, [jay(Y, D1), jay(W, D2), jay(Y, D3)], REG, D4, OPEN),
    ("an unwise no after a best-interests yes", ADULT, [interests(Y, D1), jay(N, D2)], REG, D3, SHUT),
    ("an attorney's yes", ADULT, [attorney(Y, D1)], REG, D3, OPEN),
    ("an attorney's yes, then the person's no", ADULT, [attorney(Y, D1), jay(N, D2)], REG, D3, SHUT),
    ("in their best interests", ADULT, [unable(D1), interests(Y, D1)], REG, D3, OPEN),
    ("not in their best interests", ADULT, [unable(D1), interests(N, D1)], REG, D3, SHUT),
    # capacity
    ("capacity is back: others no longer decide", ADULT, [interests(Y, D1), able(D2)], REG, D3, ENDED),
    ("it was back before, and lost again", ADULT, [able(D1), unable(D2), interests(Y, D2)], REG, D3, OPEN),
    ("capacity back on the day itself", ADULT, [interests(Y, D2), able(D2)], REG, D3, ENDED),
    ("capacity back ends an attorney's yes", ADULT, [attorney(Y, D1), able(D2)], REG, D3, ENDED),
    ("able, about something else", ADULT, [interests(Y, D1), able(D2, KEYW)], REG, D3, OPEN),
    ("able, about this very thing", ADULT, [interests(Y, D1), able(D2, REG)], REG, D3, ENDED),
    ("capacity back, and they said yes", ADULT, [interests(Y, D1), able(D2), jay(Y, D3)], REG, D4, OPEN),
    ("capacity back, asked about the day before", ADULT, [interests(Y, D1), able(D2)], REG, D2 - DAY, OPEN),
    ("a doubt alone ends nothing", ADULT, [interests(Y, D1), doubt(D2)], REG, D3, OPEN),
    ("capacity lost: an earlier yes stands", ADULT, [jay(Y, D1), unable(D2)], REG, D3, OPEN),
    ("and stands until the year is over", ADULT, [jay(Y, D1, **YEAR), unable(D2)], REG, D4 + 29 * DAY, ENDED),
    ("capacity lost: an earlier no stands", ADULT, [jay(N, D1), unable(D2)], REG, D3, SHUT),
    ("a yes of somebody unable never counted", ADULT, [unable(D1), jay(Y, D2)], REG, D3, ENDED),
    ("a yes on the day they were found unable", ADULT, [unable(D2), jay(Y, D2)], REG, D3, ENDED),
    ("a no of somebody unable is heard", ADULT, [unable(D1), interests(Y, D1), jay(N, D2)], REG, D3, SHUT),
    # the year, and grace
    ("the last day of the year", ADULT, [jay(Y, D1, **YEAR)], REG, D4, OPEN),
    ("the year is over: 28 days to ask again", ADULT, [jay(Y, D1, **YEAR)], REG, D4 + 28 * DAY, OPEN),
    ("nobody asked again", ADULT, [jay(Y, D1, **YEAR)], REG, D4 + 29 * DAY, ENDED),
    ("sharing has the same grace", ADULT, [jay(Y, D1, SHARE, **YEAR)], SHARE, D4 + 28 * DAY, OPEN),
    ("a keyworker has none", ADULT, [jay(Y, D1, KEYW, **YEAR)], KEYW, D4 + DAY, ENDED),
    ("a review has none", ADULT, [jay(Y, D1, SHOW, **YEAR)], SHOW, D4 + DAY, ENDED),
    # a child: who decides
    ("a child who understands", CHILD, [child(Y, D1)], REG, D3, OPEN),
    ("they say no to a parent's yes", CHILD, [mum(Y, D1), child(N, D2)], REG, D3, SHUT),
    ("and a parent's later yes does not open it", CHILD, [child(N, D1), mum(Y, D2)], REG, D3, SHUT),
    ("and not when they are not sure", CHILD, [child(T, D1), mum(Y, D2)], REG, D3, WAITS),
    ("a parent's no, then their yes", CHILD, [mum(N, D1), child(Y, D2)], REG, D3, OPEN),
    ("their yes, then a parent's no: talk first", CHILD, [child(Y, D1), mum(N, D2)], REG, D3, HELD),
    ("a parent's yes", CHILD, [mum(Y, D1)], REG, D3, OPEN),
    ("a parent's yes and the child's wish", CHILD, [mum(Y, D1), wish(Y, D2)], REG, D3, OPEN),
    ("the child's wish alone opens nothing", CHILD, [wish(Y, D1)], REG, D3, WAITS),
    ("a parent says yes, the child does not want it", CHILD, [mum(Y, D1), wish(N, D2)], REG, D3, HELD),
    ("the child did not want it, then a parent says yes", CHILD, [wish(N, D1), mum(Y, D2)], REG, D3, HELD),
    ("the child does not want it, nobody else said anything", CHILD, [wish(N, D1)], REG, D3, SHUT),
    ("the council under a care order", CHILD, [council(Y, D1)], REG, D3, OPEN),
    ("a welfare decision", CHILD, [welfare(Y, D1)], REG, D3, OPEN),
    # people disagree
    ("mum yes, dad no", CHILD, [mum(Y, D1), dad(N, D2)], REG, D3, HELD),
    ("dad no, mum yes: the no holds", CHILD, [dad(N, D1), mum(Y, D2)], REG, D3, HELD),
    ("mum yes, dad yes", CHILD, [mum(Y, D1), dad(Y, D2)], REG, D3, OPEN),
    ("mum yes, dad withdraws his own yes", CHILD, [mum(Y, D1), dad(Y, D1), dad(W, D2)], REG, D3, HELD),
    ("mum yes, the council no", CHILD, [mum(Y, D1), council(N, D2)], REG, D3, HELD),
    ("mum changed her own mind: nobody disagrees", CHILD, [mum(N, D1), mum(Y, D2)], REG, D3, OPEN),
    ("both changed their minds", CHILD, [mum(Y, D1), dad(N, D2), mum(N, D3)], REG, D4, SHUT),
    ("dad comes round", CHILD, [mum(Y, D1), dad(N, D2), dad(Y, D3)], REG, D4, OPEN),
    ("dad is not sure, after mum's yes", CHILD, [mum(Y, D1), dad(T, D2)], REG, D3, WAITS),
    ("settled: yes", CHILD, [mum(Y, D1), dad(N, D2), mum(Y, D3, **ENDS)], REG, D4, OPEN),
    ("settled: no", CHILD, [mum(Y, D1), dad(N, D2), dad(N, D3, **ENDS)], REG, D4, SHUT),
    ("settled, and dad says no again", CHILD, [dad(N, D1), mum(Y, D2, **ENDS), dad(N, D3)], REG, D4, HELD),
    ("mum says yes again: that settles nothing", CHILD, [mum(Y, D1), dad(N, D2), mum(Y, D3)], REG, D4, HELD),
    ("written down as a disagreement", CHILD, [mum(X, D1)], REG, D3, HELD),
    ("they disagree about sharing only", CHILD, [mum(Y, D1), dad(N, D2, SHARE)], REG, D3, OPEN),
    ("asked about the day before they disagreed", CHILD, [mum(Y, D1), dad(N, D2)], REG, D2 - DAY, OPEN),
    ("an adult's ex-partner has no say", ADULT, [jay(Y, D1), dad(N, D1 - DAY)], REG, D3, OPEN),
    # 16
    ("a parent's yes on the last day at 15", TEEN, [mum(Y, LONG_AGO)], REG, SIXTEEN - DAY, OPEN),
    ("a parent's yes on the 16th birthday", TEEN, [mum(Y, LONG_AGO)], REG, SIXTEEN, ENDED),
    ("a parent's yes of the week before", TEEN, [mum(Y, SIXTEEN - 7 * DAY)], REG, SIXTEEN, ENDED),
    ("the council's yes on the 16th birthday", TEEN, [council(Y, LONG_AGO)], REG, SIXTEEN, ENDED),
    ("a welfare decision on the 16th birthday", TEEN, [welfare(Y, LONG_AGO)], REG, SIXTEEN, ENDED),
    ("their own yes of long before", TEEN, [child(Y, SIXTEEN - 92 * DAY)], REG, SIXTEEN, ENDED),
    ("their own yes, asked for the birthday", TEEN, [child(Y, SIXTEEN - 91 * DAY)], REG, SIXTEEN, OPEN),
    ("a review agreed by a parent, held after it", TEEN, [mum(Y, SIXTEEN - DAY, MEET)], MEET, SIXTEEN, ENDED),
    ("parents disagreed: now it is theirs", TEEN, [mum(Y, LONG_AGO), dad(N, LONG_AGO)], REG, SIXTEEN, ENDED),
    ("their own yes at 16", TEEN, [mum(Y, LONG_AGO), jay(Y, SIXTEEN)], REG, SIXTEEN, OPEN),
    ("their own no at 16", TEEN, [mum(Y, LONG_AGO), jay(N, SIXTEEN)], REG, SIXTEEN, SHUT),
    # 18
    ("their yes at 16, on the last day at 17", TEEN, [jay(Y, D1)], REG, EIGHTEEN - DAY, OPEN),
    ("their yes at 16, at 18: ask again", TEEN, [jay(Y, D1)], REG, EIGHTEEN, ENDED),
    ("a best-interests yes at 17, at 18", TEEN, [interests(Y, D1)], REG, EIGHTEEN, ENDED),
    ("asked for the birthday", TEEN, [jay(Y, EIGHTEEN - 91 * DAY)], REG, EIGHTEEN, OPEN),
    ("a day too early", TEEN, [jay(Y, EIGHTEEN - 92 * DAY)], REG, EIGHTEEN, ENDED),
    ("sharing is asked again too", TEEN, [jay(Y, D1, SHARE)], SHARE, EIGHTEEN, ENDED),
    ("a review agreed at 17 may be held at 18", TEEN, [jay(Y, D1, MEET)], MEET, EIGHTEEN, OPEN),
    ("an attorney's yes at 18", TEEN, [attorney(Y, EIGHTEEN)], REG, EIGHTEEN, OPEN),
    # a review's decisions are separate
    ("showing papers is not holding the meeting", ADULT, [jay(Y, D1, MEET)], SHOW, D3, UNASKED),
    ("others taking part is asked alone", ADULT, [jay(Y, D1, MEET)], FAMILY, D3, UNASKED),
    ("others may take part", ADULT, [jay(Y, D1, FAMILY)], FAMILY, D3, OPEN),
    ("use refused, meeting agreed", ADULT, [jay(Y, D1, MEET), jay(N, D1, USE)], USE, D3, SHUT),
]  # fmt: skip


def ask(born: date, ledger: list, purpose: Purpose, on: date, to: ShareKind | None = None) -> Gate:
    answers = [row for row in ledger if isinstance(row, Answer)]
    assessments = [row for row in ledger if isinstance(row, Assessment)]
    about = REVIEW if purpose in OF_A_REVIEW else None
    return may(purpose, answers, born=born, on=on, about=about, to=to, assessments=assessments)


def judge(gate: Gate, expected: State | bool) -> None:
    assert gate.allowed is (expected is OPEN), gate.sentence
    assert expected is OPEN or gate.state is expected, gate
    assert gate.sentence.endswith("."), gate.sentence


@pytest.mark.parametrize(
    ("case", "born", "ledger", "purpose", "on", "expected"), CASES, ids=[c[0] for c in CASES]
)
def test_may_we(
    case: str, born: date, ledger: list, purpose: Purpose, on: date, expected: State | bool
) -> None:
    judge(ask(born, ledger, purpose, on), expected)


def test_the_table_is_long_enough_and_says_each_thing_once() -> None:
    assert len(CASES) >= 60 and len({case[0] for case in CASES}) == len(CASES)


def to(kind: ShareKind | None, decision: Decision, on: date) -> Answer:
    return jay(decision, on, SHARE, to=kind)


KINDS = [
    # (case, answers, GP, police)
    ("all that help", [to(None, Y, D1)], OPEN, OPEN),
    ("the GP alone", [to(GP, Y, D1)], OPEN, UNASKED),
    ("all, but not the police", [to(None, Y, D1), to(POLICE, N, D1)], OPEN, SHUT),
    ("the same, written the other way round", [to(POLICE, N, D1), to(None, Y, D1)], OPEN, SHUT),
    ("not the police, and a general yes later", [to(POLICE, N, D1), to(None, Y, D2)], OPEN, SHUT),
    ("the police by name, after a general no", [to(None, N, D1), to(POLICE, Y, D2)], SHUT, OPEN),
    ("nobody any more", [to(GP, Y, D1), to(POLICE, Y, D1), to(None, W, D2)], TAKEN_BACK, TAKEN_BACK),
    ("nobody any more, said on the same day", [to(GP, Y, D1), to(None, W, D1)], TAKEN_BACK, TAKEN_BACK),
    ("nobody, except the GP, on one day", [to(None, N, D1), to(GP, Y, D1)], OPEN, SHUT),
    ("the GP no longer", [to(None, Y, D1), to(GP, W, D2)], TAKEN_BACK, OPEN),
    ("off the register: nothing is shared", [jay(W, D2), to(None, Y, D1)], TAKEN_BACK, TAKEN_BACK),
    ("on the register, nothing said of sharing", [jay(Y, D1)], UNASKED, UNASKED),
    ("the register has lapsed", [jay(Y, D1, valid_until=D1 - 60 * DAY), to(None, Y, D2)], ENDED, ENDED),
]  # fmt: skip


@pytest.mark.parametrize(("case", "answers", "gp", "police"), KINDS, ids=[case[0] for case in KINDS])
def test_with_whom(case: str, answers: list[Answer], gp: State | bool, police: State | bool) -> None:
    judge(ask(ADULT, answers, SHARE, D3, GP), gp)
    judge(ask(ADULT, answers, SHARE, D3, POLICE), police)


PARENTS = [
    ("dad's no to all, mum's yes to school", [dad(N, D1, SHARE), mum(Y, D2, SHARE, to=SCHOOL)], HELD),
    ("mum's yes to all, dad's no to school", [mum(Y, D1, SHARE), dad(N, D2, SHARE, to=SCHOOL)], HELD),
    ("settled for school by name", [dad(N, D1, SHARE), mum(Y, D2, SHARE, to=SCHOOL, settled=True)], OPEN),
    ("settled for all leaves dad's no to school",
     [mum(Y, D1, SHARE), dad(N, D1, SHARE, to=SCHOOL), mum(Y, D2, SHARE, settled=True)], HELD),
]  # fmt: skip


@pytest.mark.parametrize(("case", "answers", "expected"), PARENTS, ids=[case[0] for case in PARENTS])
def test_parents_disagree_about_one_kind(case: str, answers: list[Answer], expected: State | bool) -> None:
    judge(ask(CHILD, answers, SHARE, D3, SCHOOL), expected)


def test_a_held_decision_names_both_sides_and_the_day() -> None:
    gate = ask(CHILD, [mum(Y, D1), dad(N, D2)], REG, D3)
    assert {side.given_by for side in gate.sides} == {"Mary Morris", "Dan Morris"}
    assert "since 10 May 2026" in gate.sentence and "Share nothing" in gate.sentence
    assert "Morris" not in gate.sentence


def test_a_yes_that_runs_out_says_that_it_is_being_asked_again() -> None:
    gate = ask(ADULT, [jay(Y, D1, **YEAR)], REG, D4 + DAY)
    assert gate.allowed and gate.rechecking and "being checked again" in gate.sentence
    assert not ask(ADULT, [jay(Y, D1, **YEAR)], REG, D4).rechecking


def test_whoever_lost_capacity_is_said_to_have_said_yes_before() -> None:
    assert "until it is checked again" in ask(ADULT, [jay(Y, D1), unable(D2)], REG, D3).sentence


def test_each_kind_is_named_in_plain_words_in_a_sentence() -> None:
    assert set(SHARE_LABELS) == set(ShareKind) and len(ShareKind) == 16
    assert thing(SHARE, GP) == "sharing with: GP surgery"
    assert thing(SHARE, SCHOOL).startswith("sharing with: school, college")
    assert {"typed", "spoken", "paper", "video", "symbol"} == set(GIVEN_HOW)


# ---------------------------------------------------------------- properties

DAYS = st.dates(date(2024, 1, 1), date(2032, 1, 1))
NAMES = st.sampled_from(["Jay", "Mary Morris", "Dan Morris"])


@st.composite
def answers_of(draw, purpose: Purpose, days=DAYS) -> Answer:
    kind = draw(st.sampled_from([None, GP, POLICE])) if purpose is SHARE else None
    basis, decision = draw(st.sampled_from(Basis)), draw(st.sampled_from(Decision))
    return said(
        basis, draw(NAMES), decision, draw(days), purpose, to=kind,
        valid_until=draw(st.none() | DAYS), settled=draw(st.booleans()),
    )  # fmt: skip


PURPOSES = st.sampled_from(Purpose)
LEDGERS = PURPOSES.flatmap(
    lambda purpose: st.tuples(st.just(purpose), st.lists(answers_of(purpose), max_size=7))
)
ASSESSED = st.lists(st.builds(Assessment, st.sampled_from(Capacity), DAYS), max_size=2)
BORN = st.sampled_from([ADULT, CHILD, TEEN])


@given(LEDGERS, ASSESSED, BORN, DAYS, st.sampled_from([None, GP, POLICE]), NAMES, st.sampled_from(Basis))
def test_a_change_of_mind_always_closes_whoever_says_it(
    ledger, assessed, born, on, kind, name, basis
) -> None:
    """Written down last, on the day itself, for the decision or for all: it closes."""
    purpose, answers = ledger
    kind = kind if purpose is SHARE else None
    for scope in {None, kind}:
        taken_back = said(basis, name, W, on, purpose, to=scope)
        assert not ask(born, [*answers, *assessed, taken_back], purpose, on, kind).allowed


@given(LEDGERS, ASSESSED, BORN, DAYS, st.data())
def test_an_answer_older_than_all_that_was_said_never_opens(ledger, assessed, born, on, data) -> None:
    purpose, answers = ledger
    kind = GP if purpose is SHARE else None
    # What was said about another kind of organisation says nothing about this one.
    said_of_it = [answer for answer in answers if answer.to in (None, kind)]
    if ask(born, [*answers, *assessed], purpose, on, kind).allowed or not said_of_it:
        return
    oldest = min(answer.decided_on for answer in said_of_it)
    if oldest > on:
        return  # nothing was said yet: the first answer is news
    late = data.draw(answers_of(purpose, days=st.dates(date(2023, 1, 1), oldest - DAY)))
    if late.to == kind or all(answer.to is None for answer in said_of_it):
        assert not ask(born, [*answers, *assessed, late], purpose, on, kind).allowed


@given(st.sampled_from(OF_A_REVIEW), st.lists(answers_of(MEET), max_size=7), BORN, DAYS)
def test_nothing_of_a_review_is_open_after_its_date(purpose, answers, born, on) -> None:
    gate = ask(born, answers, MEET, on)
    if gate.allowed and gate.answer.valid_until:
        assert on <= gate.answer.valid_until and not gate.rechecking


@given(LEDGERS, ASSESSED, st.sampled_from([CHILD, TEEN]), st.integers(0, 1500))
def test_from_sixteen_nobody_elses_yes_opens_anything(ledger, assessed, born, days) -> None:
    purpose, answers = ledger
    on = birthday(born, 16) + days * DAY
    gate = ask(born, [*answers, *assessed], purpose, on, GP if purpose is SHARE else None)
    assert not gate.allowed or gate.answer.basis not in UNDER_16 or gate.answer.basis is Basis.CHILD


@given(LEDGERS, ASSESSED, BORN, DAYS)
def test_only_the_register_and_sharing_have_days_of_grace(ledger, assessed, born, on) -> None:
    purpose, answers = ledger
    gate = ask(born, [*answers, *assessed], purpose, on)
    if gate.rechecking:
        assert purpose in (REG, SHARE) and on <= gate.answer.valid_until + 28 * DAY


@given(LEDGERS, ASSESSED, BORN, DAYS)
def test_it_is_open_on_somebodys_yes_to_this_very_question_and_never_against_a_standing_no(
    ledger, assessed, born, on
) -> None:
    purpose, answers = ledger
    gate = ask(born, [*answers, *assessed], purpose, on)
    if not gate.allowed:
        return
    assert gate.answer in answers and gate.answer.usable and gate.answer.decided_on <= on
    assert gate.answer.basis is not Basis.CHILD_WISH and not gate.sides


@given(LEDGERS, BORN, DAYS, DAYS)
def test_being_found_able_ends_every_decision_of_others_made_before(ledger, born, on, found) -> None:
    purpose, answers = ledger
    gate = ask(born, [*answers, able(found)], purpose, max(on, found), GP if purpose is SHARE else None)
    if gate.allowed and gate.answer.basis in (Basis.BEST_INTERESTS, Basis.ATTORNEY):
        assert gate.answer.decided_on > found
