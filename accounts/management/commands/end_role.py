"""Ends a role in an area."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import actions
from accounts.asking import known_user
from accounts.models import Membership
from accounts.permissions import RoleName
from config.refused import Refused


class Command(BaseCommand):
    """manage.py end_role cora@example.org --role coordinator --area northmoor"""

    help = "End a role at once: from the next page on it opens nothing, and its work is nobody's for now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[role.value for role in RoleName])
        parser.add_argument("--area", required=True, help="The area's short name, as in its address.")

    def handle(self, *args: Any, **options: Any) -> None:
        user, today = known_user(options["email"]), timezone.localdate()
        roles = Membership.objects.on(today).filter(user=user, role=options["role"])
        held = roles.filter(area__slug=options["area"])
        if not held:
            raise CommandError(f"{user.name} is not {options['role']} in {options['area']} today.")
        hand = actions.automatic_user(actions.FIRST_RUN)
        for membership in held:
            try:
                actions.end_role_now(membership=membership, by=hand)
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user.name} is no longer {options['role']} in {options['area']}.")
