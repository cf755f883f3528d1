"""A whole register of its own whose parts can be killed without warning, and come back."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from config.launch import migrated, parts, postgres, valkey
from config.launch.places import ROOT

PATIENCE = 60  # seconds until a part that was started must answer
WEB = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "config.wsgi"]
WORKER = ["-m", "celery", "--quiet", "-A", "config", "worker", "-B", "-c", "1", "-l", "ERROR"]


class House:
    """PostgreSQL, Valkey, gunicorn and a worker in a folder of their own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        migrated.give_cluster(home)
        self.database = postgres.start(home)
        self.broker = valkey.start(home)
        kept = {k: v for k, v in os.environ.items() if k not in ("AS_DATABASE_OWNER", "DEBUG", "DEMO")}
        self.names = kept | {
            "DATABASE_URL": self.database.url(postgres.APP),
            "DATABASE_OWNER_URL": self.database.url(postgres.OWNER),
            "DATABASE_APP_ROLE": postgres.APP,
            "REDIS_URL": self.broker.url,
            "VAR_DIR": str(home),
            "PORT": str(port),
            "BASE_URL": f"http://127.0.0.1:{port}",
            "SECRET_KEY": "of this run's own servers only, which answer nobody else",
            "BEHIND_PROXY": "true",  # so that each family has an address of its own
        }
        self._set_up()
        self.web, self.worker = self._start("web", WEB), self._start("worker", WORKER)
        self.wait("web")

    def _set_up(self) -> None:
        for words in (
            ["-m", "config.launch.prepare", "owner", "static"],
            ["manage.py", "add_area", "Northmoor", "--phone", "01632 960 100", "--crisis-phone", "999"],
        ):
            subprocess.run(
                [sys.executable, *words], cwd=ROOT, env=self.names, check=True, stdout=subprocess.DEVNULL
            )

    def _start(self, name: str, words: list[str]) -> subprocess.Popen[bytes]:
        return parts.python(words, self.home / "log" / f"{name}.log", self.names)

    # ------------------------------------------------------------ killing

    def kill(self, victim: str) -> None:
        """End a part as a power cut would: it is told nothing and finishes nothing."""
        {"web": self._kill_web, "database": self._kill_database, "broker": self._kill_broker}[victim]()

    def _kill_web(self) -> None:
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def _kill_database(self) -> None:
        """PostgreSQL's own emergency stop: nothing is written down, and it recovers from its log."""
        pid = int((self.database.data / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, signal.SIGQUIT)
        _until(lambda: not self.database.ready(), "the database does not die")
        if self.database.process:
            with suppress(subprocess.TimeoutExpired):
                self.database.process.wait(10)

    def _kill_broker(self) -> None:
        if self.broker.process:
            self.broker.process.kill()
            self.broker.process.wait()

    def bring_back(self, victim: str) -> None:
        """Start a killed part again, and wait until it answers."""
        if victim == "web":
            self.web = self._start("web", WEB)
        elif victim == "database":
            self.database = postgres.start(self.home)
        else:
            self.broker = valkey.start(self.home)
        self.wait(victim)

    def wait(self, part: str) -> None:
        """Until a part answers."""
        if part == "web":
            _until(self._web_answers, "the pages do not answer")

    def _web_answers(self) -> bool:
        with (
            suppress(URLError, OSError),
            urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=2) as page,
        ):
            return bool(page.status == 200)
        return False

    # ------------------------------------------------------------ looking

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database holds, read as its owner."""
        with psycopg.connect(self.database.conninfo(postgres.OWNER), autocommit=True) as link:
            return link.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]

    def close(self) -> None:
        """End everything."""
        for process in (self.worker, self.web):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.broker.stop()
        self.database.stop()


def _until(holds: Any, complaint: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(complaint)
        time.sleep(0.05)


@contextmanager
def opened(port: int) -> Iterator[House]:
    """A house for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="dsr-reconcile-") as folder:
        house = House(Path(folder), port)
        try:
            yield house
        finally:
            house.close()
