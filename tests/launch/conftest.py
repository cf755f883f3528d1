"""Homes for servers, and a copy of the project to start for real."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launch import postgres, privileges, valkey
from config.launch.places import ROOT

LEADING_ASTRAY = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_APP_ROLE", "REDIS_URL", "VAR_DIR", "BASE_URL"),
    *(
        "DJANGO_SETTINGS_MODULE",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
        "MAKEFLAGS",
        "MAKELEVEL",
        "MFLAGS",
        "VIRTUAL_ENV",
    ),
)


def let_nobody_through(folder: Path) -> Path:
    """Where root must start PostgreSQL as nobody, pytest's closed folders are opened for passing."""
    if privileges.not_as_root() == tuple(privileges.SOMEBODY_ELSE):
        for each in (folder, *folder.parents):
            if each.owner() == "root" and Path(tempfile.gettempdir()) in each.parents:
                each.chmod(0o711)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for servers, in a path with spaces, as people have them."""
    return let_nobody_through(tmp_path) / "a path with spaces"


@pytest.fixture
def cluster(home: Path) -> Iterator[postgres.Server]:
    """A running PostgreSQL."""
    server = postgres.start(home, scratch=True)
    yield server
    server.stop()


@pytest.fixture
def broker(home: Path) -> Iterator[valkey.Server]:
    """A running Valkey."""
    server = valkey.start(home)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def strangers_environment() -> dict[str, str]:
    """The environment of somebody who has just cloned the project: nothing of ours in it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in LEADING_ASTRAY and not name.startswith(("PYTEST_", "COV_"))
    }


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git would hand to a stranger, uncommitted work included, in a folder with spaces."""
    place = tmp_path_factory.mktemp("a stranger's") / "copy of the register"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    there = b"\0".join(name for name in names if name and (ROOT / os.fsdecode(name)).is_file())
    place.mkdir()
    let_nobody_through(place).chmod(0o755)
    packed = subprocess.run(
        ["tar", "--null", "-T", "-", "-cf", "-"], cwd=ROOT, input=there, capture_output=True, check=True
    )
    subprocess.run(["tar", "-xf", "-"], cwd=place, input=packed.stdout, check=True)
    return place
