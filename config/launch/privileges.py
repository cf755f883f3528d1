"""How a server is started: never as the real root, and never left behind."""

import functools
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from config.launch.places import CannotStart

# PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as user 1000,
# while its files stay root's: no folder needs to be opened to anybody.
NAMESPACE = ["unshare", "-U", "--map-user=1000", "--map-group=1000"]
SOMEBODY_ELSE = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@functools.cache
def not_as_root() -> tuple[str, ...]:
    """The words to put before a command that refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    for words, probe in ((NAMESPACE, ["true"]), (SOMEBODY_ELSE, ["true"])):
        if _works([*words, *probe]):
            return tuple(words)
    raise CannotStart(
        "PostgreSQL refuses to run as root, and this machine allows neither unshare nor setpriv. "
        "Run the command as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours."
    )


def _works(command: list[str]) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def give_to_server(*folders: Path) -> None:
    """Make the folders the server's own, whichever way it is run."""
    if os.geteuid() != 0:
        return
    owner = pwd.getpwnam("nobody") if not_as_root() == tuple(SOMEBODY_ELSE) else pwd.getpwuid(0)
    for folder in folders:
        if folder.stat().st_uid != owner.pw_uid:
            subprocess.run(["chown", "-R", f"{owner.pw_uid}:{owner.pw_gid}", str(folder)], check=True)


def let_server_in(home: Path) -> None:
    """Let a server that runs as nobody pass through our closed folder to its own."""
    if not_as_root() == tuple(SOMEBODY_ELSE):
        home.chmod(0o711)


def dies_with_us(signal_name: str) -> list[str]:
    """The words that make a command get the signal when we are killed and cannot send it.

    Linux only; elsewhere the next start tidies up.
    """
    if shutil.which("setpriv") and _works(["setpriv", "--pdeathsig", signal_name, "true"]):
        return ["setpriv", "--pdeathsig", signal_name]
    return []
