"""Gives somebody an account and a role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import actions
from accounts.asking import ask_for_password
from accounts.models import Area, User
from accounts.permissions import RoleName


class Command(BaseCommand):
    """manage.py add_member cora@example.org --name "Cora Ordway" --role coordinator --area northmoor"""

    help = "Make an account (asking for its password, or reading it from standard input) and give it a role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=[role.value for role in RoleName])
        parser.add_argument("--area", required=True, help="The area's short name, as in its address.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        hand = actions.automatic_user(actions.FIRST_RUN)
        area = Area.objects.filter(slug=options["area"]).first()
        if area is None:
            raise CommandError(f"There is no area {options['area']}. Open it first with add_area.")
        user = User.objects.filter(email=options["email"].lower()).first()
        user = user or self._new(options["email"], options["name"], hand)
        actions.add_membership(
            user=user, area=area, role=RoleName(options["role"]), from_day=timezone.localdate(), by=hand
        )
        self.stdout.write(f"{user.name} is now {options['role']} in {area.name}.")

    def _new(self, email: str, name: str, hand: User) -> User:
        password = ask_for_password(User(email=email, name=name))
        return actions.add_user(email=email, name=name, by=hand, password=password)
