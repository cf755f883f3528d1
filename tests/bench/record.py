"""The record under load: rows written by eight at once, and how long sealing takes. Ratios of one run.

W11: a row of the audit costs hardly more than the same row in a table with no trigger and no constraint,
for nothing is chained inline; the seals are made afterwards, in batches.
"""

import threading
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg
from django.db import connection

from accounts import sealing
from tests.bench.fill import as_owner

WRITERS = 8
SECONDS = 1.0  # a turn of each side
TURNS = 7
PLAIN = "bench_plain_looks"
COLUMNS = "at, user_id, user_name, roles, areas, page, people, reason, digest"
VALUES = "now(), 1, 'Cora Ordway', 'Coordinator', '{1}', 'entry', ARRAY[gen_random_uuid()], '', ''"
SEALED_TOGETHER = 10_000  # looks


@dataclass(frozen=True)
class Written:
    """How many rows a second each way, as medians, and their ratio turn by turn."""

    plain: float
    audit: float
    ratio: float


@dataclass(frozen=True)
class Sealed:
    """How long the sealer took for a thousand rows, and at what rate."""

    ms_per_thousand: float
    rows_a_second: float


def written(seconds: float) -> Written:
    """Eight writers for so long, a transaction a row, into the record and into a plain table by turns."""
    _make_plain()
    try:
        pairs = [_turn(first, seconds) for first in range(TURNS)]
    finally:
        with as_owner() as link:
            link.execute(f"DROP TABLE {PLAIN}")
    return Written(
        median(plain for plain, _ in pairs),
        median(audit for _, audit in pairs),
        median(audit / plain for plain, audit in pairs),
    )


def _make_plain() -> None:
    """The same columns and indexes; no trigger, no constraint but those that come with the indexes."""
    role = connection.get_connection_params()["user"]
    with as_owner() as link:
        link.execute(
            f"CREATE TABLE {PLAIN} (LIKE accounts_accesslogentry INCLUDING DEFAULTS INCLUDING IDENTITY "
            "INCLUDING INDEXES)"
        )
        link.execute(f'GRANT SELECT, INSERT ON {PLAIN} TO "{role}"')


def _turn(number: int, seconds: float) -> tuple[float, float]:
    """Both sides once, and which goes first changes from turn to turn."""
    tables = [PLAIN, "accounts_accesslogentry"]
    rates = {table: _rate(table, seconds) for table in (tables if number % 2 else reversed(tables))}
    return rates[tables[0]], rates[tables[1]]


def _rate(table: str, seconds: float) -> float:
    start, counts = threading.Barrier(WRITERS + 1), [0] * WRITERS
    statement = f"INSERT INTO {table} ({COLUMNS}) VALUES ({VALUES})"

    def write(place: int) -> None:
        with psycopg.connect(**_where(), autocommit=True) as link:
            link.execute(statement, prepare=True)
            start.wait()
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                link.execute(statement, prepare=True)
                counts[place] += 1

    writers = [threading.Thread(target=write, args=(place,)) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    start.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    return sum(counts) / (time.perf_counter() - began)


def _where() -> dict[str, Any]:
    facts = connection.get_connection_params()
    return {name: facts[name] for name in ("host", "port", "dbname", "user", "password") if facts.get(name)}


def sealed(together: int) -> Sealed:
    """So many looks, sealed as the task does it, after everything older was sealed."""
    sealing.seal()
    times = []
    for _ in range(3):
        with psycopg.connect(**_where()) as link:
            link.execute(
                f"INSERT INTO accounts_accesslogentry ({COLUMNS}) SELECT {VALUES} "
                f"FROM generate_series(1, {together})"
            )
        began = time.perf_counter()
        rows = sealing.seal()
        times.append((time.perf_counter() - began) / rows)
    per_row = median(times)
    return Sealed(per_row * 1_000_000, 1 / per_row)


def lines(*, share: float) -> list[str]:
    """Both as two lines under the table of pages; a `share` under 1 measures less, and less well."""
    rate, seals = written(SECONDS * share), sealed(int(SEALED_TOGETHER * share))
    return [
        f"Record of looks, {WRITERS} writers: {rate.audit:,.0f} rows a second beside {rate.plain:,.0f} into "
        f"the same table without triggers: ratio {rate.ratio:.2f} (to be at least 0.90).",
        f"Sealing: {seals.ms_per_thousand:.1f} ms for 1,000 rows ({seals.rows_a_second:,.0f} rows a second), "
        "apart from who writes.",
    ]
