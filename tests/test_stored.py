"""The tests' own eye for what was changed sees it: an eye that is shut would find every page harmless."""

import pytest
from django.db import transaction

from dsr.models import RegisterEntry
from tests.visits import Stored
from tests.worlds import World, signed_in


def test_a_row_that_was_written_is_noticed_and_one_that_was_taken_back_is_not(world: World) -> None:
    entry = world.entry()
    stored = Stored()
    since, point = stored.written(), transaction.savepoint()
    assert stored.changed(since) == set()
    world.rate(entry, "red")
    assert {"dsr_rating", "dsr_registerentry", "dsr_historicalregisterentry"} <= stored.changed(since)
    transaction.savepoint_rollback(point)
    assert stored.changed(since) == set()
    assert "dsr_rating" in stored.touched(since), "PostgreSQL counts what was taken back too"


def test_a_look_is_no_change_and_anything_else_is(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.coordinator)
    stored = Stored()
    with stored.unchanged("a look"):
        assert browser.get(f"/register/{entry.pk}/").status_code == 200
    with pytest.raises(AssertionError, match="a change"), stored.unchanged("a change"):
        RegisterEntry.objects.get(pk=entry.pk).save(by=world.hand)
