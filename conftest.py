"""Fixtures for every test. The servers come from config/launch/pytest_servers.py."""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from config.launch import native

NO_BROWSER = "no Chromium on this machine (Debian: apt-get install chromium)"
NO_PDF = "no Pango on this machine (Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0)"


# ---------------------------------------------------------------- the database


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """Whether the database is there already: Django then makes none, and finds nothing to migrate."""
    from tests.databases import copied

    return copied() or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Django's test database, built by the owner; then the plain role gets its rights on it."""
    from django.core.management import call_command, get_commands

    if "grant_app_role" in get_commands():
        with django_db_blocker.unblock():
            call_command("grant_app_role", verbosity=0)


@pytest.fixture
def app_role_connection(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    """A second connection, as the plain role that the pages run as; it sees what is committed."""
    from django.conf import settings
    from django.db import connection

    facts = {**connection.get_connection_params(), "user": settings.DATABASE_APP_ROLE}
    names = ("host", "port", "dbname", "user")
    with psycopg.connect(**{name: facts[name] for name in names if facts.get(name)}) as link:
        yield link


def pytest_configure(config: pytest.Config) -> None:
    """Each worker its own numbered cache, so that one's `cache.clear()` is not the other's."""
    from django.conf import settings

    from tests.databases import empty_by_deleting

    empty_by_deleting()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    cache = settings.CACHES["default"]
    if cache["LOCATION"].startswith("unix://"):
        cache["LOCATION"] += f"?db={int(worker) % 15 + 1}"


# ---------------------------------------------------------------- the browser


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make journeys` walks every journey through the public forms; `make test` a few of each."""
    parser.addoption("--all-journeys", action="store_true", help="every journey through the public forms")
    parser.addoption("--every-case", action="store_true", help="each role at each page about each record")
    parser.addoption("--interleavings", type=int, default=12, help="two people editing at once, this often")
    parser.addoption("--first-seed", type=int, default=1, help="the seed of the first interleaving")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium, without the calls home it makes at every start."""
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    words = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {**browser_type_launch_args, "executable_path": native.browser(), "args": words}


# ---------------------------------------------------------------- which file is first

# Few tests that take long: each file goes to one worker, and one begun last would leave the other idle.
LONGEST = (
    "tests/launch/test_run.py",
    "tests/attack/test_forms.py",
    "tests/journey/",
    "tests/bench/",
    "tests/access/",
    "tests/test_look.py",
    "tests/attack/",
    "tests/test_security.py",
    "tests/dsr/test_two_answers.py",
    "tests/test_bad_input.py",
    "tests/launch/",
    "_browser.py",
    "test_journeys.py",
)


def _place(item: pytest.Item, tests: Counter[str]) -> tuple[int, int, str]:
    """The longest first, then by how many tests a file has; the tests of a file together."""
    file = item.nodeid.split("::")[0]
    place = next((place for place, name in enumerate(LONGEST) if name in file), len(LONGEST))
    return place, -tests[file], file


# ---------------------------------------------------------------- what this machine cannot test


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; and what needs a program that this machine lacks is skipped, and says so."""
    tests = Counter(item.nodeid.split("::")[0] for item in items)
    items.sort(key=lambda item: _place(item, tests))
    missing = {}
    if not native.browser():
        missing["browser"] = NO_BROWSER
    if not native.pdf_libraries():
        missing["pdf"] = NO_PDF
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        for name, reason in missing.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests, and all they import, stay to the end: the collector need not look at them again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One loud line for what was left out."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for what, reason in (("Browser", NO_BROWSER), ("PDF", NO_PDF)):
        count = sum(reason in text for text in skipped)
        if count:
            terminalreporter.write_line(f"{what} tests LEFT OUT: {count}: {reason}", red=True, bold=True)
