"""Deny by default: every page names a permission, says it needs only a sign-in, or is marked public."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
PUBLIC = "public"
SIGNED_IN = "signed in"


def public(view: View) -> View:
    """Mark a page that anybody may open without signing in."""
    view = login_not_required(view)
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Mark a page that everybody who has signed in may open, also where a library left it open."""
    view.login_required = True  # type: ignore[attr-defined]
    view.access = SIGNED_IN  # type: ignore[attr-defined]
    return view


def needs(permission: Any) -> Callable[[View], View]:
    """Let in only somebody who holds `permission` somewhere; the rows come through `visible_to`."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.may(permission):
                raise PermissionDenied(f"Your role does not include this: {permission.value}.")
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def download(view: View) -> View:
    """Mark a page that hands out a file: another site does not lead to it (config/fetched.py)."""
    view.is_download = True  # type: ignore[attr-defined]
    return view
