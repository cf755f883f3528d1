"""A pytest plugin: servers for a plain `pytest`, before any setting is read.

It is loaded by `-p` in pyproject.toml, because the root conftest.py comes after the settings.
With xdist only the controller starts servers; its workers inherit the addresses.
"""

import atexit
import os
from contextlib import ExitStack

import pytest

from config.launch.scratch import servers

_running = ExitStack()
atexit.register(_running.close)  # when pytest ends before it is configured


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start what the environment does not name."""
    # The driver of the browser tests keeps an event loop in the main thread; the ORM may be used beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.update(_running.enter_context(servers()))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop what we started, after Ctrl-C too."""
    _running.close()
