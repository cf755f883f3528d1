"""Checks the whole record against its seals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.verifying import verify


class Command(BaseCommand):
    """Says that everything holds, or names the first row that does not; then it ends with 1."""

    help = "Find the first row of the record that was changed, deleted, inserted or reordered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="A hash from an exported head: finds a tail cut off.")
        parser.add_argument("--from", type=int, default=1, dest="since", help="Start at this seal.")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = verify(head=options["head"].strip(), since=max(1, options["since"]))
        if outcome.first:
            raise CommandError(str(outcome))
        self.stdout.write(str(outcome))
