"""Fills an empty register with invented people: the same ones for the same seed."""

from argparse import ArgumentParser
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import actions
from accounts.demo import PERSONAS, DemoWorld
from accounts.models import Area, Organisation, User

PLACES = ["Northmoor", "Eastmere", "Westholt", "Southfen", "Highwold", "Lowmarsh"]


class Command(BaseCommand):
    """manage.py seed_demo [--people N] [--areas N] [--seed N]"""

    help = "Fill an empty register with synthetic people. Refused where DEMO is off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=60)
        parser.add_argument("--areas", type=int, default=2, choices=range(2, len(PLACES) + 1))
        parser.add_argument("--seed", type=int, default=1)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people belong on a demonstration only: set DEMO=true.")
        if Area.objects.exists():
            raise CommandError("This register is not empty. Nothing was added.")
        world = DemoWorld(
            areas={},
            users={},
            random=Random(options["seed"]),  # noqa: S311  the same people each time, not a secret
            today=timezone.localdate(),
            people=options["people"],
        )
        self._places(world, options["areas"])
        for app in apps.get_app_configs():
            # Each app fills its own rooms, through its own actions; lower apps first.
            if app.name != "accounts" and find_spec(app.name) and find_spec(f"{app.name}.demo"):
                import_module(f"{app.name}.demo").seed(world)
        self.stdout.write(f"{world.people} invented people in {len(world.areas)} areas.")

    def _places(self, world: DemoWorld, count: int) -> None:
        hand = actions.automatic_user(actions.FIRST_RUN)
        opened = world.today - timedelta(days=3000)
        board = actions.add_organisation(name="Invented ICB", kind=Organisation.Kind.ICB, by=hand)
        for place, name in enumerate(PLACES[:count], 1):
            phones = {"phone": f"01632 960 {place}00", "crisis_phone": f"01632 960 {place}11"}
            area = actions.add_area(name=name, slug=name.lower(), valid_from=opened, by=hand, **phones)
            world.areas[area.slug] = area
        for persona in PERSONAS:
            world.users[persona.key] = self._persona(persona, world, board, hand, opened)

    def _persona(self, persona: Any, world: DemoWorld, board: Organisation, hand: User, opened: Any) -> User:
        user = actions.add_user(email=persona.email, name=persona.name, by=hand)
        for place in (persona.area, *persona.also):
            area = world.areas[place]
            actions.add_membership(
                user=user, area=area, role=persona.role, from_day=opened, organisation=board, by=hand
            )
        return user
