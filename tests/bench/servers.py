"""The two servers that are compared: the register and the floor, started in the same way."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from config.launch.parts import end, python
from dsr import rules
from dsr.models import RegisterEntry
from dsr.rating_tags import RATING_TAGS
from dsr.timeline import everybody, shown
from dsr.timeline_page import A_PAGE
from tests.bench.fill import Filled
from tests.bench.measure import Browser, request
from tests.bench.referring import facts_for_the_floor

OURS, FLOOR = "config.wsgi:application", "tests.bench.floor:application"


@contextmanager
def both(filled: Filled) -> Iterator[tuple[Browser, Browser]]:
    """A browser for the floor and one for the register, with the settings of deploy/gunicorn.conf.py."""
    with tempfile.TemporaryDirectory(prefix="dsr-bench-") as folder:
        running = []
        try:
            for name, program in (("floor", FLOOR), ("ours", OURS)):
                running.append(_start(program, Path(folder) / name, filled))
            browsers = Browser(Path(folder) / "floor"), Browser(Path(folder) / "ours")
            for browser, path in zip(browsers, ("/empty", "/health/live"), strict=True):
                _wait_for(browser, path)
            yield browsers
        finally:
            for process in running:
                end(process, 10)


def _start(program: str, where: Path, filled: Filled) -> subprocess.Popen[bytes]:
    words = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", f"unix:{where}", program]
    names = {**os.environ, "FLOOR": json.dumps(_facts(filled)), "LOG_LEVEL": "ERROR"}
    return python(words, where.with_suffix(".log"), names)  # it ends with us, even when we are killed


def _facts(filled: Filled) -> dict[str, Any]:
    """What the floor is told: the constants that the register too makes once, and whom to show."""
    database = connection.get_connection_params()
    return {
        "database": {
            k: database[k] for k in ("host", "port", "dbname", "user", "password") if database.get(k)
        },
        "tags": {colour or "none": tag for colour, tag in RATING_TAGS.items()},
        "what": {key: rule.what for key, rule in rules.RULES.items()},
        "area": filled.area,
        "entry": str(filled.read),
        "newest": _newest(filled),
        "keyworker": str(filled.keyworker),
        "typed": filled.typed,
        "rated_by_floor": str(filled.rated_by_floor),
        "by": filled.coordinator.pk,
        **facts_for_the_floor(filled.area),
    }


def _newest(filled: Filled) -> int:
    """How many lines the page draws: some fifty, and the rest of the day they end in, whenever that is."""
    return len(shown(RegisterEntry.objects.get(pk=filled.read), lets=everybody, most=A_PAGE).lines)


def _wait_for(browser: Browser, path: str, patience: float = 30) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            if browser.ask(request(path))[0] == 200:
                return
        except OSError:
            browser.socket = None
        if time.monotonic() > until:
            raise SystemExit(f"{browser.where.name} does not start")
        time.sleep(0.1)
