"""How often a link may be asked for: from one address, and for one account.

Counted in the cache, and allowed when that is away. Who asks too often for one account gets the same
answer as ever, and no further e-mail goes out; its owner's links of before still work.
"""

import hashlib
import logging
import uuid

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from accounts.models import User
from accounts.outbox import post

log = logging.getLogger(__name__)
HOUR = 3600
FROM_AN_ADDRESS, FOR_AN_ACCOUNT = 20, 3  # an hour


def _counted(what: str, whose: str, most: int) -> bool:
    """Count one try; whether it is more than `most` within the hour."""
    key = f"links-{what}-{hashlib.sha256(whose.encode()).hexdigest()[:32]}"
    try:
        cache.add(key, 0, timeout=HOUR)
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
    except RedisError:
        log.warning("cache away: tries are not counted")
        return False


def too_often_from_here(request: HttpRequest) -> bool:
    """Whether this connection has asked too often, for whomever."""
    return _counted("from", get_adapter().get_client_ip(request), FROM_AN_ADDRESS)


def too_often_for(email: str) -> bool:
    """Whether a link for this address was asked for too often, be there an account or not."""
    return _counted("for", email, FOR_AN_ACCOUNT)


def ask_for_link(user: User | None) -> None:
    """One message in the outbox, whether there is an account or not; what it finds, a worker finds out."""
    post("cannot_sign_in", key=f"cannot-sign-in-{uuid.uuid4()}", payload={"user": user.pk if user else None})
