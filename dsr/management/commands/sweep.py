"""Open by hand what time alone brings, as the task does every hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import AUTOMATIC_CHECKS, automatic_user, mark_alive
from dsr import actions


class Command(BaseCommand):
    """`manage.py sweep`: safe to run as often as one likes; says how many of each kind were opened."""

    help = "Open silence alarms, prompts and handovers that are due. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = actions.sweep(today=timezone.localdate(), by=automatic_user(AUTOMATIC_CHECKS))
        mark_alive(name="deadlines")
        self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in done.items()))
