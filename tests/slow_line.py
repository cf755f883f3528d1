"""Pages that arrive in three parts, slowly: shows which browser test asks a page before it is there.

    make test ARGS="-p tests.slow_line -m browser"

On a quick machine a page is there as soon as a click comes back; on a busy one it is not, and what is
asked of it at once (`is_visible()`, `count()`, `all()`) is asked of half a page, or of the page before.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

WAIT = float(os.environ.get("SLOW_LINE", "0.4"))  # seconds before each of the three parts


def _in_parts(data: bytes) -> Iterator[bytes]:
    """The head and the menus; half of what is in the middle; the rest."""
    main = max(data.find(b"<main"), 0)
    half = main + (len(data) - main) // 2
    for part in (data[:main], data[main:half], data[half:]):
        time.sleep(WAIT)
        yield part


def _slowly(answer: Callable[..., Any]) -> Callable[..., Any]:
    def answered(handler: WSGIHandler, *asked: Any) -> Any:
        found = answer(handler, *asked)
        is_page = isinstance(found, HttpResponse) and found.headers["Content-Type"].startswith("text/html")
        return _in_parts(found.content) if is_page else found

    return answered


def pytest_configure() -> None:
    WSGIHandler.__call__ = _slowly(WSGIHandler.__call__)  # type: ignore[method-assign]
