"""From where a browser was sent to fetch something: what other sites may not make it fetch (ASVS 5.0, 3.5.8).

Browsers say so in headers that no script can set. Without them nothing is refused: programs that watch
over the register send none, nor do the oldest browsers, whom the cookie's SameSite still protects.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from config import errors

OURS = {"same-origin", "none"}  # a page of ours; typed, or kept as a bookmark
FROM_ELSEWHERE = "Another site led you to a file of ours. Only you decide whether it opens."
BEHIND_YOUR_BACK = "Another site tried to use your sign-in here. Nothing was shown to it."


def why_not(site: str, mode: str, dest: str, *, is_download: bool) -> str:
    """Why a request is refused, as a sentence; empty when it may go on. It takes the headers' words."""
    if not site or site in OURS:
        # Nothing of ours is framed, played or drawn from a page that needs a sign-in: files are opened.
        return BEHIND_YOUR_BACK if is_download and dest not in ("", "document", "empty") else ""
    if is_download:
        return FROM_ELSEWHERE
    # Somebody followed a link, from a letter perhaps: pages are there to be led to, as a whole window.
    return "" if mode == "navigate" and dest in ("", "document") else BEHIND_YOUR_BACK


class FetchedFromMiddleware:
    """Refuses, before any page is asked, what another site makes a browser fetch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        said = [request.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode", "Dest")]
        why = why_not(*said, is_download=getattr(view, "is_download", False))
        if not why:
            return None
        # The way back from an organisation's own sign-in counts as another site: they may still mean it.
        return errors.led_from_elsewhere(request, why, path=request.path if why == FROM_ELSEWHERE else "")
