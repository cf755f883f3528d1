"""An area's own number for a rule counts wherever the rule does."""

from datetime import timedelta

import pytest

from config.refused import Refused
from dsr import actions
from dsr.days import add_months
from tests.worlds import World


def own(world: World, key: str, count: int) -> None:
    actions.set_own_number(
        area=world.area, key=key, count=count, reason="Agreed.", from_day=world.long_ago, by=world.coordinator
    )


def test_an_areas_own_period_of_consent_decides_how_long_an_answer_counts(world: World) -> None:
    own(world, "consent_recheck", 6)
    entry = world.entry()
    assert entry.person.consents.get().valid_until == add_months(world.today, 6)
    assert entry.deadlines.get(key="consent_recheck").due_on == add_months(world.today, 6)


@pytest.mark.parametrize(("days_after", "held"), [(20, True), (21, True), (22, False)])
def test_an_areas_own_hold_after_hospital_keeps_somebody_red(
    world: World, days_after: int, held: bool
) -> None:
    own(world, "post_discharge_hold", 21)
    entry = world.entry()
    left = world.today - timedelta(days=days_after)
    stay = actions.admit(
        entry=entry,
        hospital="Stoneacre",
        legal_status="informal",
        admitted_on=left - timedelta(days=5),
        by=world.coordinator,
        today=world.today,
    )
    actions.discharge(stay=stay, discharged_on=left, going_to="Home", by=world.coordinator, today=world.today)
    if held:
        with pytest.raises(Refused, match="stays red until"):
            world.rate(entry, "amber")
    else:
        assert world.rate(entry, "amber").colour == "amber"
