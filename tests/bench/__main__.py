"""`make bench ARGS="--people 1000 10000 --json figures.json"`: fill, measure by turns, print one table.

`ARGS=--nightly` goes up to a million people.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import django

SIZES, NIGHTLY = [1000, 10_000], [1000, 10_000, 100_000, 1_000_000]
ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure at each size in turn, in one database that grows; always 0, for figures are not a failure."""
    wanted = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.pop("AS_DATABASE_OWNER", None)  # the pages run as the role that owns nothing
    began = time.monotonic()
    _prepare()
    django.setup()
    from tests.bench import crowd, fill, record, table, workloads

    fill.refuse_a_database_in_use()
    filler, found, first = fill.Filler(), [], {}
    print(table.head(), flush=True)
    for people in sorted(set(NIGHTLY if wanted.nightly else wanted.people)):
        filled = filler.fill(people)
        for row in workloads.measured(filled, people=people, samples=wanted.samples):
            found.append(row)
            print(table.line(row, first.setdefault(row.name, row)), flush=True)
    share = min(1, wanted.samples / 100)
    print("", crowd.line(filled, share=share), *record.lines(share=share), sep="\n", flush=True)
    print(table.foot(seconds=time.monotonic() - began))
    if wanted.json:
        wanted.json.write_text(json.dumps([row.as_json() for row in found], indent=2) + "\n")
    return 0


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--people", type=int, nargs="+", default=SIZES, metavar="N")
    asked.add_argument("--nightly", action="store_true", help="the sizes of a night: up to a million people")
    asked.add_argument("--samples", type=int, default=200, help="of each side of each row (never under 10)")
    asked.add_argument("--json", type=Path, metavar="FILE", help="the same figures, for a program")
    wanted = asked.parse_args()
    if min(wanted.people) < 11:
        asked.error("--people: at least 11, for three entries are looked at by name")
    return wanted


def _prepare() -> None:
    """Tables, the plain role's rights, and the static files as they are served."""
    for step in ("owner", "static"):
        done = subprocess.run(
            [sys.executable, "-m", "config.launch.prepare", step], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(done.stderr)


if __name__ == "__main__":
    sys.exit(main())
