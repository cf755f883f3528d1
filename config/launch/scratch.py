"""Servers that live for one run of the tests or the benchmark, in a temporary folder."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.launch import migrated, postgres, valkey


@contextmanager
def servers(*, empty: bool = False) -> Iterator[dict[str, str]]:
    """Temporary PostgreSQL, migrated unless it is to be `empty`, and Valkey: the settings' way to them.

    A server whose address is already in the environment is used instead of a temporary one.
    """
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a polite end tidies up too
    home = Path(tempfile.mkdtemp(prefix="dsr-test-"))
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, home, ignore_errors=True)
        names = {"VAR_DIR": str(home / "var")}
        if not os.environ.get("DATABASE_OWNER_URL"):
            names |= _database(home, undo, empty)
        if not os.environ.get("REDIS_URL"):
            names["REDIS_URL"] = _broker(home, undo)
        yield names


def _database(home: Path, undo: ExitStack, empty: bool) -> dict[str, str]:
    if not empty:
        migrated.give_cluster(home)
    server = postgres.start(home, scratch=True)
    undo.callback(shutil.rmtree, server.sockets, ignore_errors=True)
    undo.callback(server.stop)
    return {
        "DATABASE_URL": server.url(postgres.APP),
        "DATABASE_OWNER_URL": server.url(postgres.OWNER),
        "DATABASE_APP_ROLE": postgres.APP,
    }


def _broker(home: Path, undo: ExitStack) -> str:
    server = valkey.start(home)
    undo.callback(shutil.rmtree, server.socket.parent, ignore_errors=True)
    undo.callback(server.stop)
    return server.url
