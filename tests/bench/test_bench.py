"""The benchmark runs from beginning to end. How fast anything was is no test's business."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch.places import ROOT
from tests.bench.measure import Samples, exponent, ratio

# `make bench` starts servers of its own where the environment names none.
NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_APP_ROLE", "REDIS_URL", "VAR_DIR", "SECRET_KEY")
ROWS = [
    "Empty page",
    "Register list, first 25",
    "Register, 6 filters, sorted",
    "Entry, newest 50 of 500 lines",
    "Entry, all 500 lines",
    "Search by name, sent and shown",
    "Rating saved (POST)",
    "Self-referral, 12 pages and sent",
    "Record of a look (in process)",
    "Search alone (in process)",
    "Nightly sweep (in process)",
]


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in NAMED}
    command = [sys.executable, "-m", "config.launch", "bench", *words]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_every_page_is_measured_beside_its_floor(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = bench("--people", "50", "--samples", "10", "--json", str(figures))
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text())
    assert [row["name"] for row in found] == ROWS
    assert {row["people"] for row in found} == {50}
    for row in found:
        assert row["ours"]["p50"] <= row["ours"]["p95"] <= row["ours"]["p99"]
        assert row["ratio"][1] <= row["ratio"][0] <= row["ratio"][2]
        assert f"{row['name']:31}{row['people']:9,}" in done.stdout
    look = next(row for row in found if row["name"].startswith("Record of a look"))
    assert look["our_queries"] == 1, "a look costs one query a page at most (W11)"
    assert "16 writers on one person: 16 ratings saved" in done.stdout
    assert "0 lost, 0 deadlocks, 0 other answers" in done.stdout
    assert "8 writers" in done.stdout and "Sealing:" in done.stdout
    drawn = {row["name"]: row["rows"] for row in found}
    assert drawn["Register list, first 25"] == [10, 10], "a fifth of fifty people, on both sides"
    newest, same = drawn["Entry, newest 50 of 500 lines"]
    assert newest == same and 50 <= newest < 60, "fifty, and what else is of the same day"
    assert drawn["Entry, all 500 lines"] == [500, 500]


def test_too_few_people_are_refused_with_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--people", "3"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "at least 11" in done.stderr


def test_a_cost_that_does_not_grow_has_exponent_nought_and_one_that_doubles_with_people_has_one() -> None:
    assert exponent(1000, 5.0, 10_000, 5.0) == 0
    assert exponent(1000, 5.0, 10_000, 50.0) == pytest.approx(1)


def test_the_ratio_is_of_the_medians_and_lies_in_its_interval() -> None:
    floor, ours = Samples([1.0, 1.1, 1.2, 9.0]), Samples([3.0, 3.3, 3.6, 90.0])
    middle, low, high = ratio(floor, ours)
    assert middle == pytest.approx(3)
    assert low <= middle <= high
