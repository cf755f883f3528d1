"""What the worker does for accounts."""

from celery import shared_task
from django.utils import timezone

from accounts import actions, outbox


@shared_task
def send_due_messages() -> None:
    """Send what is waiting in the outbox; safe to run twice, or twenty times at once."""
    outbox.send_due()
    actions.mark_alive(name="outbox")


@shared_task
def beat() -> None:
    """Say that the clock and a worker are both at work."""
    actions.mark_alive(name="worker")


@shared_task
def escalate_emergency_accesses() -> None:
    """Tell everybody who answers for an area of emergency access that nobody reviewed in time."""
    hand = actions.automatic_user(actions.AUTOMATIC_CHECKS)
    actions.escalate_emergency_accesses(today=timezone.localdate(), by=hand)
