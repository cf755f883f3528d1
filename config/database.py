"""Tells the embedded database from any other; keeps what the pages write short."""

from pathlib import Path
from typing import Any

MARKER = "dsr-embedded"


def embedded_in(host: str) -> bool:
    """Whether `host` is the socket folder of a database that `make run` or `make test` started.

    The launcher leaves a marker file beside its socket; no environment variable can pretend it.
    """
    return host.startswith("/") and (Path(host) / MARKER).is_file()


# Milliseconds. The seals take for forged what is committed 15 minutes after it was written.
LONGEST = 600_000


# Statements that are sent again and again (config/compiled.py) may be prepared; Django's own never are.
PLANNED_ONCE = {"prepare_threshold": 1}


def short_writes(database: dict[str, Any]) -> dict[str, Any]:
    """The connection's options, with which no statement and no idle transaction outlasts ten minutes."""
    asked = f"-c statement_timeout={LONGEST} -c idle_in_transaction_session_timeout={LONGEST}"
    options = database.get("OPTIONS", {})
    return options | {"options": f"{options.get('options', '')} {asked}".strip()}
