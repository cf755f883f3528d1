"""The figures as one table that reads in a terminal."""

import os
from datetime import datetime

from tests.bench.measure import exponent, ratio
from tests.bench.workloads import Measured

TITLES = ("", "people", "floor ms", "ours ms", "ratio (95 %)", "aim", "queries", "kB", "growth")
UNDER = ("", "", "p50    p95    p99", "p50    p95    p99", "", "", "fl/ours", "fl/ours", "")
LINE = "{:31}{:>9}  {:^21}  {:^21}  {:^20}{:>5}{:>9}{:>10}{:>8}"
# The most that a row should cost, in its floor's time; a row without one is there to read the others by.
AIMS = {
    "Register list, first 25": 3,
    "Register, 6 filters, sorted": 3,
    "Entry, newest 50 of 500 lines": 3,
    "Entry, all 500 lines": 3,
    "Search by name, sent and shown": 3,
    "Search alone (in process)": 1.3,
    "Rating saved (POST)": 4,
    "Self-referral, 12 pages and sent": 4,
    "Nightly sweep (in process)": 1.5,
}
FOOT = """
The floor is bare WSGI, psycopg and f-strings drawing the same rows: no sign-in, no access check, no record
of the look. Both are served by gunicorn with deploy/gunicorn.conf.py and asked in turns (floor, ours, floor)
over one kept connection; the register as the role that owns no tables, signed in as a coordinator of one of
five areas. Ratio of the medians, with the 95 % interval of a bootstrap, and what it should not pass (aim);
growth is b in cost = a·nᵇ."""


def head() -> str:
    """The titles of the columns."""
    return "\n".join([LINE.format(*TITLES), LINE.format(*UNDER)])


def foot(*, seconds: float) -> str:
    """How and where the figures were taken."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    when = (
        f"{datetime.now():%d %B %Y, %H:%M}: {seconds:.0f} seconds, {os.cpu_count()} processors, load {load}."
    )
    return f"{FOOT}\n{when}"


def line(row: Measured, first: Measured) -> str:
    """One workload at one size; `first` is the same at the smallest, for the growth."""
    middle, low, high = ratio(row.floor, row.ours)
    times = ["".join(f"{side.at(at):7.2f}" for at in (0.5, 0.95, 0.99)) for side in (row.floor, row.ours)]
    sizes = f"{row.sizes[0] / 1000:.0f}/{row.sizes[1] / 1000:.0f}" if row.sizes[1] else ""
    growth = ""
    if row.people > first.people:
        growth = f"{exponent(first.people, first.ours.median, row.people, row.ours.median):.2f}"
    how = f"{middle:.2f} ({low:.2f}–{high:.2f})"
    queries = f"{row.floor_queries}/{row.our_queries}"
    aim = f"{AIMS[row.name]:g}" if row.name in AIMS else ""
    return LINE.format(row.name, f"{row.people:,}", *times, how, aim, queries, sizes, growth)
