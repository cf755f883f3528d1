"""The one rule about second steps: everybody who works here signs in with two (ASVS 6.3.3).

A session is *strong* when its owner proved more than a password in it. Strength is a fact kept in the
session, so the rule costs no query. The person and family may add a second step; they need not.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from accounts.permissions import RoleName
from config.access import PUBLIC

KEY = "strong"
APP, PASSKEY, RECOVERY_CODE = "totp", "webauthn", "recovery_codes"
ORGANISATION, DEMONSTRATION = "organisation", "demonstration"
WAYS = (APP, PASSKEY, RECOVERY_CODE, ORGANISATION, DEMONSTRATION)
Respond = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


def needs_second_factor(user: User) -> bool:
    """Whoever holds a role other than family today, in any area; and whoever holds none.

    Choosing an area to work in narrows what is seen, never what is asked at the door.
    """
    return user.roles_held() != {RoleName.FAMILY}


def mark_strong(request: HttpRequest, how: str) -> None:
    """From now on this session is strong, because its owner used `how`; its id changes (ASVS 7.2.4)."""
    remember(request.session, request.user, how)
    request.session.cycle_key()


def remember(session: Any, user: User, how: str) -> None:
    """Write the fact, for this account alone."""
    if how not in WAYS:
        raise ValueError(f"{how} is not a second step")
    session[KEY] = {"user": user.pk, "how": how, "at": int(time.time())}


def how_strong(request: HttpRequest) -> str | None:
    """What made this session strong, or None; the demonstration's door only while there is one."""
    fact = request.session.get(KEY)
    if not fact or fact["user"] != request.user.pk:
        return None
    if fact["how"] == DEMONSTRATION and not settings.DEMO:
        return None
    return str(fact["how"])


def without_second_factor(view: View) -> View:
    """Mark a page that somebody may open before their second step: to add one, to leave, the clock."""
    view.without_second_factor = True  # type: ignore[attr-defined]
    return view


class SecondFactorMiddleware:
    """Sends whoever needs a second step, and has not taken one, to the page that explains it.

    Pages open to strangers stay open: they show nothing that is anybody's.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or _is_open(view):
            return None
        if how_strong(request) or not needs_second_factor(request.user):
            return None
        return HttpResponseRedirect(f"{reverse('second-factor')}?{urlencode({'next': _back_to(request)})}")


def _is_open(view: View) -> bool:
    return getattr(view, "access", None) == PUBLIC or getattr(view, "without_second_factor", False)


def _back_to(request: HttpRequest) -> str:
    """Where they were going; what was sent with a button cannot be sent again, so that goes home."""
    return request.get_full_path() if request.method == "GET" else reverse("home")
