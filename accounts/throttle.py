"""How many wrong tries there may be: for an account, and for an address on the network (ASVS 6.3.1).

Nobody can shut somebody else out. A browser known for an account has tries of its own, which no
stranger can use up; passkeys are not guessed, so they are never slowed down; and every budget is whole
again five minutes after its first try. An address that nobody has is counted like any other.
"""

from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from accounts import actions
from accounts.known_device import device_of

WINDOW = timedelta(minutes=5)
FOR_AN_ACCOUNT = 5
FOR_AN_ADDRESS = 50  # a whole hospital may come from one
TOO_MANY = (
    "There were too many tries. Wait five minutes and try again. If you have a passkey, you can use it now"
)


def spend_try(request: HttpRequest, *, door: str, email: str) -> list[str] | None:
    """Count a try at `door` before it is judged; the keys it was counted under, or None: too many."""
    spent = []
    for key, most in _budgets(request, door, email.strip().lower()):
        spent.append(key)
        if actions.count_try(key=key, now=timezone.now(), window=WINDOW) > most:
            return None
    return spent


def worth_noting(request: HttpRequest, *, door: str) -> bool:
    """Count one failure at a door that is never shut; whether it may still be written down.

    The record of failures only grows, so a stranger must not be able to make it grow without end.
    """
    key = _key(door, "noted", network(request))
    return actions.count_try(key=key, now=timezone.now(), window=WINDOW) <= FOR_AN_ADDRESS


def give_back(spent: list[str]) -> None:
    """It was a right one, so it does not count."""
    for key in spent:
        actions.take_back_try(key=key)


def _budgets(request: HttpRequest, door: str, email: str) -> list[tuple[str, int]]:
    device = device_of(request, email)
    if device:
        return [(_key(door, email, device), FOR_AN_ACCOUNT)]
    return [
        (_key(door, "address", network(request)), FOR_AN_ADDRESS),
        (_key(door, "account", email), FOR_AN_ACCOUNT),
    ]


def network(request: HttpRequest) -> str:
    """Where a request comes from: its address, or the home network of a newer kind of address.

    Requests without an address, as from a proxy on the same machine that names none, are one place: to
    refuse them would lose forms, and not to count them would leave the door open.
    """
    from allauth.core.internal.ratelimit import get_ip

    try:
        return get_ip(request)
    except PermissionDenied:
        return "no address"


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
