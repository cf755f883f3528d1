"""What an earlier run left behind after it was killed, and how to end it without touching a stranger.

Process numbers are used again, so none is trusted from a file: a process is known by its environment
or by the folder it stands in. Linux only; elsewhere both lists are empty.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 10


def marked(mark: str) -> list[int]:
    """The processes that carry `NAME=value` in their environment."""
    wanted = os.fsencode(mark)
    found = []
    for number in _processes():
        with suppress(OSError):
            if wanted in Path(f"/proc/{number}/environ").read_bytes().split(b"\0"):
                found.append(number)
    return found


def standing_in(folder: Path) -> list[int]:
    """The processes whose working folder it is; a database server stands in its data."""
    wanted = str(folder.resolve())
    return [number for number in _processes() if stands_in(number) == wanted]


def stands_in(number: int) -> str:
    """The working folder of a process; nothing when it is gone, even as a zombie, or not ours to see."""
    try:
        return str(Path(f"/proc/{number}/cwd").readlink())
    except OSError:
        return ""


def end(numbers: list[int]) -> None:
    """End them at once, and wait until they are gone."""
    for number in numbers:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while any(map(stands_in, numbers)) and time.monotonic() < until:
        time.sleep(0.05)


def _processes() -> list[int]:
    found = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [number for number in found if number != os.getpid()]
