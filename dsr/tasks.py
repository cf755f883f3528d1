"""What the worker does for the register."""

import logging

from celery import shared_task
from django.utils import timezone

from accounts.actions import AUTOMATIC_CHECKS, automatic_user, mark_alive
from dsr import actions
from dsr.checks import differences

log = logging.getLogger(__name__)


@shared_task
def check_deadlines() -> None:
    """Open what time alone brings; then recompute what is stored, report every difference, change nothing.

    By the hour, so that a night in which nothing ran is made up for in the first hour that does.
    """
    actions.sweep(today=timezone.localdate(), by=automatic_user(AUTOMATIC_CHECKS))
    found = differences()
    for sentence in found:
        log.error("check: %s", sentence)
    mark_alive(name="deadlines", finding=f"{len(found)} differences" if found else "")


@shared_task
def chase_recommendations() -> None:
    """Ask about recommendations whose day has come; before the panel with what stays unanswered."""
    actions.chase_recommendations(today=timezone.localdate(), by=automatic_user(AUTOMATIC_CHECKS))
    mark_alive(name="recommendations")


@shared_task
def delete_old_lists() -> None:
    """Delete lists of names whose 24 hours are over."""
    actions.delete_old_lists(now=timezone.now(), by=automatic_user(AUTOMATIC_CHECKS))
