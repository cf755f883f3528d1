"""Which sign-in a form was opened in: told by the proof that every form of ours carries.

Each sign-in gets a new secret for its forms (Django's `rotate_token`), in a cookie that outlives the
session. Its hash stands in the session's row. So a form that is sent after the end is known as that
person's, and nobody else's: no other sign-in ever had that secret.
"""

from hashlib import sha256
from string import ascii_letters, digits

from django.http import HttpRequest

ALLOWED = ascii_letters + digits
SECRET_LENGTH = 32


def proof_of(request: HttpRequest) -> str:
    """The hash of the secret in this browser's cookie, which the form was just checked against."""
    return proof_for(request.META.get("CSRF_COOKIE", ""))


def proof_in_form(request: HttpRequest) -> str:
    """The hash of the secret in the form itself, though the cookie has become another since."""
    return proof_for(_unmasked(request.POST.get("csrfmiddlewaretoken", "")))


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether the form stood on a page of ours: every browser of today says so when it did not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    own = f"{request.scheme}://{request.get_host()}"
    return origin is None or origin == own or origin.startswith(f"{own}/")


def _unmasked(token: str) -> str:
    """The secret under a token's mask, as django.middleware.csrf puts it on; "" for anything else."""
    if len(token) != 2 * SECRET_LENGTH or not set(token) <= set(ALLOWED):
        return ""
    pairs = zip(token[SECRET_LENGTH:], token[:SECRET_LENGTH], strict=True)
    return "".join(ALLOWED[ALLOWED.index(x) - ALLOWED.index(mask)] for x, mask in pairs)


def proof_for(secret: str) -> str:
    """What is kept of a secret: enough to know it again, too little to use it."""
    return sha256(secret.encode()).hexdigest() if len(secret) == SECRET_LENGTH else ""
