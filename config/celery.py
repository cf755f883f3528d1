"""The worker and its clock. The database is the queue of record; this only wakes it."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("dsr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Checked at once after a start, not first an hour later: "last checked" is read every morning.
CHECKS = ("dsr.tasks.check_deadlines", "cetr.tasks.check_reviews")


@worker_ready.connect
def check_now(**facts: object) -> None:
    """Ask for every nightly check as soon as a worker is there."""
    for name in CHECKS:
        app.send_task(name)
