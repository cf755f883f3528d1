"""`make run`: starts every part, watches over them, and stops them all when one ends or you say so."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import FrameType

from config.launch import gathered, leftovers, parts, postgres, ready, screen, valkey
from config.launch.places import CannotStart, only_one, var_dir
from config.launch.surroundings import (
    OF_THIS_RUN,
    chosen_port,
    names_for_children,
    names_of_broker,
    names_of_database,
)

READY_SECONDS = 120
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AskedToStop(Exception):
    """Ctrl-C, SIGTERM, or the terminal is gone."""


def main() -> int:
    """Run until asked to stop; 0 then, 1 when something went wrong."""
    port, var = chosen_port(), var_dir()
    make_home(var)
    with only_one(var / "run.lock", wait=False) as mine:
        if not mine:
            address = var / "address"
            raise CannotStart(screen.already(address.read_text() if address.exists() else ""))
        return Supervisor(var, port).run()


def make_home(var: Path) -> None:
    """The folder for everything written at run time, closed to other users."""
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        (var / "log").mkdir(exist_ok=True)
        writable = os.access(var, os.W_OK)
    except PermissionError:
        writable = False
    if not writable:
        raise CannotStart(
            f"{var} belongs to another user. Run this as that user, or name a folder: VAR_DIR=…"
        )


class Supervisor:
    """The parts in the order they were started, and the one loop that watches them."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.names = names_for_children(var, port)
        self.parts: list[parts.Part] = []
        self.setup: list[subprocess.Popen[bytes]] = []
        self.asked = False
        self.static = Path(self.names.get("STATIC_DIR") or var / "static")

    def run(self) -> int:
        """Start all, watch, stop all; whatever happens, nothing is left running."""
        for number in STOP_SIGNALS:
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
                signal.signal(number, self._ask)
        try:
            self._end_leftovers()
            refuse_taken_port(self.port)
            self._start_servers()
            self._prepare()
            self._start_parts()
            self._wait_until_ready()
            self._show_screen()
            while True:
                self._pause(0.3)
        except AskedToStop:
            screen.say("\nStopping …")
            return 0
        finally:
            self._stop()

    # ------------------------------------------------------------ starting

    def _end_leftovers(self) -> None:
        """What a killed run left would not die with us, and would be in the way."""
        leftovers.end(leftovers.marked(f"{OF_THIS_RUN}={self.var}"))
        valkey.end_left_over(self.var)
        postgres.end_left_over(self.var)

    def _start_servers(self) -> None:
        if self.names.get("DATABASE_URL"):
            screen.say("Using the database that DATABASE_URL names.")
        else:
            database = postgres.start(self.var)
            self._add("database", "postgres.log", database)
            self.names |= names_of_database(database, self.var, self.names)
        if not self.names.get("REDIS_URL"):
            broker = valkey.start(self.var)
            self._add("queue", "valkey.log", broker)
            self.names |= names_of_broker(broker)

    def _add(self, name: str, log: str, server: postgres.Server | valkey.Server) -> None:
        if server.process is not None:
            self.parts.append(parts.Part(name, self.var / "log" / log, server.process, server.stop))

    def _prepare(self) -> None:
        log = self.var / "log" / "setup.log"
        log.write_text("")
        gather = self._begin_gathering(log)
        self._finish(self._begin(log, "owner", "fresh"), log)
        invented = self.var / "people"  # once: people may have been removed on purpose
        if not invented.exists():
            if self.names.get("DEMO") == "true":
                screen.say("Inventing people for the first run …")
            self._finish(self._begin(log, "people"), log)
            invented.touch()
        if gather:
            self._finish(gather, log)
            gathered.stamp(self.var).write_text(gathered.fingerprint(self.static))

    def _begin_gathering(self, log: Path) -> subprocess.Popen[bytes] | None:
        if gathered.is_current(self.var, self.static):
            return None
        gathered.stamp(self.var).unlink(missing_ok=True)
        return self._begin(log, "static")

    def _begin(self, log: Path, *steps: str) -> subprocess.Popen[bytes]:
        process = parts.python(["-m", "config.launch.prepare", *steps], log, self.names)
        self.setup.append(process)
        return process

    def _finish(self, process: subprocess.Popen[bytes], log: Path) -> None:
        while process.poll() is None:
            self._pause(0.05)
        if process.returncode != 0:
            raise CannotStart(screen.not_prepared(log))

    def _start_parts(self) -> None:
        web = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--graceful-timeout", "5"]
        worker = ["-m", "celery", "--quiet", "-A", "config", "worker", "-B", "-c", "2", "-l", "WARNING"]
        self._start_part("web", [*web, "config.wsgi"], patience=7)
        self._start_part("worker", [*worker, "--without-gossip", "--without-mingle"], patience=8)

    def _start_part(self, name: str, words: list[str], patience: float) -> None:
        log = self.var / "log" / f"{name}.log"
        log.write_text("")
        self.parts.append(parts.start(name, words, log, self.names, patience))

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        status, text = 0, ""
        while status != 200 and time.monotonic() < end:
            self._pause(0.25)
            status, text = ready.answer(self.port, self.names["BASE_URL"])
        if status != 200:
            raise CannotStart(f"All parts run, but not well enough after {READY_SECONDS} seconds:\n{text}")

    # ------------------------------------------------------------ watching and stopping

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def _pause(self, seconds: float) -> None:
        """Wait a little; the only place where a stop or a death is noticed."""
        time.sleep(seconds)
        if self.asked:
            raise AskedToStop
        for part in self.parts:
            if how := part.died():
                raise CannotStart(screen.died(part.name, how, part.log))

    def _stop(self) -> None:
        for number in STOP_SIGNALS:  # an impatient second Ctrl-C must not leave half of it running
            signal.signal(number, signal.SIG_IGN)
        for process in self.setup:
            process.terminate()
            parts.end(process, 2)
        for part in self.parts:  # web and worker finish side by side, then their servers
            part.ask()
        for part in reversed(self.parts):
            part.end()
        leftovers.end(leftovers.marked(f"{OF_THIS_RUN}={self.var}"))
        (self.var / "address").unlink(missing_ok=True)

    def _show_screen(self) -> None:
        (self.var / "address").write_text(self.names["BASE_URL"])
        screen.running(self.names["BASE_URL"], self.var / "log", demo=self.names.get("DEMO") == "true")


def refuse_taken_port(port: int) -> None:
    """Say so now, rather than after a minute of setting up."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CannotStart(f"Port {port} is for root only. Choose another: make run PORT=8001") from error
        except OSError as error:
            raise CannotStart(screen.taken(port)) from error
