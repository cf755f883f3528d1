"""A whole site for a journey: gunicorn and a worker as the plain role, on the test's own database."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from accounts.models import User
from tests import sound
from tests.clicks import follow
from tests.worlds import signed_in

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 180  # seconds; a machine that runs other suites beside this one took 67


@dataclass
class Site:
    """Where it answers, and where its mail and its logs lie."""

    url: str
    home: Path

    def mails(self) -> list[str]:
        """Every e-mail sent so far, whole."""
        return [path.read_text() for path in sorted((self.home / "mail").glob("*"))]


def _environment(home: Path) -> dict[str, str]:
    """What a real web process and worker are started with: the application's role, no test settings."""
    facts = connection.get_connection_params()
    drop = ("AS_DATABASE_OWNER", "PYTEST_CURRENT_TEST", "DATABASE_OWNER_URL", "DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    broker = settings.REDIS_URL
    return kept | {
        "DATABASE_URL": f"{kept['DATABASE_URL'].rpartition('/')[0]}/{facts['dbname']}",
        "REDIS_URL": f"{broker}?virtual_host=14" if broker.startswith("redis+socket") else broker,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "journey-" + "0" * 48,
        "VAR_DIR": str(home),
        "DEMO": "true",
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _start(undo: ExitStack, environment: dict[str, str], *words: str) -> None:
    log = (Path(environment["VAR_DIR"]) / "log.txt").open("a")
    process = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    undo.callback(process.wait, 20)
    undo.callback(process.terminate)


def _wait_until_ready(url: str) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end:
        try:
            with urlopen(f"{url}/health/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError("the site was not ready in time")


@pytest.fixture
def site(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A running site with a few invented people on it."""
    monkeypatch.setattr(settings, "DEMO", True)
    call_command("seed_demo", people=12, verbosity=0)
    environment = _environment(tmp_path)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    url = f"http://127.0.0.1:{_free_port()}"
    with ExitStack() as undo:
        bind = url.removeprefix("http://")
        _start(
            undo, environment, "gunicorn", "config.wsgi", "--bind", bind, "--workers=1", "--threads=4",
            "--no-control-socket",
        )  # fmt: skip
        _start(
            undo,
            environment,
            "celery",
            "-A",
            "config",
            "worker",
            "-B",
            "--concurrency=1",
            "--loglevel=warning",
        )
        _wait_until_ready(url)
        yield Site(url, tmp_path)


@dataclass
class Visitor:
    """Somebody with a browser of their own, who checks every page with axe and reads the console."""

    page: Page
    site: Site
    complaints: list[str]
    has_scripts: bool
    checked: set[str] = field(default_factory=set)

    def opens(self, path: str) -> None:
        self.page.goto(self.site.url + path)
        self.sees_a_sound_page()

    def follows(self, words: str) -> None:
        link = self.page.get_by_role("link", name=words)
        follow(link.or_(self.page.get_by_role("button", name=words)).first)  # a link may look like a button
        self.sees_a_sound_page()

    def presses(self, words: str) -> None:
        follow(self.page.get_by_role("button", name=words).first)
        self.sees_a_sound_page()

    def sends(self) -> None:
        """Press the page's last button, whatever is written on it."""
        follow(self.page.locator("main form button[type=submit]").last)
        self.sees_a_sound_page()

    def writes(self, **answers: str) -> None:
        for name, words in answers.items():
            self.page.locator(f"[name='{name}']").first.fill(words)

    def picks(self, **answers: str) -> None:
        """Choose an option of a drop-down list by a part of its words."""
        for name, words in answers.items():
            options = self.page.locator(f"select[name='{name}'] option")
            label = next(text for text in options.all_inner_texts() if words in text)
            self.page.locator(f"select[name='{name}']").select_option(label=label)

    def chooses(self, **answers: str) -> None:
        for name, value in answers.items():
            self.page.locator(f"input[name='{name}'][value='{value}']").check()

    def dates(self, name: str, day: Any) -> None:
        parts = {"day": day.day, "month": day.month, "year": day.year}
        self.writes(**{f"{name}_{part}": str(value) for part, value in parts.items()})

    def sees(self, *texts: str) -> None:
        seen = re.sub(r"\s+", " ", self.page.locator("body").inner_text())
        for text in texts:
            assert text in seen, f"“{text}” is not on {self.page.url}:\n{seen[:1500]}"

    def does_not_see(self, *texts: str) -> None:
        seen = self.page.locator("body").inner_text()
        for text in texts:
            assert text not in seen, f"“{text}” is on {self.page.url}"

    def sees_a_sound_page(self) -> None:
        """Every page reached: axe with nothing left out, no sideways scroll; the title says the task."""
        self.page.wait_for_load_state("load")
        title = self.page.title()
        if title in self.checked:
            return
        self.checked.add(title)
        sound.picture(self.page, title.split(" – ")[0])
        # axe is a script; the same pages are checked in the other run
        self.complaints += sound.faults(self.page, with_axe=self.has_scripts)


@pytest.fixture(params=[True, False], ids=["with JavaScript, 1280 px", "without JavaScript, 320 px"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def visitor(site: Site, browser: Browser, scripts: bool) -> Iterator[Callable[[str], Visitor]]:
    """Make somebody: `visitor("coordinator")` signs in at /demo/; `visitor("")` stays a stranger."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def arrive(persona: str) -> Visitor:
        width = 1280 if scripts else 320
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: _heard(said, complaints))
        page.on("request", lambda asked: _only_ours(asked.url, site, complaints))
        somebody = Visitor(page, site, complaints, scripts)
        if persona:
            page.goto(f"{site.url}/demo/")
            follow(page.locator(f"form:has(input[value='{persona}']) button"))
        return somebody

    yield arrive
    for context in contexts:
        context.close()
    assert not complaints, "\n\n".join(complaints)


@pytest.fixture
def at_work(
    transactional_db: None, live_server: Any, browser: Browser, tmp_path: Path
) -> Iterator[Callable[[User], Visitor]]:
    """A colleague on a telephone, signed in already, on a site that a test fills by actions."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    site = Site(live_server.url, tmp_path)

    def arrive(user: User) -> Visitor:
        context = browser.new_context(viewport={"width": 320, "height": 900})
        contexts.append(context)
        value = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: _heard(said, complaints))
        page.on("request", lambda asked: _only_ours(asked.url, site, complaints))
        return Visitor(page, site, complaints, has_scripts=True)

    yield arrive
    for context in contexts:
        context.close()
    assert not complaints, "\n\n".join(complaints)


def _heard(said: ConsoleMessage, complaints: list[str]) -> None:
    if complaint := sound.complaint(said):
        complaints.append(complaint)


def _only_ours(url: str, site: Site, complaints: list[str]) -> None:
    if not url.startswith((site.url, "data:")):
        complaints.append(f"asked another host: {url}")
