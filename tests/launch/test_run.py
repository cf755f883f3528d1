"""`make run`, for real, in a copy of the project: the path of a stranger, and its accidents.

One copy and one xdist group: the runs follow one another, as a person's would. The first one
installs, the later ones may not.
"""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.launch.leftovers import marked
from config.launch.surroundings import OF_THIS_RUN

pytestmark = pytest.mark.slow
# An index that nobody answers: whoever asks it for a package fails.
OFFLINE = dict.fromkeys(
    ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL"),
    "http://127.0.0.1:9/simple",
) | {"PIP_RETRIES": "0", "PIP_TIMEOUT": "2"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """A copy of the project, and the `make run` in it."""

    place: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    make: "subprocess.Popen[str] | None" = None

    def start(self, **names: str) -> float:
        """`make run` until it is ready; the seconds that took."""
        began = time.monotonic()
        self.make = subprocess.Popen(
            ["make", "run", f"PORT={self.port}"],
            cwd=self.place,
            env={**self.environment, **names},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        while self.page("/health/ready") != 200:
            assert self.make.poll() is None, self.said()
            assert time.monotonic() - began < 180, "not ready after three minutes"
            time.sleep(0.2)
        return time.monotonic() - began

    def page(self, path: str) -> int:
        """The status of a page; 0 when nobody answers."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request("GET", path)
            return link.getresponse().status
        except OSError:
            return 0
        finally:
            link.close()

    def second(self, **names: str) -> "subprocess.CompletedProcess[str]":
        """Another `make run` of the same folder, which should end by itself."""
        return subprocess.run(
            ["make", "run", f"PORT={self.port}"],
            cwd=self.place,
            env={**self.environment, **names},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def press_ctrl_c(self) -> None:
        """What a terminal does: the signal to the whole foreground group."""
        assert self.make
        os.killpg(self.make.pid, signal.SIGINT)

    def said(self) -> str:
        """All it printed, once it has ended; it has half a minute for that."""
        assert self.make
        return self.make.communicate(timeout=30)[0]

    def of_this_run(self) -> list[int]:
        """The parts of the house that run."""
        return marked(f"{OF_THIS_RUN}={self.place / 'var'}")

    def part(self, words: str) -> int:
        """The process number of a part, known by its command line."""
        return min(number for number in self.of_this_run() if words in _command(number))

    def nothing_left(self) -> bool:
        """Whether every part has ended and the port is free; waits a moment for it."""
        end = time.monotonic() + 10
        while (self.of_this_run() or self.page("/") != 0) and time.monotonic() < end:
            time.sleep(0.1)
        return not self.of_this_run() and self.page("/") == 0


def _command(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


@pytest.fixture(scope="module")
def house(clone: Path, strangers_environment: dict[str, str]) -> Iterator[House]:
    one = House(clone, strangers_environment)
    yield one
    if one.make and one.make.poll() is None:
        os.killpg(one.make.pid, signal.SIGINT)
        one.make.wait(30)


def test_the_first_run_is_ready_serves_its_pages_and_stops_on_ctrl_c(house: House) -> None:
    house.start()
    assert [house.page(path) for path in ("/", "/demo/", "/accounts/login/", "/health/live")] == [200] * 4
    assert house.page("/register/") in (302, 403, 404)

    already = house.second()
    assert already.returncode != 0 and "already runs from this folder" in already.stderr
    elsewhere = house.second(VAR_DIR=str(house.place / "var" / "another"))
    assert elsewhere.returncode != 0 and f"Port {house.port} is taken" in elsewhere.stderr
    assert "make run PORT=" in elsewhere.stderr

    began = time.monotonic()
    house.press_ctrl_c()
    said = house.said()
    assert time.monotonic() - began < 25
    assert house.nothing_left()
    assert f"http://127.0.0.1:{house.port}/demo/" in said and "Ctrl-C" in said and "var/log" in said
    assert len(said.splitlines()) < 20, said
    assert (house.place / "var" / "secret").stat().st_mode & 0o777 == 0o600


def test_the_second_run_needs_no_network_and_can_be_dumped(house: House) -> None:
    house.start(**OFFLINE)
    words = ["-m", "config.launch", "pg", "pg_dump", "-Fc", "-f", "var/dsr.dump"]
    subprocess.run([".venv/bin/python", *words], cwd=house.place, env=house.environment, check=True)
    assert (house.place / "var" / "dsr.dump").stat().st_size > 10_000
    assert house.make
    house.make.send_signal(signal.SIGTERM)  # to make alone, as a service manager would
    assert "Installing" not in house.said()
    assert house.nothing_left()


def test_kill_9_leaves_nothing_that_the_next_run_minds(house: House) -> None:
    house.start(**OFFLINE)
    assert house.make
    supervisor = next(int(pid) for pid in _children(house.make.pid) if "config.launch" in _command(int(pid)))
    os.kill(supervisor, signal.SIGKILL)
    house.make.wait(10)
    house.start(**OFFLINE)

    # And in the same breath: the death of one part is the end of all, with a sentence that says so.
    os.kill(house.part("celery"), signal.SIGKILL)
    said = house.said()
    assert "The worker was killed by signal 9, so everything is stopped. var/log/worker.log says why." in said
    assert house.make.returncode != 0
    assert house.nothing_left()


def test_git_ignores_all_that_was_made(house: House) -> None:
    subprocess.run(["git", "init", "-q"], cwd=house.place, check=True)
    listed = ["git", "ls-files", "--others", "--exclude-standard", ".venv", "var"]
    assert subprocess.run(listed, cwd=house.place, capture_output=True, text=True, check=True).stdout == ""


def _children(number: int) -> list[str]:
    return Path(f"/proc/{number}/task/{number}/children").read_text().split()
