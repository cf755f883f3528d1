"""How often something may be tried from one place, or at one door: counted in the database.

A cache that is away neither opens a door nor shuts one. A place is an address on the network, or the home
network of a newer kind of address; who shares one with a crowd gets through all the same, for what may
be tried often is only guessing.
"""

from datetime import timedelta
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone

from accounts.actions import count_try, take_back_try
from accounts.throttle import network


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one try of `what` from this place; whether it is more than `most` within `seconds`."""
    return tries(request, what, seconds=seconds) > most


def tries(request: HttpRequest, what: str, *, seconds: int) -> int:
    """Count one try of `what` from this place; how many there were within `seconds`, this one included."""
    return _count(f"{what}|{network(request)}", seconds)


def everywhere(what: str, *, seconds: int) -> int:
    """Count one try of `what` by anybody; how many there were within `seconds`, this one included."""
    return _count(f"everywhere|{what}", seconds)


def at_one_door(door: str, *, most: int, seconds: int) -> bool:
    """Count one try at this door, from wherever; whether it is more than `most` within `seconds`."""
    return _count(door, seconds) > most


def right_one(door: str) -> None:
    """The last try at this door was a right one: it does not count."""
    take_back_try(key=_key(door))


def _count(what: str, seconds: int) -> int:
    return count_try(key=_key(what), now=timezone.now(), window=timedelta(seconds=seconds))


def _key(what: str) -> str:
    return sha256(f"public|{what}".encode()).hexdigest()
