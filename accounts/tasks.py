"""What the worker does for accounts."""

from celery import shared_task

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
