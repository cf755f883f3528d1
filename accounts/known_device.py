"""A browser in which somebody has signed in before: a signed cookie that says so for each account.

It proves nothing by itself and opens nothing. A known browser has tries of its own, so that a stranger
who guesses at somebody's password cannot use up theirs; and an unknown one is reported to the owner.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "accounts.known_device"
MOST_ACCOUNTS = 6  # on a shared computer the oldest is forgotten
LASTS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer


def cookie_name() -> str:
    return "__Host-device" if settings.HTTPS else "device"


def device_of(request: HttpRequest, email: str) -> str:
    """This browser's random mark for the account with this address, or nothing."""
    return _held(request).get(_mark(email), "")


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """From now on this browser is known for this account."""
    held = _held(request)
    held.setdefault(_mark(email), secrets.token_urlsafe(16))
    response.set_cookie(
        cookie_name(),
        signing.dumps(dict(list(held.items())[-MOST_ACCOUNTS:]), salt=SALT),
        max_age=LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _held(request: HttpRequest) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return {}


def _mark(email: str) -> str:
    """The account without its address: the cookie can be read by whoever holds the computer."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
