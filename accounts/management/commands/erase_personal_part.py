"""Takes the words out of one row of the record, for good."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from accounts import actions
from accounts.models import User
from config.refused import Refused


class Command(BaseCommand):
    """Run with AS_DATABASE_OWNER=true; what was done, by whom and why stays on record."""

    help = "Blank the personal columns of a sealed row; its ids and times stay, and the seals still hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table")
        parser.add_argument("key")
        parser.add_argument("--why", required=True)
        parser.add_argument("--by", required=True, help="The e-mail of whoever answers for it.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True, automatic=False).first()
        if by is None:
            raise CommandError("Nobody with that e-mail has an account.")
        try:
            done = actions.erase_personal_part(
                table=options["table"], row=options["key"], why=options["why"], by=by
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except ProgrammingError as error:
            raise CommandError("Only the owner of the tables can do this: set AS_DATABASE_OWNER.") from error
        self.stdout.write(f"The personal part of {done.table} {done.row} is erased.")
