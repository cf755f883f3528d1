"""What the worker does for accounts."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts import actions, heads, outbox, sealing, verifying

log = logging.getLogger(__name__)


@shared_task
def send_due_messages() -> None:
    """Send what is waiting in the outbox; safe to run twice, or twenty times at once."""
    outbox.send_due()
    actions.mark_alive(name="outbox")


@shared_task
def suspend_unused_accounts() -> None:
    """Suspend accounts that nobody has used for 90 days; their people stand at the coordinator's top."""
    hand = actions.automatic_user(actions.AUTOMATIC_CHECKS)
    suspended, kept = actions.suspend_unused(now=timezone.now(), by=hand)
    finding = f"{suspended} suspended; {kept} kept, as the last administrator" if suspended or kept else ""
    actions.mark_alive(name="unused accounts", finding=finding)


@shared_task
def beat() -> None:
    """Say that the clock and a worker are both at work."""
    actions.mark_alive(name="worker")


@shared_task
def escalate_emergency_accesses() -> None:
    """Tell everybody who answers for an area of emergency access that nobody reviewed in time."""
    hand = actions.automatic_user(actions.AUTOMATIC_CHECKS)
    actions.escalate_emergency_accesses(today=timezone.localdate(), by=hand)


@shared_task
def forget_old_forms_and_sessions() -> None:
    """What was typed and not sent, and what is known of sign-ins that ended, goes after seven days."""
    now = timezone.now()
    actions.forget_old_forms(now=now)
    actions.forget_ended_sessions(now=now)
    actions.forget_old_tries(now=now)


@shared_task
def seal_record() -> None:
    """Seal what was written since the last minute."""
    sealing.seal()
    actions.mark_alive(name="seals")


@shared_task
def seal_when_many() -> None:
    """Seal at once when much was written."""
    if sealing.waiting(most=settings.AUDIT_SEAL_AT) >= settings.AUDIT_SEAL_AT:
        sealing.seal()


@shared_task(time_limit=4 * 3600)  # it reads the whole record, and writes only at the end
def export_seal_of_the_day() -> None:
    """Check the whole record against its seals, then carry the end of the chain out of the house."""
    outcome = verifying.verify()
    if outcome.first:
        log.error("audit: %s", outcome)
    heads.export_head(day=timezone.localdate())
    actions.mark_alive(name="audit", finding=str(outcome)[:200] if outcome.first else "")


@shared_task
def find_signals() -> None:
    """Find the looks that deserve a second look."""
    actions.find_signals(now=timezone.now(), by=actions.automatic_user(actions.AUTOMATIC_CHECKS))
