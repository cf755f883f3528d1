"""Error pages: calm, in plain words, with somebody to phone. They read no database."""

import re
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from config.access import public

TRY_AGAIN_AFTER = "30"
SECRET = re.compile("csrf|pass|token|code", re.IGNORECASE)
LONG_ENOUGH = 20  # a shorter answer is quicker to type again than to copy


class NotOnRecord(Exception):
    """What must be on record before a page is shown could not be written: the page is a 503 instead."""


def is_database_down(error: Exception) -> bool:
    """Whether an error says that the database cannot do its work, not that a statement was wrong."""
    if isinstance(error, InterfaceError | NotOnRecord):
        return True
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return isinstance(error, OperationalError) and (state == "" or state[:2] in ("08", "57", "53", "25"))


def _page(request: HttpRequest, status: int, **facts: object) -> HttpResponse:
    context = {"request_id": getattr(request, "id", ""), "help_phone": settings.HELP_PHONE}
    context |= {"typed": _given_back(request), **facts}
    return HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else ""
    return _page(request, 403, reason=reason)


@public
def led_from_elsewhere(request: HttpRequest, reason: str, path: str = "") -> HttpResponse:
    """Another site made this browser ask: nothing is shown to it, and nobody's role is in question.

    `path` is the file that whoever sits here may have meant: opened by their own click, it is theirs.
    """
    return _page(request, 403, elsewhere=reason, path=path)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


@public
def expired_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or sent from elsewhere: say so, and how to go on.

    What was typed is kept for whoever typed it, where that is known (`request.keep_typed`, which
    accounts gives). Else it is shown to be copied; never when the form stood on another site's page.
    """
    kept = getattr(request, "keep_typed", lambda: False)()
    typed = _typed(request) if kept is False else []
    return _page(request, 403, expired=True, kept=bool(kept), typed=typed, path=request.path)


def _given_back(request: HttpRequest) -> list[str]:
    """What was written into a page of ours that has gone meanwhile, or that failed: nothing typed is lost.

    Only once the form has proved to be ours: another site puts no words on these pages.
    """
    ours = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    return _typed(request) if ours else []


def _typed(request: HttpRequest) -> list[str]:
    """What somebody wrote into the page that is refused, so that they can copy it; never secrets."""
    texts = (text for name, texts in request.POST.lists() if not SECRET.search(name) for text in texts)
    return [text for text in texts if len(text) > LONG_ENOUGH]


@public
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 429)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault; unless it is the database that went away outside any view, as the session was read."""
    error = sys.exc_info()[1]
    if isinstance(error, Exception) and is_database_down(error):
        return unavailable(request)
    return _page(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away: a 503 that says when to try again."""
    response = _page(request, 503)
    response["Retry-After"] = TRY_AGAIN_AFTER
    return response
