"""The nightly check: silent over any history made by actions, and blind to no planted fault."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from accounts.models import Heartbeat
from config.refused import Refused
from dsr import actions, ratings
from dsr.checks import differences
from dsr.models import Deadline, RegisterEntry
from dsr.tasks import check_deadlines
from tests.worlds import World

PLANTED = {
    "another colour": ("UPDATE dsr_registerentry SET colour = 'green' WHERE id = %s", "kept"),
    "another number": ("UPDATE dsr_registerentry SET rating_number = 7 WHERE id = %s", "kept"),
    "another day": ("UPDATE dsr_registerentry SET rated_on = rated_on - 1 WHERE id = %s", "kept"),
    "no rating at all": (
        "UPDATE dsr_registerentry SET rating_number = 0, colour = NULL, rated_on = NULL, "
        "coloured_since = NULL WHERE id = %s", "kept"),
    "a date moved": ("UPDATE dsr_deadline SET due_on = due_on + 1 WHERE entry_id = %s", "the rule gives"),
    "a count changed": ("UPDATE dsr_deadline SET count = count + 1 WHERE entry_id = %s", "the rule gives"),
    "a rhythm lost": (
        "UPDATE dsr_deadline SET met_on = due_on WHERE entry_id = %s AND key = 'rating_review_red'",
        "no date to look at it again"),
}  # fmt: skip


def plant(sql: str, entry: RegisterEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [entry.pk])


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_named(world: World, fault: str) -> None:
    entry, other = world.entry(), world.entry(world.person("Tom"))
    world.rate(entry, "red")
    world.rate(other, "red")
    assert differences() == []
    sql, words = PLANTED[fault]
    plant(sql, entry)
    found = differences()
    assert found and any(words in sentence for sentence in found)
    assert not any(str(other.pk) in sentence for sentence in found)
    assert not any(name in sentence for sentence in found for name in ("Jade", "Morris", "MORRIS"))


def test_a_rating_that_was_never_given_is_named(world: World) -> None:
    entry = world.entry()
    plant(
        "UPDATE dsr_registerentry SET rating_number = 1, colour = 'red', rated_on = added_on, "
        "coloured_since = added_on WHERE id = %s", entry,
    )  # fmt: skip
    assert differences()


def test_the_check_says_what_it_found_and_repairs_nothing(world: World) -> None:
    entry = world.entry()
    check_deadlines()
    assert Heartbeat.objects.get(name="deadlines").finding == ""
    world.rate(entry, "red")
    plant(PLANTED["another colour"][0], entry)
    check_deadlines()
    assert "differences" in Heartbeat.objects.get(name="deadlines").finding
    assert RegisterEntry.objects.get().colour == "green"


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_leave_nothing_to_report(world: World, seed: int) -> None:
    """Anything the actions allow, in any order, over months."""
    chance = Random(seed)
    people = [
        world.person(f"P{n}", born=date(world.today.year - age, 1, 1)) for n, age in enumerate((10, 17, 40))
    ]
    entries = [world.entry(person) for person in people]
    clock = world.today - timedelta(days=200)
    done = 0
    while clock < world.today:
        clock += timedelta(days=chance.randint(0, 14))
        day, entry = min(clock, world.today), chance.choice(entries)
        try:
            step(world, chance, RegisterEntry.objects.get(pk=entry.pk), day)
            done += 1
        except Refused:
            continue
    assert done > 5
    assert differences() == []
    for deadline in Deadline.objects.open():
        assert deadline.due_on == ratings_due(deadline)


def ratings_due(deadline: Deadline) -> date:
    from dsr.days import add

    return add(deadline.started_on, deadline.count, deadline.rule.unit)


def step(world: World, chance: Random, entry: RegisterEntry, day: date) -> None:
    """One thing that may happen to somebody."""
    what = chance.choice(["rate", "rate", "rate", "admit", "leave", "consent", "allocate", "own number"])
    if what == "rate":
        where = chance.choice(["between", "meeting", "urgent_meeting"])
        world.rate(entry, chance.choice([c.value for c in ratings.BY_HAND]), decided_on=day, decided_at=where)
    elif what == "admit":
        actions.admit(
            entry=entry, hospital="The Larches", legal_status="informal", admitted_on=day,
            secure=chance.random() < 0.5, by=world.coordinator, today=world.today,
        )  # fmt: skip
    elif what == "leave":
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            actions.discharge(
                stay=stay, discharged_on=day, going_to="Home", by=world.coordinator, today=world.today
            )
    elif what == "consent":
        world.consent(entry.person, decided_on=day)
    elif what == "allocate":
        worker = chance.choice([None, world.keyworker])
        actions.allocate(entry=entry, keyworker=worker, lead_professional=None, on=day, by=world.coordinator)
    else:
        actions.set_own_number(
            area=world.area, key="rating_review_amber", count=chance.randint(3, 14), reason="Agreed.",
            from_day=day, by=world.coordinator,
        )  # fmt: skip
