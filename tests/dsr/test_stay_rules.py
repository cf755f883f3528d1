"""Which dates of a stay may follow which: every sentence once, and what always holds."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.refused import Refused
from dsr import stay_dates
from dsr.law import DETAINED, Section
from dsr.stay_rules import LeaveKind

BORN, TODAY = date(1990, 3, 2), date(2026, 3, 20)


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(check: Any, *facts: Any, **named: Any) -> str:
    """The sentence of a refusal, or nothing."""
    try:
        check(*facts, **named)
    except Refused as refused:
        return str(refused)
    return ""


OPEN, PAST = (day("2026-03-01"), None), (day("2026-01-05"), day("2026-02-10"))
ADMISSIONS = [
    ("2026-03-20", [], ""),
    ("2026-03-19", [], ""),
    ("2024-02-29", [], ""),
    ("2026-03-21", [], "today or earlier"),
    ("2027-03-20", [], "today or earlier"),
    ("1990-03-02", [], ""),
    ("1990-03-01", [], "before this person was born"),
    ("2026-02-09", [PAST], "cannot begin before the last one ended"),
    ("2026-02-10", [PAST], ""),  # left in the morning, admitted in the evening
    ("2026-02-11", [PAST], ""),
    ("2026-01-01", [PAST], "cannot begin before the last one ended"),
    ("2026-03-10", [OPEN], "in hospital already"),
    ("2026-02-01", [OPEN], "in hospital already"),
    ("2026-03-10", [PAST, OPEN], "in hospital already"),
]


@pytest.mark.parametrize(("on", "others", "words"), ADMISSIONS)
def test_an_admission_is_not_in_the_future_nor_inside_another_stay(
    on: str, others: list[Any], words: str
) -> None:
    found = said(stay_dates.check_admission, day(on), born=BORN, today=TODAY, others=others)
    assert words in found if words else found == ""


LEAVINGS = [
    ("2026-03-01", "2026-03-01", ""),
    ("2026-03-20", "2026-03-01", ""),
    ("2026-03-21", "2026-03-01", "between the admission and today"),
    ("2026-02-28", "2026-03-01", "between the admission and today"),
    ("2026-03-10", "2026-03-11", "cannot be before it"),
    ("2026-03-11", "2026-03-11", ""),
]


@pytest.mark.parametrize(("on", "latest", "words"), LEAVINGS)
def test_leaving_is_in_the_stay_and_after_what_is_recorded_in_it(on: str, latest: str, words: str) -> None:
    facts = {"admitted": day("2026-03-01"), "today": TODAY, "latest": day(latest)}
    found = said(stay_dates.check_leaving, day(on), **facts)
    assert words in found if words else found == ""


IN_STAY = [
    ("2026-03-01", None, ""),
    ("2026-03-20", None, ""),
    ("2026-03-21", None, "between the admission and today"),
    ("2026-02-28", None, "between the admission and today"),
    ("2026-03-12", "2026-03-12", ""),
    ("2026-03-13", "2026-03-12", "the day they left, 12 March 2026"),
]


@pytest.mark.parametrize(("on", "left", "words"), IN_STAY)
def test_what_happens_in_a_stay_happens_between_its_ends(on: str, left: str | None, words: str) -> None:
    facts = {"admitted": day("2026-03-01"), "left": day(left) if left else None, "today": TODAY}
    found = said(stay_dates.check_in_stay, day(on), "The day", **facts)
    assert words in found if words else found == ""


NOON = datetime(2026, 3, 10, 12)
STATUSES = [(NOON, "began on 10 March"), (NOON - timedelta(minutes=1), "enter the times"),
            (NOON + timedelta(minutes=1), "")]  # fmt: skip


@pytest.mark.parametrize(("at", "words"), STATUSES)
def test_a_legal_status_begins_after_the_one_before(at: datetime, words: str) -> None:
    found = said(stay_dates.check_next_status, at, NOON)
    assert words in found if words else found == ""


@pytest.mark.parametrize(("gap", "counts"), [(0, True), (1, True), (14, True), (15, False), (None, False)])
def test_inside_fourteen_days_it_is_a_readmission(gap: int | None, counts: bool) -> None:
    before = None if gap is None else TODAY - timedelta(days=gap)
    assert stay_dates.is_readmission(TODAY, before) is counts


@pytest.mark.parametrize(("gap", "counts"), [(-1, True), (0, True), (28, True), (29, False), (None, False)])
def test_a_review_stands_in_for_28_days(gap: int | None, counts: bool) -> None:
    reviewed = None if gap is None else TODAY - timedelta(days=gap)
    assert stay_dates.stands_in(reviewed, TODAY) is counts


LEAVES = [  # from, back, the others, what is said
    ("03-05", None, [], ""),
    ("03-05", "03-04", [], "cannot be before the day they went"),
    ("03-05", "03-05", [], ""),
    ("03-10", None, [("03-05", None)], "on leave already"),
    ("03-01", None, [("03-05", None)], "on leave already"),
    ("03-01", "03-05", [("03-05", None)], ""),
    ("03-01", "03-06", [("03-05", None)], "on leave already"),
    ("03-06", "03-07", [("03-05", "03-08")], "already"),
    ("03-04", "03-06", [("03-05", "03-08")], "already"),
    ("03-04", "03-05", [("03-05", "03-08")], ""),
    ("03-08", None, [("03-05", "03-08")], ""),
    ("03-09", None, [("03-05", "03-08")], ""),
    ("03-01", None, [("03-05", "03-08")], "already"),
]


@pytest.mark.parametrize(("start", "back", "others", "words"), LEAVES)
def test_somebody_is_on_leave_once_at_a_time(
    start: str, back: str | None, others: list[Any], words: str
) -> None:
    def on(text: str | None) -> date | None:
        return day(f"2026-{text}") if text else None

    found = said(stay_dates.check_leave, on(start), on(back), [(on(a), on(b)) for a, b in others])
    assert words in found if words else found == ""


@pytest.mark.parametrize("status", list(Section))
def test_section_17_is_for_the_detained_and_informal_leave_for_the_others(status: Section) -> None:
    refused = {kind: said(stay_dates.check_leave_kind, kind, status) != "" for kind in LeaveKind}
    assert refused[LeaveKind.SECTION_17] is (status is Section.INFORMAL)
    assert refused[LeaveKind.INFORMAL] is (status in DETAINED)


@given(st.lists(st.dates(day("2026-01-01"), day("2026-03-01")), unique=True), st.none() | st.just(TODAY))
def test_links_of_a_chain_leave_no_gap_and_no_overlap(days: list[date], until: date | None) -> None:
    chain = sorted(days)
    found = stay_dates.spans([(n, start) for n, start in enumerate(chain)], until)
    assert [span.link for span in found] == list(range(len(chain)))
    assert [span.since for span in found] == chain
    assert [span.until for span in found] == [*chain[1:], until][: len(chain)]
