"""The first step: from any Python 3.11 with nothing installed to our own .venv.

Uses the standard library only, and is written so that an older Python can still read it far
enough to say what is wrong.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"  # the hash of each lock this .venv satisfies
RUN, DEVELOPMENT, INSTALLER = "requirements.txt", "requirements-dev.txt", "requirements-uv.txt"


def main(arguments: list[str]) -> None:
    """Make .venv right for the command, then become `python -m config.launch <command>`."""
    command = arguments[0] if arguments else "run"
    refuse_old_python()
    os.chdir(ROOT)
    with_development = command not in ("run", "lock")
    # One at a time, and no file left behind: the lock is on the folder itself.
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    make_venv(may_install=with_development)
    if command == "lock":
        return write_locks(arguments[1:])
    install_locked(DEVELOPMENT if with_development else RUN)
    os.close(folder)
    # Another project's would lead us astray; and each start would compile every module again.
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    python = str(VENV_PYTHON)
    os.execv(python, [python, "-m", "config.launch", *(arguments or ["run"])])  # noqa: S606


def refuse_old_python() -> None:
    """Needs 3.11: its typing and time zones are used throughout."""
    if sys.version_info < (3, 11):
        found = ".".join(str(part) for part in sys.version_info[:2])
        stop(
            f"The register needs Python 3.11 or newer; this is Python {found}.\n"
            "Install a newer one and name it, for example: make run PYTHON=python3.11"
        )


def make_venv(may_install: bool) -> None:
    """Make .venv when it is missing, broken, or half made."""
    if works(VENV_PYTHON, "-c", "import pip"):
        return
    if not importlib.util.find_spec("ensurepip") and not (may_install and install_venv_module()):
        stop(
            "This Python cannot make virtual environments: its venv module is missing.\n"
            "Install it (Debian and Ubuntu: apt-get install python3-venv) and run this again."
        )
    say("Making .venv …")
    must([sys.executable, "-m", "venv", "--clear", str(VENV)], "Could not make .venv")


def install_venv_module() -> bool:
    """On a bare Debian, as root, `make test` brings what it needs."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Installing python3-venv …")
    works("apt-get", "update")
    return works("apt-get", "-y", "install", "python3-venv")


def install_locked(wanted: str) -> None:
    """Bring .venv to the lock, if it is not there yet.

    The development lock contains the other one: after `make test`, `make run` has nothing to do.
    """
    have = installed()
    if have.get(wanted) == digest(wanted):
        return
    lock = DEVELOPMENT if DEVELOPMENT in have else wanted
    say(f"Installing the packages of {lock} … (once, until it changes)")
    STAMP.unlink(missing_ok=True)
    install_uv()
    with_uv = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
    with_pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    # pip may know a proxy or a mirror of this machine that uv does not.
    if not works(*with_uv, "--python", VENV_PYTHON, lock):
        must(with_pip, "The packages could not be installed. This needs a connection, once")
    satisfied = (DEVELOPMENT, RUN) if lock == DEVELOPMENT else (RUN,)
    STAMP.write_text(json.dumps({name: digest(name) for name in satisfied}))


def install_uv() -> None:
    """The quick installer, itself from a hashed lock. Without it everything works, only slower."""
    if not (VENV / "bin" / "uv").exists():
        works(VENV_PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", INSTALLER)


def write_locks(more: list[str]) -> None:
    """Write every lock anew from its .in file; `--upgrade` takes newer versions too."""
    install_uv()
    words = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    words += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock", *more]
    for lock in (RUN, DEVELOPMENT, INSTALLER):
        say(f"Writing {lock} …")
        source = lock.replace(".txt", ".in")
        must([str(VENV / "bin" / "uv"), *words, source, "-o", lock], f"{source} could not be locked")


def installed() -> dict[str, str]:
    """What the last complete installation satisfied."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def digest(lock: str) -> str:
    """The hash of a lock file; of both, for the one that contains the other."""
    files = (RUN, DEVELOPMENT) if lock == DEVELOPMENT else (lock,)
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


def works(*command: str | Path) -> bool:
    """Run a command in silence; whether it went well."""
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False


def must(command: list[str], sorry: str) -> None:
    """Run a command, or end with the sentence and what the command said."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()[-8:]
        stop(sorry + ".\n" + "\n".join("  " + line for line in said))


def say(sentence: str) -> None:
    """Tell the person what takes a moment."""
    print(sentence, flush=True)


def stop(sentence: str) -> None:
    """End with a sentence that says what to do."""
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except PermissionError as refused:
        stop(
            f"{refused.filename} belongs to another user. Run this as the user who made it, "
            "or remove .venv and var first."
        )
