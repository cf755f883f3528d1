"""An account is tied to somebody at an identity provider by its owner alone, on purpose, in one browser.

Never because an e-mail address is the same on both sides: an address is not a proof.
"""

import time
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from config.identity_providers import Provider

KEY = "link_on_next_sign_in"
LASTS = 10 * 60  # seconds


def provider_called(provider_id: str) -> Provider | None:
    """One of the providers in the settings."""
    return next((one for one in settings.IDENTITY_PROVIDERS if one.id == provider_id), None)


def tied_to(user: User) -> list[Provider]:
    """The providers in the settings that know this account's owner."""
    if not settings.IDENTITY_PROVIDERS:
        return []
    tied = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    return [one for one in settings.IDENTITY_PROVIDERS if one.id in tied]


@dataclass(frozen=True)
class Intention:
    """Whom to tie, and the invitation's link by which they asked; no link when they were signed in."""

    user: User
    link: str


def link_on_next_sign_in(request: HttpRequest, user: User, provider_id: str, link: str = "") -> None:
    """Whoever comes back from this provider to this browser within ten minutes is `user` from then on.

    Call it only when the browser's owner has proved to be `user`: by an invitation's link, or signed in
    and fresh. Then send them to the page `organisation-sign-in` with `?organisation=<id>`.
    """
    request.session[KEY] = {"user": user.pk, "provider": provider_id, "at": time.time(), "link": link}


def take_intention(request: HttpRequest, provider: Provider) -> Intention | None:
    """Whom to link now; asked once. Whether their link is still good is asked as it is used."""
    kept = request.session.pop(KEY, None)
    if not kept or kept["provider"] != provider.id or time.time() - kept["at"] > LASTS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True, automatic=False).first()
    return Intention(user, kept["link"]) if user else None
