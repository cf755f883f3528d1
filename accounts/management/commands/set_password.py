"""Gives an account a new password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import actions
from accounts.asking import ask_for_password, known_user


class Command(BaseCommand):
    """manage.py set_password cora@example.org"""

    help = "Give an account a new password, asked for or read from standard input; its sessions end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = known_user(options["email"])
        word = ask_for_password(user)
        actions.set_password(user=user, password=word, by=actions.automatic_user(actions.FIRST_RUN))
        self.stdout.write(f"{user.name} has a new password. Sessions with the old one are over.")
