"""One JSON object a line, so that no text in a record can forge a second line.

Of an error the log keeps where it broke and of which kind it was, never its message: PostgreSQL
quotes the row that it refuses, and Python the text that it could not read.
"""

import contextvars
import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

# A part of an address longer than any id (36) is a key that opens something: a link from an e-mail.
KEY_IN_ADDRESS = re.compile(r"(?<=/)[\w:.\-]{40,}")

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """UTC time, level, logger, message, request id, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": KEY_IN_ADDRESS.sub("…", record.getMessage()),
        }
        if request_id.get():
            line["request"] = request_id.get()
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)

    def formatException(self, exc_info: Any) -> str:
        """The frames and the kinds of an error and of those that led to it."""
        return "\n".join(_told(exc_info[1]))


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
    state = getattr(error, "sqlstate", None)
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__module__}.{type(error).__qualname__}{f' ({state})' if state else ''}"
