"""Fills the benchmark's own database with invented people, by whole sets of rows at a time.

It writes past the actions, which is right here only: a hundred thousand people in seconds, in a
database that lives for one run. Every fifth person belongs to the area that is measured.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from django.conf import settings
from django.utils import timezone
from environ import Env

from accounts import actions
from accounts.models import Area, User
from accounts.permissions import RoleName
from dsr.models import RegisterEntry
from dsr.names import synthetic_nhs_number
from dsr.timeline import timeline

AREAS = ("Northmoor", "Eastmere", "Westholt", "Southfen", "Highwold")
KEYWORKERS = 8  # of each area
TYPED = "Jaed Moris"
NUMBERED = 450_000
LINES = 500  # of the timeline that is measured

STATEMENTS = (Path(__file__).parent / "people.sql").read_text().split(";\n")
MORE_NOTES = """
INSERT INTO dsr_note (entry_id, text, by_id, at)
SELECT %s, 'Talked with the school & Mum. <b>Next:</b> a visit on Thursday at ' || n %% 12 || ' o''clock.',
    %s, now() - n * interval '17 hours'
FROM generate_series(1, %s) AS n
"""


@dataclass(frozen=True)
class Filled:
    """Who looks, and at which entries: one is read, one is rated by us, one by the floor."""

    coordinator: User
    keyworker: UUID  # the reference of one of the area
    typed: str  # a name with a slip of the pen in it
    area: int
    read: UUID
    rated: UUID
    rated_by_floor: UUID


class Filler:
    """The areas and their staff, made once; then as many people as are asked for."""

    def __init__(self) -> None:
        hand = actions.automatic_user(actions.FIRST_RUN)
        self.opened = timezone.localdate() - timedelta(days=3000)
        phones = {"phone": "01632 960 100", "crisis_phone": "01632 960 111"}
        self.areas = [
            actions.add_area(name=name, slug=name.lower(), valid_from=self.opened, by=hand, **phones)
            for name in AREAS
        ]
        self.keyworkers = [
            self._member(f"Keyworker {area.name} {number}", RoleName.KEYWORKER, area, hand)
            for area in self.areas
            for number in range(KEYWORKERS)
        ]
        self.coordinator = self._member("Cora Ordway", RoleName.COORDINATOR, self.areas[0], hand)
        self.people = 0

    def _member(self, name: str, role: RoleName, area: Area, hand: User) -> User:
        user = actions.add_user(email=f"{name.lower().replace(' ', '.')}@example.org", name=name, by=hand)
        actions.add_membership(user=user, area=area, role=role, from_day=self.opened, by=hand)
        return user

    def fill(self, people: int) -> Filled:
        """Go on until there are `people`; then let PostgreSQL count what it has."""
        facts = {
            "after": self.people,
            "today": timezone.localdate(),
            "areas": [area.pk for area in self.areas],
            "keyworkers": [user.pk for user in self.keyworkers],
            "by": self.keyworkers[0].pk,
            "numbers": [_number(place) for place in range(self.people + 1, people + 1)],
        }
        with as_owner() as link:
            for statement in filter(str.strip, STATEMENTS):
                link.execute(statement, facts)
        read, rated, by_floor = (
            RegisterEntry.objects.get(pk=entry_key(n)) for n in (1, 6, 11)
        )  # all three of the first area
        missing = LINES - len(timeline(read))
        with as_owner() as link:
            link.execute(MORE_NOTES, [read.pk, self.keyworkers[0].pk, missing])
            link.commit()
            link.autocommit = True
            link.execute("VACUUM ANALYZE")
        self.people = people
        return Filled(
            self.coordinator,
            self.keyworkers[0].reference,
            TYPED,
            self.areas[0].pk,
            read.pk,
            rated.pk,
            by_floor.pk,
        )


def _number(place: int) -> str | None:
    """The test range ends before half a million; who comes later has no NHS number that anybody knows of."""
    return synthetic_nhs_number(place) if place < NUMBERED else None


def entry_key(n: int) -> UUID:
    """The id of the n-th entry, made as the statements above make it."""
    return UUID(hashlib.md5(f"entry{n}".encode(), usedforsecurity=False).hexdigest())


def as_owner() -> psycopg.Connection:
    """A connection as the tables' owner, who alone may ANALYZE them."""
    facts = Env().db_url("DATABASE_OWNER_URL")
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return psycopg.connect(**{ours: facts[theirs] for ours, theirs in names.items() if facts.get(theirs)})


def refuse_a_database_in_use() -> None:
    """Only an empty embedded database is filled; anything else may be somebody's register."""
    if not settings.EMBEDDED_DATABASE or Area.objects.exists():
        raise SystemExit("The benchmark fills only an empty database of its own. Run it with: make bench")
