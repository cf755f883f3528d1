"""How often a link may be asked for: from one address, and for one account.

Counted in the database like wrong passwords: a cache that is away neither opens nor shuts this door. Who
asks too often for one account gets the same answer as ever, and no further e-mail goes out; its owner's
links of before still work.
"""

import uuid
from datetime import timedelta
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone

from accounts import actions
from accounts.models import User
from accounts.outbox import post
from accounts.throttle import network

HOUR = timedelta(hours=1)
FROM_AN_ADDRESS, FOR_AN_ACCOUNT = 20, 3  # an hour


def _counted(what: str, whose: str, most: int) -> bool:
    """Count one try; whether it is more than `most` within the hour."""
    key = sha256(f"links\n{what}\n{whose}".encode()).hexdigest()
    return actions.count_try(key=key, now=timezone.now(), window=HOUR) > most


def too_often_from_here(request: HttpRequest) -> bool:
    """Whether this connection has asked too often, for whomever."""
    return _counted("from", network(request), FROM_AN_ADDRESS)


def too_often_for(email: str) -> bool:
    """Whether a link for this address was asked for too often, be there an account or not."""
    return _counted("for", email, FOR_AN_ACCOUNT)


def ask_for_link(user: User | None) -> None:
    """One message in the outbox, whether there is an account or not; what it finds, a worker finds out."""
    post("cannot_sign_in", key=f"cannot-sign-in-{uuid.uuid4()}", payload={"user": user.pk if user else None})
