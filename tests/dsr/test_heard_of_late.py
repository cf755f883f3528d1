"""News that comes late, and visits: the clocks run from the day it happened."""

from datetime import timedelta

import pytest

from config.refused import Refused
from dsr import actions
from dsr.models import Deadline, RegisterEntry
from tests.worlds import World, signed_in


def admitted(world: World, entry: RegisterEntry, days_ago: int, **facts: object):
    return actions.admit(
        entry=entry,
        hospital="Stoneacre",
        legal_status="informal",
        admitted_on=world.today - timedelta(days=days_ago),
        by=world.coordinator,
        today=world.today,
        **facts,
    )


def test_an_admission_heard_of_late_starts_its_clocks_on_its_own_day(world: World) -> None:
    """Admitted three days ago, rated red yesterday, told today."""
    entry = world.entry()
    world.rate(entry, "red", decided_on=world.today - timedelta(days=1))
    stay = admitted(world, entry, 3)
    due = dict(Deadline.objects.open().filter(entry=entry).values_list("key", "started_on"))
    assert due["post_admission_cetr"] == due["oversight_visit"] == stay.admitted_on
    entry.refresh_from_db()
    assert (entry.colour, entry.rated_on) == ("blue", world.today - timedelta(days=1))


def test_a_discharge_heard_of_late_holds_red_from_its_own_day(world: World) -> None:
    entry = world.entry()
    stay = admitted(world, entry, 20)
    left = world.today - timedelta(days=14)
    actions.discharge(stay=stay, discharged_on=left, going_to="Home", by=world.coordinator, today=world.today)
    with pytest.raises(Refused, match="stays red until"):
        world.rate(entry, "amber")


def test_a_visit_meets_its_clock_and_starts_the_next(world: World) -> None:
    entry = world.entry()
    stay = admitted(world, entry, 60)
    page = signed_in(world.coordinator)
    day = world.today - timedelta(days=2)
    seen = {"visitors": "Comfort Mission", "spoke_with": "Comfort Mission", "seen_alone": "yes"}
    facts = {"visited_on_day": day.day, "visited_on_month": day.month, "visited_on_year": day.year}
    assert page.post(f"/register/{entry.pk}/visit/", {**facts, "words": ""}).status_code == 200
    assert (
        page.post(f"/register/{entry.pk}/visit/", {**facts, "words": "Seen alone.", **seen}).status_code
        == 302
    )
    clocks = entry.deadlines.filter(key="oversight_visit").order_by("started_on")
    assert [(c.started_on, c.met_on) for c in clocks] == [(stay.admitted_on, day), (day, None)]
    assert stay.visits.get().environment == "Seen alone." and not entry.notes.exists()


@pytest.mark.parametrize("days_ago", [61, -1])
def test_a_visit_lies_between_the_admission_and_today(world: World, days_ago: int) -> None:
    stay = admitted(world, world.entry(), 60)
    with pytest.raises(Refused, match="between the admission and today"):
        actions.record_visit(
            stay=stay,
            visited_on=world.today - timedelta(days=days_ago),
            words="x",
            by=world.coordinator,
            today=world.today,
        )
