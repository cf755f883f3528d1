"""What the database and the static files need before the parts start. Runs inside Django.

`python -m config.launch.prepare STEP …`, with these steps:
owner   as the tables' owner: migrate, then the plain role's rights
fresh   forget when each part was last seen, so that "ready" is about this start
people  the first invented people, in a demonstration that has none
static  gather the static files under their hashed names
"""

import os
import sys

import django
from celery import current_app


def owner() -> None:
    """Bring the tables to this version, and give the pages' role its rights on them."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    call_command("grant_app_role")


def fresh() -> None:
    """Ready must mean ready now."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("forget_heartbeats")
    # The clock ticks first after ten seconds; asked for now, the worker says at once that it works.
    current_app.send_task(settings.CELERY_BEAT_SCHEDULE["I am alive"]["task"])


def people() -> None:
    """A demonstration with nobody in it shows nothing."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    if settings.DEMO and not apps.get_model("dsr", "Person")._base_manager.exists():
        with transaction.atomic():  # all of them or, after an interruption, none
            call_command("seed_demo")


def static() -> None:
    """Hash and compress what has changed."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


STEPS = {"owner": owner, "fresh": fresh, "people": people, "static": static}

if __name__ == "__main__":
    if "owner" in sys.argv:
        os.environ["AS_DATABASE_OWNER"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for step in sys.argv[1:]:
        STEPS[step]()
