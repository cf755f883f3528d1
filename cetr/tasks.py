"""What the worker does for the reviews."""

import logging

from celery import shared_task
from django.utils import timezone

from accounts.actions import AUTOMATIC_CHECKS, automatic_user, mark_alive
from cetr import actions
from cetr.checks import differences

log = logging.getLogger(__name__)


@shared_task
def check_reviews() -> None:
    """Settle what a planned review already answers; then name every clock that differs from its review."""
    actions.settle_decisions(on=timezone.localdate(), by=automatic_user(AUTOMATIC_CHECKS))
    found = differences()
    for sentence in found:
        log.error("check: %s", sentence)
    mark_alive(name="reviews", finding=f"{len(found)} differences" if found else "")
