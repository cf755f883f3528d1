"""How often one connection may try something: counted in the cache, and allowed when that is away."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind our own proxy, the address that the proxy saw."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one try of `what` from this address; whether it is more than `most` within `seconds`."""
    address = hashlib.sha256(address_of(request).encode()).hexdigest()[:32]
    key = f"tries-{what}-{address}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
    except RedisError:
        log.warning("cache away: tries are not counted")
        return False
