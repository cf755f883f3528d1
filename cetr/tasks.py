"""What the worker does for the reviews."""

import logging

from celery import shared_task

from accounts.actions import mark_alive
from cetr.checks import differences

log = logging.getLogger(__name__)


@shared_task
def check_reviews() -> None:
    """Compare reviews with their clocks and report every difference; changes nothing."""
    found = differences()
    for sentence in found:
        log.error("check: %s", sentence)
    mark_alive(name="reviews", finding=f"{len(found)} differences" if found else "")
