"""A database that is migrated already, for the tests and the benchmark to start from.

Migrating takes longer than all else before the first test, and gives the same every time. Its result
waits in var/migrated, under a name made of all that it depends on: another migration, another name.
The folder may be deleted at any time.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from config.launch import postgres
from config.launch.places import ROOT, CannotStart, only_one, var_dir

# What a migration may read of ours: the modules it names, and all beside the settings.
NAMED = re.compile(r"^(?:import|from) (\w+)\.(\w+)", re.MULTILINE)
READ = ("*/migrations/*.py", "config/*.py", "requirements.txt")


def give_cluster(home: Path) -> None:
    """Put a stopped cluster, whose database is migrated, where `postgres.start(home)` looks for one."""
    kept = var_dir() / "migrated"
    ready = kept / _name()
    with only_one(kept / "lock"):
        if not ready.exists():
            _make(ready)
    shutil.copytree(ready, home / "pg", copy_function=shutil.copyfile)


def _name() -> str:
    """Changes with everything that the tables depend on."""
    files = sorted({path for pattern in READ for path in ROOT.glob(pattern)})
    named = {found for path in files if path.parent.name == "migrations" for found in _modules(path)}
    programs = postgres.programs()
    found = hashlib.sha256(f"{programs} {postgres.version(programs)}".encode())
    for path in (*files, *sorted(named - set(files))):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _modules(migration: Path) -> set[Path]:
    named = {ROOT / package / f"{module}.py" for package, module in NAMED.findall(migration.read_text())}
    return {path for path in named if path.exists()}


def _make(ready: Path) -> None:
    """Migrate in a place of its own, and move what came of it in one step; those of before are removed."""
    for old in ready.parent.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="dsr-migrated-") as folder:
        home = Path(folder)
        server = postgres.start(home, scratch=True)
        try:
            _migrate(server)
        finally:
            server.stop()
            shutil.rmtree(server.sockets, ignore_errors=True)
        half = ready.with_suffix(".new")
        shutil.copytree(server.data, half)
    half.rename(ready)


def _migrate(server: postgres.Server) -> None:
    names = {
        "DATABASE_URL": server.url(postgres.APP),
        "DATABASE_OWNER_URL": server.url(postgres.OWNER),
        "DATABASE_APP_ROLE": postgres.APP,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "of a database that nobody is in and that answers this run alone",
    }
    words = [sys.executable, "-m", "config.launch.prepare", "owner"]
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **names}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise CannotStart(f"The database cannot be migrated:\n{done.stderr.strip()}")
