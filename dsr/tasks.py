"""What the worker does for the register."""

import logging

from celery import shared_task

from accounts.actions import mark_alive
from dsr.checks import differences

log = logging.getLogger(__name__)


@shared_task
def check_deadlines() -> None:
    """Recompute what is stored from the facts and report every difference; changes nothing."""
    found = differences()
    for sentence in found:
        log.error("check: %s", sentence)
    mark_alive(name="deadlines", finding=f"{len(found)} differences" if found else "")
