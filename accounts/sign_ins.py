"""What happens at every sign-in, by whatever way: it is strong and fresh as far as proved; written down."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse

from accounts import actions, throttle
from accounts.devices import in_words
from accounts.fresh import mark_fresh, proved_just_now
from accounts.known_device import device_of, remember_device
from accounts.models import AccountEvent, User
from accounts.second_factor import ORGANISATION, WAYS, mark_strong

Kind = AccountEvent.Kind
PASSWORD = "password"  # noqa: S105  the word for a way in


def device(request: HttpRequest) -> str:
    """The browser, in words."""
    return in_words(request.META.get("HTTP_USER_AGENT", ""))


def note(request: HttpRequest, kind: str, *, user: User | None, method: str = "") -> None:
    """Write down one thing that happened to `user`'s account, done by whoever is at this browser."""
    by = request.user if request.user.is_authenticated else None
    actions.record_event(user=user, kind=kind, method=method, device=device(request), by=by)


def note_failure(request: HttpRequest, kind: str, *, user: User | None, method: str) -> None:
    """The same for a failure that anybody can bring about as often as they like: so many from one network."""
    if throttle.worth_noting(request, door=method):
        note(request, kind, user=user, method=method)


def signed_in_with(request: HttpRequest, user: Any) -> str:
    """The strongest thing that was proved on the way to this session."""
    records = get_authentication_records(request, user)
    used = [ORGANISATION if one["method"] == "socialaccount" else one.get("type", "") for one in records]
    return next((way for way in reversed(used) if way in WAYS), PASSWORD)


def after_sign_in(request: HttpRequest, user: User) -> None:
    """The session is strong when it was proved so, and fresh when it was proved just now.

    An organisation's provider lets in whoever still has a session there, however old: that is no new
    proof, unless it says that it asked them within five minutes (ASVS 7.5.3).
    """
    how = signed_in_with(request, user)
    if how in WAYS:
        mark_strong(request, how)
    last = next(reversed(get_authentication_records(request, user)), {})
    if last.get("method") != "socialaccount" or proved_just_now(last.get("proved_at")):
        mark_fresh(request)


def write_down(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Who signed in, how, from what; a browser not seen before is reported to its owner, once."""
    how = signed_in_with(request, user)
    note(request, Kind.SIGNED_IN, user=user, method=how)
    if not device_of(request, user.email):
        note(request, Kind.NEW_DEVICE, user=user, method=how)
    remember_device(request, response, user.email)
