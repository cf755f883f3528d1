"""Closes an account at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.asking import known_user
from config.refused import Refused


class Command(BaseCommand):
    """manage.py stop_account cora@example.org"""

    help = "Close an account: whoever is signed in with it is out at the next page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = known_user(options["email"])
        try:
            actions.stop_account(user=user, by=actions.automatic_user(actions.FIRST_RUN))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user.name} can no longer sign in. Their people are on the coordinators' pages.")
