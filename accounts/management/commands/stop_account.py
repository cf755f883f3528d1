"""Closes an account at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import actions
from accounts.asking import known_user


class Command(BaseCommand):
    """manage.py stop_account cora@example.org"""

    help = "Close an account: whoever is signed in with it is out at the next page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = known_user(options["email"])
        actions.stop_account(user=user, by=actions.automatic_user(actions.FIRST_RUN))
        self.stdout.write(f"{user.name} can no longer sign in. Give their people to somebody else now.")
