"""The table of time limits: complete, sourced, and only ever stricter than national policy (S12)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.refused import Refused
from dsr import actions, ratings
from dsr.days import Unit, add
from dsr.models import AreaRule
from dsr.rules import MARKS, RULES, Group, Rule, group_of, limit, why
from tests.worlds import World

ROWS = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.key)
KNOWN = {  # domain reference, section 11: number, adult, child or young person, secure, unit, mark
    "referral_receipt": ("R01", 0, 0, 0, Unit.DAYS, "L"),
    "urgent_meeting": ("R05", 2, 2, 2, Unit.WORKING_DAYS, "D"),
    "consent_missing_chase": ("R09", 10, 10, 10, Unit.WORKING_DAYS, "D"),
    "transfer_acknowledge": ("R30", 5, 5, 5, Unit.WORKING_DAYS, "D"),
    "transfer_decide": ("R31", 28, 28, 28, Unit.DAYS, "D"),
    "concern_acknowledge": ("R59", 3, 3, 3, Unit.WORKING_DAYS, "U"),
    "referral_triage": ("R02", 2, 2, 2, Unit.WORKING_DAYS, "L/D"),
    "self_referral_contact": ("R03", 5, 5, 5, Unit.WORKING_DAYS, "L"),
    "referral_conversation": ("R04", 7, 7, 7, Unit.DAYS, "L"),
    "referral_stage_two": ("R08", 2, 2, 2, Unit.DAYS, "L"),  # 48 hours; off until an area switches it on
    "referral_decision": ("R06", 28, 28, 28, Unit.DAYS, "L"),
    "referral_outcome_told": ("R07", 2, 2, 2, Unit.WORKING_DAYS, "L"),
    "consent_thinking_follow_up": ("R10", 10, 10, 10, Unit.WORKING_DAYS, "D"),
    "consent_turning_16": ("R12", None, 0, None, Unit.DAYS, "D"),
    "consent_turning_18": ("R13", 0, 0, 0, Unit.DAYS, "L"),
    "capacity_regained_recheck": ("R14", 5, 5, 5, Unit.WORKING_DAYS, "D"),
    "consent_withdrawn_close": ("R15", 1, 1, 1, Unit.WORKING_DAYS, "D"),
    "consent_withdrawn_decision": ("R16", 5, 5, 5, Unit.WORKING_DAYS, "D"),
    "consent_recheck": ("R11", 12, 12, 12, Unit.MONTHS, "L"),
    "rating_review_red": ("R17", 7, 7, None, Unit.DAYS, "D"),
    "rating_review_amber": ("R18", 14, 14, None, Unit.DAYS, "D"),
    "rating_review_green": ("R19", 91, 91, None, Unit.DAYS, "D"),
    "rating_review_blue": ("R20", 56, 42, 56, Unit.DAYS, "D"),
    "red_review_decision": ("R22", 2, 2, 2, Unit.WORKING_DAYS, "L/D"),
    "amber_meeting": ("R23", 14, 14, None, Unit.DAYS, "L/D"),
    "post_discharge_hold": ("R25", 14, 14, 14, Unit.DAYS, "L"),
    "keyworker_offer": ("R28", 5, 5, 5, Unit.WORKING_DAYS, "L/D"),  # up to age 25
    "cetr_consent_and_planner": ("R42", -14, -14, -14, Unit.DAYS, "N"),
    "cetr_report": ("R48", 14, 14, 14, Unit.DAYS, "U"),
}


@ROWS
def test_a_row_is_complete(rule: Rule) -> None:
    assert rule.what and rule.starts and rule.stops and rule.owner and rule.days
    assert rule.mark in MARKS
    assert rule.source or rule.mark == "D", "only our own defaults need no source"
    assert not rule.link or rule.link.startswith("https://")
    assert set(rule.days) <= set(Group)
    assert rule.what[0].isupper() and not rule.what.endswith(".")


@pytest.mark.parametrize("key", KNOWN)
def test_a_row_has_the_numbers_of_the_reference(key: str) -> None:
    number, adult, cyp, secure, unit, mark = KNOWN[key]
    rule = RULES[key]
    assert (rule.number, rule.unit, rule.mark) == (number, unit, mark)
    assert (rule.days.get(Group.ADULT), rule.days.get(Group.CYP)) == (adult, cyp)
    if secure is not None:
        assert rule.days.get(Group.SECURE) == secure


@pytest.mark.parametrize(("key", "number"), [("post_admission_cetr", "R38"), ("oversight_visit", "R54")])
def test_national_limits_are_linked(key: str, number: str) -> None:
    assert (RULES[key].number, RULES[key].mark) == (number, "N")
    assert RULES[key].link.startswith("https://www.england.nhs.uk/")


def test_no_two_rows_share_a_number() -> None:
    numbers = [rule.number for rule in RULES.values() if rule.number]
    assert len(numbers) == len(set(numbers))


def test_every_rule_that_a_rating_starts_is_in_the_table() -> None:
    for meaning in ratings.MEANINGS.values():
        assert {meaning.rhythm, *meaning.opens} <= set(RULES)


@pytest.mark.parametrize(
    ("key", "group", "started", "due"),
    [
        ("post_admission_cetr", Group.ADULT, date(2026, 3, 2), date(2026, 3, 30)),
        ("post_admission_cetr", Group.CYP, date(2026, 3, 2), date(2026, 3, 16)),
        ("post_admission_cetr", Group.SECURE, date(2026, 3, 2), date(2026, 3, 30)),
        ("referral_triage", Group.ADULT, date(2026, 5, 1), date(2026, 5, 6)),
        ("oversight_visit", Group.ADULT, date(2026, 3, 2), date(2026, 4, 27)),
        ("oversight_visit", Group.CYP, date(2026, 3, 2), date(2026, 4, 13)),
        ("consent_recheck", Group.ADULT, date(2028, 2, 29), date(2029, 2, 28)),
        ("cetr_consent_and_planner", Group.ADULT, date(2026, 12, 15), date(2026, 12, 1)),
        ("red_review_decision", Group.ADULT, date(2026, 12, 24), date(2026, 12, 30)),
        ("keyworker_offer", Group.CYP, date(2026, 4, 2), date(2026, 4, 13)),
    ],
)
def test_dates_that_were_worked_out_by_hand(key: str, group: Group, started: date, due: date) -> None:
    found = limit(key, started_on=started, group=group)
    assert found is not None and found.due_on == due and not found.own_number


def test_a_rule_without_a_number_for_somebody_sets_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    only_children = replace(RULES["keyworker_offer"], days={Group.CYP: 5})
    monkeypatch.setitem(RULES, "keyworker_offer", only_children)
    assert limit("keyworker_offer", started_on=date(2026, 1, 1), group=Group.ADULT) is None
    assert limit("keyworker_offer", started_on=date(2026, 1, 1), group=Group.CYP) is not None


def test_a_rule_that_is_off_counts_only_with_an_areas_own_number() -> None:
    day = date(2026, 3, 2)
    assert limit("referral_stage_two", started_on=day, group=Group.ADULT) is None
    found = limit("referral_stage_two", started_on=day, group=Group.ADULT, own=3)
    assert found is not None and (found.due_on, found.own_number) == (date(2026, 3, 5), True)
    assert [rule.key for rule in RULES.values() if rule.off] == ["referral_stage_two"]


@given(
    st.sampled_from(sorted(RULES)), st.sampled_from(Group), st.dates(date(2024, 1, 1), date(2034, 1, 1)),
    st.none() | st.integers(-60, 60),
)  # fmt: skip
def test_a_limit_is_its_count_from_its_start(key: str, group: Group, day: date, own: int | None) -> None:
    found = limit(key, started_on=day, group=group, own=own)
    if found is None:
        assert own is None and (RULES[key].off or group not in RULES[key].days)
    else:
        assert found.count == (own if own is not None else RULES[key].days[group])
        assert found.due_on == add(day, found.count, RULES[key].unit)
        assert found.own_number is (own is not None)
        assert (found.due_on >= day) is (found.count >= 0)


@pytest.mark.parametrize(
    ("age", "secure", "group"),
    [
        (0, False, "CYP"), (17, False, "CYP"), (17, True, "CYP"), (18, False, "ADULT"), (18, True, "SECURE"),
        (90, True, "SECURE"),
    ],
)  # fmt: skip
def test_whose_number_applies(age: int, secure: bool, group: str) -> None:
    assert group_of(age, secure=secure) is Group[group]


@ROWS
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("count", [-14, -1, 0, 1, 2, 28])
def test_why_is_a_sentence_with_its_day_and_who_says_so(rule: Rule, count: int, own: bool) -> None:
    said = why(rule.key, started_on=date(2026, 3, 3), count=count, own_number=own)
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".") and ".." not in said and "  " not in said
    assert "3 March 2026" in said
    assert ("own number" in said) is own
    assert own or MARKS[rule.mark] in said
    assert not ("1 days" in said or "1 months" in said or "1 working days" in said), said


# ---------------------------------------------------------------- an area's own number


@pytest.mark.parametrize("key", [key for key, rule in RULES.items() if rule.mark in ("N", "S")])
def test_national_policy_may_be_tightened_and_not_loosened(world: World, key: str) -> None:
    # One day later for anybody at all; of a limit before an event, one day nearer to it.
    count = min(RULES[key].days.values()) + 1
    same = {"area": world.area, "key": key, "reason": "Agreed.", "from_day": world.today}
    with pytest.raises(Refused, match="tighten"):
        actions.set_own_number(count=count, by=world.coordinator, **same)
    assert not AreaRule.objects.exists()


def test_a_stricter_national_limit_is_taken(world: World) -> None:
    same = {"area": world.area, "reason": "Agreed.", "from_day": world.today, "by": world.coordinator}
    actions.set_own_number(key="post_admission_cetr", count=10, **same)
    assert AreaRule.objects.own_number(world.area.pk, "post_admission_cetr", world.today) == 10


def test_an_own_number_counts_from_its_day_and_the_latest_wins(world: World) -> None:
    entry = world.entry()
    same = {"area": world.area, "key": "rating_review_red", "reason": "Agreed.", "by": world.coordinator}
    actions.set_own_number(count=3, from_day=world.today.replace(year=world.today.year + 1), **same)
    assert AreaRule.objects.own_number(world.area.pk, "rating_review_red", world.today) is None
    actions.set_own_number(count=5, from_day=world.today, **same)
    actions.set_own_number(count=4, from_day=world.today, **same)
    world.rate(entry, "red")
    deadline = entry.deadlines.open().get(key="rating_review_red")
    assert (deadline.count, deadline.own_number) == (4, True)
    assert "own number" in deadline.why
    assert AreaRule.objects.own_number(world.area.pk + 1, "rating_review_red", world.today) is None
