"""The nightly check: blind to no planted fault (that it is silent after any history: test_clock_facts)."""

import pytest
from django.db import connection

from accounts.models import Heartbeat
from dsr.checks import differences
from dsr.models import RegisterEntry
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
        "should run since"),
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
