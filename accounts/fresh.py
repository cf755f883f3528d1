"""Great acts ask again who is there: export, merging, emergency access, accounts (ASVS 7.5.1, 7.5.3)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User

KEY = "proved"
WITHIN = 5 * 60  # seconds
LEEWAY = 30  # seconds that another house's clock may be ahead of ours
View = Callable[..., HttpResponse]
NOT_DONE = "Nothing was done yet. Show that it is you, then press the button once more."


def mark_fresh(request: HttpRequest) -> None:
    """Its owner has just proved themselves in this session: at sign-in, or when asked again."""
    remember(request.session, request.user)


def remember(session: Any, user: User) -> None:
    """Write the fact, for this account alone."""
    session[KEY] = {"user": user.pk, "at": time.time()}


def is_fresh(request: HttpRequest) -> bool:
    """Whether they proved themselves within the last five minutes, by this server's clock."""
    fact = request.session.get(KEY)
    if not fact or fact["user"] != request.user.pk:
        return False
    return 0 <= time.time() - fact["at"] < WITHIN


def proved_just_now(at: float | None) -> bool:
    """Whether a proof given elsewhere at this moment is as young as one of ours; the clocks may differ."""
    return at is not None and -LEEWAY <= time.time() - at < WITHIN


def fresh(view: View) -> View:
    """Let in only who proved themselves within five minutes; others are asked, and come back.

    Put it under the mark that says who may open the page::

        @needs(Permission.X)
        @fresh
        @require_POST
        def view(request): ...

    What was sent with a button is not done: they are told, come back to the page they were on, and
    press it again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else _ask(request)

    guarded.fresh = True  # type: ignore[attr-defined]
    return guarded


def _ask(request: HttpRequest) -> HttpResponse:
    going = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        messages.info(request, NOT_DONE)
        going = _page_before(request)
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': going})}")


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the button stood on, or home."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return reverse("home")
    if before.netloc != request.get_host() or not before.path:
        return reverse("home")
    return before.path + (f"?{before.query}" if before.query else "")
