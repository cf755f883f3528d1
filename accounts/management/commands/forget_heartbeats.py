"""Forgets when each part was last seen, so that "ready" means ready since this start."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts import actions


class Command(BaseCommand):
    """Run before the web server and the worker start."""

    help = "Forget earlier signs of life, so that readiness is about this start."

    def handle(self, *args: Any, **options: Any) -> None:
        actions.forget_signs_of_life()
