"""The demonstration's personas: invented people, one a role, made by `seed_demo`."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from accounts.permissions import RoleName


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as, and what to look at first; `also` names further areas of the same role."""

    key: str
    name: str
    role: RoleName
    area: str
    about: str
    also: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@demo.example.org"

    @property
    def areas(self) -> str:
        """The areas they work in, as a sentence would name them."""
        return " and ".join(area.title() for area in (self.area, *self.also))


PERSONAS = [
    Persona("coordinator", "Cora Ordway", RoleName.COORDINATOR, "northmoor",
            "Reads new referrals, records consent, plans reviews."),
    Persona("keyworker", "Priya Nair", RoleName.KEYWORKER, "northmoor",
            "Sees only her own people. Rates them, writes notes."),
    Persona("keyworker-second", "Sam Okafor", RoleName.KEYWORKER, "northmoor",
            "Lead professional for some of the same people."),
    Persona("keyworker-other-area", "Ola Elsey", RoleName.KEYWORKER, "eastmere",
            "Works in Eastmere and sees nobody in Northmoor."),
    Persona("coordinator-other-area", "Edda Marsh", RoleName.COORDINATOR, "eastmere",
            "Keeps Eastmere's register; Northmoor's is not found."),
    Persona("chair", "Charles Airey", RoleName.PANEL_CHAIR, "northmoor",
            "Leads reviews and signs off what the panel agreed."),
    Persona("panel-member", "Noor Paneli", RoleName.PANEL_MEMBER, "northmoor",
            "Expert by experience on open reviews."),
    Persona("commissioner", "Comfort Mission", RoleName.COMMISSIONER, "northmoor",
            "Answers for Northmoor: the dashboard and what is late."),
    Persona("commissioner-two-areas", "Bea Bothwell", RoleName.COMMISSIONER, "northmoor",
            "Answers for two areas; chooses between them at the top of the page.", also=("eastmere",)),
    Persona("community-professional", "Toby Fielding", RoleName.COMMUNITY_PROFESSIONAL, "northmoor",
            "Leads the care of the people given to him; reads their plan, writes notes."),
    Persona("oversight-panel-member", "Olive Seymour", RoleName.OVERSIGHT_PANEL_MEMBER, "northmoor",
            "Sees only the cases put before the oversight panel."),
    Persona("host-commissioner", "Hugh Stead", RoleName.HOST_COMMISSIONER, "northmoor",
            "Sees which areas place people in Northmoor’s hospitals, in numbers."),
    Persona("analyst", "Anna Lister", RoleName.ANALYST, "northmoor",
            "Sees Northmoor’s counts, small numbers hidden; no names."),
    Persona("family", "Mary Morris", RoleName.FAMILY, "northmoor",
            "Jade’s mum. Sees Jade’s space and nothing else."),
    Persona("governance", "Gwen Overy", RoleName.GOVERNANCE_LEAD, "northmoor",
            "Sees who looked at which record."),
    Persona("administrator", "Adam Minster", RoleName.ADMINISTRATOR, "northmoor",
            "Keeps areas, accounts and roles; no person’s record."),
]  # fmt: skip
BY_KEY = {persona.key: persona for persona in PERSONAS}


@dataclass
class DemoWorld:
    """What every app's `demo.seed` works on: the same people for the same seed."""

    areas: dict[str, Any]
    users: dict[str, Any]
    random: Random
    today: date
    people: int
    entries: list[Any] = field(default_factory=list)
