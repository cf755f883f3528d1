"""Nothing leaves the register except through here.

An action writes a message in its own transaction; a task sends it. Celery only wakes the task: if
Redis is away, the sweep sends within a minute of its return. A handler reads recipient and consent
when it sends, and says in a few words what it did.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import OutboxMessage

log = logging.getLogger(__name__)
Handler = Callable[[OutboxMessage], str]
HANDLERS: dict[str, Handler] = {}
MOST_TRIES = 10


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that sends messages of `kind`."""

    def remember(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return remember


def post(kind: str, *, key: str, payload: dict[str, Any], due_at: datetime | None = None) -> OutboxMessage:
    """Put a message in the outbox, once for each `key`, in the caller's own transaction."""
    message, _ = OutboxMessage.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "due_at": due_at or timezone.now()}
    )
    transaction.on_commit(wake, robust=True)
    return message


def call_off(kinds: list[str], *, payloads: list[dict[str, Any]], why: str) -> int:
    """Send nothing more of these kinds with one of these payloads, in the caller's own transaction; how many.

    A message that is being sent at this moment is waited for.
    """
    waiting = OutboxMessage.objects.select_for_update().filter(
        kind__in=kinds, payload__in=payloads, sent_at=None, given_up_at=None
    )
    found = list(waiting.order_by("pk"))
    for message in found:
        message.sent_at, message.outcome = timezone.now(), why[:100]
        message.save()
    return len(found)


def wake() -> None:
    """Ask a worker to look now. A broker that is away costs a minute, never a message."""
    from accounts.tasks import send_due_messages

    try:
        send_due_messages.delay()
    except OperationalError:
        log.warning("broker away: the sweep will send")


def send_due() -> int:
    """Send what is due, each message in its own transaction; how many were dealt with."""
    return sum(iter(partial(_send_next, timezone.now()), 0))


def _send_next(now: datetime) -> int:
    """Deal with one waiting message that nobody else holds; 1, or 0 when there is none."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(sent_at=None, given_up_at=None, due_at__lte=now)
            .order_by("due_at")
            .first()
        )
        if message is None:
            return 0
        _try(message)
        message.save()
        return 1


def _try(message: OutboxMessage) -> None:
    message.tries += 1
    try:
        with transaction.atomic():
            message.outcome = HANDLERS[message.kind](message)[:100]
        message.sent_at = timezone.now()
    except Exception as error:  # whatever went wrong, the next message must still go out
        log.exception("outbox message %s failed", message.pk)
        message.last_error = type(error).__name__
        message.due_at = timezone.now() + timedelta(seconds=min(30 * 2**message.tries, 21_600))
        if message.tries >= MOST_TRIES:
            message.given_up_at = timezone.now()
