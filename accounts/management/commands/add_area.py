"""Opens an area."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.text import slugify

from accounts import actions


class Command(BaseCommand):
    """manage.py add_area "Northmoor" --phone "01632 960 100" --crisis-phone "01632 960 111" """

    help = "Open an area: the territory of one register, with the numbers the public is shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--phone", required=True)
        parser.add_argument("--crisis-phone", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        area = actions.add_area(
            name=options["name"],
            slug=slugify(options["name"]),
            valid_from=timezone.localdate(),
            by=actions.automatic_user(actions.FIRST_RUN),
            phone=options["phone"],
            crisis_phone=options["crisis_phone"],
        )
        self.stdout.write(f"{area.name} is open.")
