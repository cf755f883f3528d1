"""One part of the register that runs beside the others: how it is started, watched, ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.launch.places import ROOT
from config.launch.privileges import dies_with_us


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
