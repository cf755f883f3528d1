"""After any history, what is stored is what the facts give: what runs, and what has ended."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.refused import Refused
from dsr import actions, consent, ratings
from dsr.actions.own_numbers import recompute_clocks
from dsr.checks import differences
from dsr.clock_facts import FACTS, clocks_of
from dsr.models import Deadline, PauseReason, RegisterEntry
from dsr.rules import RULES
from tests.worlds import World

# Of these every run is told by the facts, also those that are over.
WHOLE = (
    "rating_review_red", "rating_review_amber", "rating_review_green", "amber_meeting",
    "post_discharge_rerate",
)  # fmt: skip


class History:
    """Somebody's time on the register, made by the actions alone, in any order."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)
        ages = {"child": 12, "turning": 17, "young": 24, "grown": 40}
        self.entries = [world.entry(world.person(name, born=self._born(age))) for name, age in ages.items()]
        self.done: Counter[str] = Counter()

    def _born(self, age: int) -> date:
        """One of them turns 18 in the course of it."""
        day = self.world.today - timedelta(days=self.chance.randint(1, 330))
        return date(day.year - age, day.month, min(day.day, 28))

    def live(self, days: int = 240) -> None:
        """From some months ago until today."""
        clock = self.world.today - timedelta(days=days)
        while clock <= self.world.today:
            what = self.chance.choice(EVENTS)
            entry = RegisterEntry.objects.get(pk=self.chance.choice(self.entries).pk)
            try:
                getattr(self, f"_{what}")(entry, clock)
                self.done[what] += 1
            except Refused:
                self.done["refused"] += 1
            clock += timedelta(days=self.chance.randint(0, 6))

    def _rate(self, entry: RegisterEntry, day: date) -> None:
        where = self.chance.choice(["between", "meeting", "urgent_meeting"])
        colour = self.chance.choice([c.value for c in ratings.BY_HAND])
        self.world.rate(entry, colour, decided_on=day, decided_at=where)

    def _admit(self, entry: RegisterEntry, day: date) -> None:
        actions.admit(
            entry=entry, hospital="The Larches", legal_status="informal", admitted_on=day,
            secure=self.chance.random() < 0.5, **self._signed(),
        )  # fmt: skip

    def _leave(self, entry: RegisterEntry, day: date) -> None:
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            actions.discharge(stay=stay, discharged_on=day, going_to="Home", **self._signed())

    def _visit(self, entry: RegisterEntry, day: date) -> None:
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            actions.record_visit(stay=stay, visited_on=day, words="Seen alone.", **self._signed())

    def _consent(self, entry: RegisterEntry, day: date) -> None:
        decision = self.chance.choice([consent.Decision.YES] * 4 + [consent.Decision.THINKING])
        self.world.consent(entry.person, decided_on=day, decision=decision)

    def _keyworker_no(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(
            entry.person, consent.Purpose.KEYWORKER, decided_on=day, decision=consent.Decision.NO
        )

    def _allocate(self, entry: RegisterEntry, day: date) -> None:
        worker = self.chance.choice([None, self.world.keyworker])
        actions.allocate(
            entry=entry, keyworker=worker, lead_professional=None, on=day, by=self.world.coordinator
        )

    def _hand_over(self, entry: RegisterEntry, day: date) -> None:
        actions.hand_over_people(
            part="keyworker", user=self.world.keyworker, area=self.world.area,
            to=self.chance.choice([None, self.world.user("keyworker", "Kim Second")]), **self._signed(),
        )  # fmt: skip

    def _own_number(self, entry: RegisterEntry, day: date) -> None:
        key = self.chance.choice([*WHOLE, "keyworker_offer", "post_discharge_hold", "silence_green"])
        off = key in ("amber_meeting", "silence_green") and self.chance.random() < 0.2
        actions.set_own_number(
            area=self.world.area, key=key, count=None if off else self.chance.randint(2, 20), off=off,
            reason="Agreed.", from_day=day, by=self.world.coordinator,
        )  # fmt: skip

    def _note(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.1:  # it counts as of today: too many would leave no silence
            actions.add_note(entry=entry, text="Phoned.", by=self.world.keyworker)

    def _progress(self, entry: RegisterEntry, day: date) -> None:
        asked = actions.add_recommendation(
            entry=entry,
            text="A quiet room",
            owner="School",
            agreed_on=day,
            due_on=day,
            by=self.world.keyworker,
        )
        actions.record_progress(
            recommendation=asked, step="in_progress", note="Begun.", on=day, by=self.world.keyworker
        )

    def _plan_step(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.1:
            actions.add_plan_step(
                entry=entry, what="College", who="School", by_day=self.world.today, **self._signed()
            )

    def _pause(self, entry: RegisterEntry, day: date) -> None:
        deadline = entry.deadlines.open().order_by("?").first()
        if deadline and self.chance.random() < 0.7:
            actions.pause_deadline(deadline=deadline, reason=PauseReason.UNWELL, words="", **self._signed())
        elif deadline:
            actions.end_pause(deadline=deadline, **self._signed())

    def _ward(self, entry: RegisterEntry, day: date) -> None:
        """From a secure ward to another one, or back."""
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            stay.secure = not stay.secure
            stay.save(by=self.world.coordinator)
            recompute_clocks(entry=entry, on=self.world.today, why="Another ward.", by=self.world.coordinator)

    def _again(self, entry: RegisterEntry, day: date) -> None:
        """An administrator gives what is open the number of today."""
        actions.recompute_area(
            area=self.world.area, key=self.chance.choice([*WHOLE, "oversight_visit"]), why="Agreed.",
            by=self.world.administrator, today=self.world.today,
        )  # fmt: skip

    def _sweep(self, entry: RegisterEntry, day: date) -> None:
        actions.sweep(today=self.world.today, by=self.world.hand)

    def _signed(self) -> dict[str, Any]:
        return {"by": self.world.coordinator, "today": self.world.today}


EVENTS = [
    *["rate"] * 4, *["admit"] * 2, *["leave"] * 2, "visit", "consent", "keyworker_no", "allocate",
    "hand_over", "own_number", "note", "progress", "plan_step", "pause", "ward", "again", "sweep",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_stored_deadlines_are_those_of_the_facts_after_any_history(world: World, seed: int) -> None:
    history = History(world, seed)
    history.live()
    assert history.done["rate"] > 3
    actions.sweep(today=world.today, by=world.hand)
    assert differences() == []
    for entry in RegisterEntry.objects.select_related("person", "area"):
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


def test_every_key_of_the_facts_is_a_rule() -> None:

    assert set(FACTS) <= set(RULES)


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
