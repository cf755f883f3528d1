"""Tells the embedded database from any other."""

from pathlib import Path

MARKER = "dsr-embedded"


def embedded_in(host: str) -> bool:
    """Whether `host` is the socket folder of a database that `make run` or `make test` started.

    The launcher leaves a marker file beside its socket; no environment variable can pretend it.
    """
    return host.startswith("/") and (Path(host) / MARKER).is_file()
