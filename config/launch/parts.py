"""One part of the register that runs beside the others: how it is started, watched, ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.launch.places import ROOT
from config.launch.privileges import dies_with_us
from config.launch.surroundings import OF_THIS_RUN


@dataclass
class Part:
    """A running part. `ask` tells it to end, if it can be told beforehand; `end` waits until it has."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]
    end: Callable[[], None]
    ask: Callable[[], None] = lambda: None

    def died(self) -> str:
        """How it ended by itself, in words; nothing while it runs."""
        code = self.process.poll()
        if code is None:
            return ""
        return f"was killed by signal {-code}" if code < 0 else f"ended by itself (code {code})"


def start(name: str, words: list[str], log: Path, names: dict[str, str], patience: float) -> Part:
    """Start `python <words>` as a part that gets `patience` seconds to end when asked."""
    process = python(words, log, names)
    return Part(name, log, process, end=lambda: end(process, patience), ask=process.terminate)


def python(words: list[str], log: Path, names: dict[str, str]) -> subprocess.Popen[bytes]:
    """Our Python in a session of its own: Ctrl-C is for the supervisor, which ends the rest in order."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(
            [*dies_with_us("TERM"), sys.executable, *words],
            cwd=ROOT,
            env=names,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for one that was asked to end; after `patience` seconds end it and all it started."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_leftovers(var: Path) -> int:
    """End what an earlier run of this folder left behind; says how many processes that were.

    They carry the run's name in their environment, so no recycled number can lead us to a stranger.
    """
    found = marked(f"{OF_THIS_RUN}={var}")
    for number in found:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while marked(f"{OF_THIS_RUN}={var}") and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(found)


def marked(mark: str) -> list[int]:
    """The processes that carry `NAME=value` in their environment."""
    wanted = os.fsencode(mark)
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0") and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found
