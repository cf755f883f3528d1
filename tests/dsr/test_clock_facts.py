"""After any history, what is stored is what the facts give: what runs, and what has ended."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dsr import actions
from dsr.checks import differences
from dsr.clock_facts import FACTS, clocks_of
from dsr.models import Deadline, RegisterEntry
from dsr.rules import RULES
from dsr.statuses import EntryStatus
from tests.dsr.histories import WHOLE, History
from tests.worlds import World


@pytest.mark.parametrize("seed", range(8))
def test_stored_deadlines_are_those_of_the_facts_after_any_history(world: World, seed: int) -> None:
    history = History(world, seed)
    history.live()
    assert history.done.total() - history.done["refused"] > 12
    actions.sweep(today=world.today, by=world.hand)
    assert differences() == []
    rested = RegisterEntry.history.exclude(status=EntryStatus.ACTIVE).values("id")  # that stops clocks too
    stayed = RegisterEntry.objects.filter(area=world.area).exclude(pk__in=rested)
    for entry in stayed.select_related("person", "area"):
        assert _told(entry) == _stored(entry)


def _told(entry: RegisterEntry) -> Counter[Any]:
    off = _ever_off(entry)
    return Counter(
        (c.key, c.started_on, c.met_on, c.stopped_on)
        for c in clocks_of(entry)
        if c.key in WHOLE and c.key not in off
    )


def _stored(entry: RegisterEntry) -> Counter[Any]:
    rows = entry.deadlines.filter(key__in=WHOLE).exclude(key__in=_ever_off(entry))
    return Counter(rows.values_list("key", "started_on", "met_on", "cancelled_on"))


def _ever_off(entry: RegisterEntry) -> set[str]:
    """A rule that an area switches off in the middle of it leaves gaps that only the switch explains."""
    return set(entry.area.own_rules.filter(off=True).values_list("key", flat=True))


OF_REFERRALS = (
    "referral_receipt", "referral_triage", "self_referral_contact", "referral_conversation", "urgent_look",
    "urgent_meeting", "referral_decision", "referral_outcome_told", "referral_stage_two",
    "consent_missing_chase", "consent_form_recorded", "concern_acknowledge",
)  # fmt: skip
# Rules that no facts tell of, and why.
WITHOUT_FACTS = {
    "post_discharge_hold": "a span of days that a rating reads; nothing is opened",
    "whole_register_review": "of an area, not of an entry: dsr.actions.whole_register works it out anew",
    "review_held": "held against its review by cetr.checks",
    "cetr_consent_and_planner": "its day may be past when it is planned: held by cetr.checks",
    "cetr_report": "held against its review by cetr.checks",
    "action_chase": "nothing is opened: read from the recommendation and what was asked",
    "action_escalate": "nothing is opened: read from the recommendation and what was asked",
} | dict.fromkeys(OF_REFERRALS, "a clock of a referral, not of an entry")


def test_every_rule_is_told_by_the_facts_or_it_is_said_why_not() -> None:
    assert set(FACTS) | set(WITHOUT_FACTS) == set(RULES)
    assert not set(FACTS) & set(WITHOUT_FACTS)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("started_on = started_on - 1, due_on = due_on - 1 WHERE key LIKE 'rating_%'", "the facts give"),
        ("met_on = due_on WHERE key = 'rating_review_red'", "should run since"),
        ("key = 'amber_meeting' WHERE key = 'red_review_decision'", "nothing on record"),
        ("count = 9, due_on = started_on + 9 WHERE key = 'rating_review_red'", "another one was in force"),
        ("\"group\" = 'CYP' WHERE key = 'rating_review_red'", "another one was in force"),
        ("cancelled_on = due_on, cancelled_why = 'x' WHERE key = 'keyworker_offer'", "should run since"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_named_without_a_name(world: World, sql: str, words: str) -> None:
    entry = world.entry(born=date(world.today.year - 20, 1, 1))
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    world.rate(entry, "red")
    assert differences() == []
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dsr_deadline SET {sql}")
    found = differences()
    assert any(words in sentence for sentence in found), found
    assert not any("Morris" in sentence for sentence in found)


def test_the_check_costs_the_same_queries_for_two_people_and_for_twenty(world: World) -> None:
    counts = []
    for place in range(20):
        world.rate(world.entry(world.person(f"P{place}")), "green")
        if place in (1, 19):
            with CaptureQueriesContext(connection) as caught:
                assert differences() == []
            counts.append(len(caught))
    assert counts[0] == counts[1]
    assert Deadline.objects.count() >= 40
