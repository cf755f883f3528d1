"""Stays for tests: somebody in hospital since a while ago, and the acts on their stay."""

from datetime import timedelta
from typing import Any

from dsr import actions
from dsr.models import HospitalStay, RegisterEntry
from tests.worlds import World

DAY = timedelta(days=1)


def signed(world: World) -> dict[str, Any]:
    """Who does it, on which day."""
    return {"by": world.coordinator, "today": world.today}


def in_hospital(
    world: World, entry: RegisterEntry | None = None, *, days: int = 60, **facts: Any
) -> HospitalStay:
    """Admitted `days` ago, told today."""
    given = {"hospital": "The Larches", "legal_status": "informal", **facts}
    entry = RegisterEntry.objects.get(pk=(entry or world.entry()).pk)
    return actions.admit(entry=entry, admitted_on=world.today - days * DAY, **given, **signed(world))


def left(world: World, stay: HospitalStay, *, days: int = 0, **facts: Any) -> HospitalStay:
    """Left hospital `days` ago."""
    return actions.discharge(
        stay=stay, discharged_on=world.today - days * DAY, going_to="Home", **facts, **signed(world)
    )


def moved(world: World, stay: HospitalStay, *, days: int = 0, **facts: Any) -> Any:
    """Moved to a low secure ward `days` ago."""
    given = {"hospital": "Stoneacre", "security": "low", "why": "Nearer home.", **facts}
    return actions.move_ward(stay=stay, moved_on=world.today - days * DAY, **given, **signed(world))
