"""`python -m config.launch run|test|…`: what the Makefile calls, inside .venv."""

import os
import subprocess
import sys

from config.launch import native, postgres
from config.launch.places import ROOT, CannotStart, socket_folder, var_dir
from config.launch.scratch import servers


def test(arguments: list[str]) -> int:
    """Bring what the machine lacks, then become pytest; it starts servers of its own."""
    native.bring(var_dir() / "log" / "packages.log")
    # Two workers whatever the machine: more would share the same two servers' memory.
    words = ["-m", "pytest", "-n", "2", "-q", *arguments]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606


def bench(arguments: list[str]) -> int:
    """The promises of speed, on servers of their own."""
    with servers() as names:
        names |= {"SECRET_KEY": "of the benchmark's own servers only, which answer nobody else"}
        return subprocess.call([sys.executable, "-m", "tests.bench", *arguments], env={**os.environ, **names})


def reconcile(arguments: list[str]) -> int:
    """Forms sent while parts are killed at random, and the books compared: a nightly target."""
    return subprocess.call([sys.executable, "-m", "tests.reconcile", *arguments])


def journeys(arguments: list[str]) -> int:
    """Every kind of person through every public form, in a browser: a nightly target."""
    return test(["--dist=load", "--all-journeys", "tests/referrals/test_journeys.py", *arguments])


def matrix(arguments: list[str]) -> int:
    """Every role at every page about every kind of record, whatever decides: a nightly target."""
    return test(["--every-case", "tests/access", "tests/attack", *arguments])


def interleave(arguments: list[str]) -> int:
    """Two people editing at once, a thousand times in other orders: a nightly target."""
    words = arguments or ["--interleavings", "1000"]
    return test(["-n", "0", "-s", "tests/interleave", *words])


def check(arguments: list[str]) -> int:
    """Everything that can be said without running the register."""
    from config.launch import checks

    return checks.main()


def run(arguments: list[str]) -> int:
    """Start everything, and stay until it is to stop."""
    from config.launch import supervisor

    return supervisor.main()


def pg(arguments: list[str]) -> int:
    """Run one of PostgreSQL's own programs on the database of a running `make run`."""
    program, *words = arguments or ["psql"]
    server = postgres.Server(var_dir(), postgres.programs(), socket_folder(var_dir()))
    if not server.ready():
        raise CannotStart("The register does not run from this folder. In another terminal: make run")
    way = {"PGHOST": str(server.sockets), "PGUSER": postgres.OWNER, "PGDATABASE": postgres.DATABASE}
    return subprocess.call([str(server.programs / program), *words], env={**os.environ, **way})


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "reconcile": reconcile,
    "journeys": journeys,
    "interleave": interleave,
    "matrix": matrix,
    "pg": pg,
}


def main() -> int:
    """The first word is the command; the rest is for it."""
    os.chdir(ROOT)
    word, *arguments = sys.argv[1:] or ["run"]
    if word not in COMMANDS:
        print(f"There is no '{word}'. There are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    try:
        return COMMANDS[word](arguments)
    except CannotStart as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
