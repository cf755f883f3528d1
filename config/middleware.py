"""What happens around every page, before any app is asked."""

import logging
import secrets
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from config.logs import request_id

log = logging.getLogger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives every request a number that its log lines and its error page share."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(8)  # type: ignore[attr-defined]
        mark = request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
            return response
        finally:
            request_id.reset(mark)


class DatabaseDownMiddleware:
    """A database that is away is a calm 503 with a time to try again, never a bare error."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from config.errors import is_database_down, unavailable

        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            if not is_database_down(error):
                raise
            log.error("database away: %s", type(error).__name__)
            return unavailable(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from config.errors import is_database_down, unavailable

        if not is_database_down(error):
            return None
        log.error("database away: %s", type(error).__name__)
        return unavailable(request)


class PrivatePagesMiddleware:
    """No page is kept by a browser or a proxy; only what never changes (styles, scripts) is, by WhiteNoise.

    Not those for strangers either: the public form shows what a family typed, on a computer that others
    use after them; an invitation says who works where; and each way to sign in says where one was going.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
