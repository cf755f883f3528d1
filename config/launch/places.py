"""Where the launcher keeps things, and who may start them."""

import fcntl
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The kernel allows 107 bytes for the path of a socket; the longest name in the folder takes 20.
LONGEST_SOCKET_FOLDER = 107 - 20


class CannotStart(Exception):
    """Something a person has to do first. The text says what, in plain words."""


def var_dir() -> Path:
    """The folder that holds everything `make run` writes: data, logs, secret."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()


def socket_folder(home: Path) -> Path:
    """A short private folder for the sockets of the servers whose data is in `home`.

    A project's own path can be too long for a socket. The same home always gives the same
    folder, so that a second start finds what a first one left.
    """
    name = f"dsr-{os.geteuid()}-{hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]}"
    for base in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108  # private() judges it
        folder = Path(base) / name
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return private(folder)
    raise CannotStart("The temporary folder's path is too long for a socket. Set TMPDIR to a shorter one.")


def private(folder: Path) -> Path:
    """Make the folder, closed to others; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    # Temporary folders are shared: somebody else's folder of that name could listen to us.
    ours = facts.st_uid == os.geteuid() or os.geteuid() == 0
    if not stat.S_ISDIR(facts.st_mode) or not ours:
        raise CannotStart(f"{folder} is somebody else's. Remove it, or set TMPDIR to a folder of yours.")
    folder.chmod(0o700)
    return folder


def remove_if_empty(folder: Path) -> None:
    """The last server that used a socket folder takes it away."""
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def only_one(lock: Path, wait: bool = True) -> Iterator[bool]:
    """Hold `lock` for the length of the block; says whether we got it.

    The kernel lets go of it when the process ends, however it ends.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
