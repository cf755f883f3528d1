"""The sealer: binds rows that are only ever added into a chain of hashes, by a task, never by who writes.

It takes what is committed and not yet sealed. A number is handed out before its row is committed, so rows
appear out of order: the sealer looks back past its last seal by IN_FLIGHT. What lies further back was there
or was not when everything around it was sealed: a row that turns up there later is left alone, and
`manage.py verify_audit` names it (docs/audit.md).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.seal_shapes import Shape, shapes
from accounts.seal_sql import BODIES, SETTLE, as_bytes, hash_of, quoted

LOCK = 7_325_001  # the number by which sealers keep out of each other's way
IN_FLIGHT = timedelta(minutes=15)  # the longest that a row may be written and not yet committed
A_SEAL = 10_000  # rows in one seal at most
NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True)
class Edge:
    """Where the sealer stands: the last seal, and what it no longer takes."""

    number: int
    hash: str
    settled: int  # the last seal that no row in flight can reach behind
    since: datetime | None  # a row written before this moment comes too late


def seal() -> int:
    """Seal everything that waits; how many rows. A second sealer at the same time finds nothing to do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(SETTLE)
        cursor.execute("SELECT clock_timestamp()")
        at = cursor.fetchone()[0]
        edge, known = find_edge(cursor), _known_shapes(cursor)
        seen = {table for table, *_ in known}
        taken = 0
        for shape in shapes():
            number = known.get((shape.table, shape.structural, shape.personal)) or _learn(cursor, shape, at)
            late = shape.table not in seen  # first met: everything in it is taken
            taken += _take(cursor, shape, number, edge, taken, everything=late)
        if taken:
            _close(cursor, edge, at, taken)
        return taken


def find_edge(cursor: Any) -> Edge:
    """The end of the chain as this transaction sees it."""
    cursor.execute("SELECT number, hash, at FROM accounts_auditseal ORDER BY number DESC LIMIT 1")
    last = cursor.fetchone()
    if last is None:
        return Edge(0, NOTHING_BEFORE, 0, None)
    since = last[2] - IN_FLIGHT
    cursor.execute(
        "SELECT number FROM accounts_auditseal WHERE at < %s ORDER BY number DESC LIMIT 1", [since]
    )
    settled = cursor.fetchone()
    return Edge(last[0], last[1], settled[0] if settled else 0, since)


def settled_place(cursor: Any, shape: Shape, edge: Edge) -> int:
    """The highest key of a table that was sealed so long ago that nothing new may lie under it."""
    cursor.execute(
        'SELECT place FROM accounts_sealedrow WHERE "table" = %s AND seal_id <= %s AND place IS NOT NULL '
        "ORDER BY place DESC LIMIT 1",
        [shape.table, edge.settled],
    )
    found = cursor.fetchone()
    return found[0] if found else -(2**62)


def unsealed(shape: Shape) -> str:
    """The condition that a row `t` has no seal."""
    same = f"s.place = t.{quoted(shape.key)}" if shape.counted else f's."row" = t.{quoted(shape.key)}::text'
    return f"NOT EXISTS (SELECT FROM accounts_sealedrow s WHERE s.\"table\" = '{shape.table}' AND {same})"


def in_time(shape: Shape) -> str:
    """The condition that a row `t` may still be sealed: it can have been in flight at the last seal."""
    rule = f"t.{quoted(shape.time)} >= %(since)s"
    return f"{rule} AND t.{quoted(shape.key)} > %(place)s" if shape.counted else rule


def _known_shapes(cursor: Any) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], int]:
    cursor.execute('SELECT "table", structural, personal, id FROM accounts_sealedshape')
    return {(table, tuple(s), tuple(p)): number for table, s, p, number in cursor.fetchall()}


def _learn(cursor: Any, shape: Shape, at: datetime) -> int:
    """Keep the columns of a table as they are now, and the number they are known by."""
    cursor.execute(
        'INSERT INTO accounts_sealedshape ("table", structural, personal, at) '
        "VALUES (%s, %s::varchar[], %s::varchar[], %s) RETURNING id",
        [shape.table, list(shape.structural), list(shape.personal), at],
    )
    return cursor.fetchone()[0]


def _take(cursor: Any, shape: Shape, number: int, edge: Edge, taken: int, *, everything: bool) -> int:
    """Fingerprint the waiting rows of one table and give them their positions, after the `taken` ones."""
    facts: dict[str, Any] = {"table": shape.table, "shape": number, "first": edge.number + 1}
    facts |= {"taken": taken, "size": A_SEAL}
    old_enough = ""
    if edge.since and not everything:
        facts["since"] = edge.since
        if shape.counted:
            facts["place"] = settled_place(cursor, shape, edge)
        old_enough = f"AND {in_time(shape)}"
    cursor.execute(_taking(shape, old_enough), facts)
    return cursor.fetchone()[0]


def _taking(shape: Shape, old_enough: str) -> str:
    key = f"t.{quoted(shape.key)}"
    place = f"{key}::bigint" if shape.counted else "NULL::bigint"
    order = key if shape.counted else f'{key}::text COLLATE "C"'
    personal = f"sha256(salt || {as_bytes(shape.personal)})" if shape.personal else "''::bytea"
    salting = """, salted AS (
        INSERT INTO accounts_auditsalt (sealed_id, salt)
        SELECT kept.id, fresh.salt FROM kept JOIN fresh USING ("row"))"""
    return f"""
    WITH fresh AS MATERIALIZED (
        SELECT {key}::text AS "row", {place} AS place, salt, row_number() OVER (ORDER BY {order}) AS n,
            sha256({as_bytes(shape.structural)}) AS structural, {personal} AS personal
        FROM (SELECT t.*, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS salt
            FROM {quoted(shape.table)} t WHERE {unsealed(shape)} {old_enough} OFFSET 0) AS t
    ), kept AS (
        INSERT INTO accounts_sealedrow
            (seal_id, position, shape_id, "table", "row", place, structural, personal)
        SELECT %(first)s + (%(taken)s + n - 1) / %(size)s, (%(taken)s + n - 1) %% %(size)s + 1,
            %(shape)s, %(table)s, "row", place, structural, personal FROM fresh
        RETURNING id, "row"
    ){salting if shape.personal else ""}
    SELECT count(*) FROM kept
    """


def _close(cursor: Any, edge: Edge, at: datetime, taken: int) -> None:
    """Write the seals of what was taken, each bound to the one before."""
    cursor.execute(BODIES, [edge.number + 1, edge.number + 1 + taken // A_SEAL])
    previous = edge.hash
    for number, rows, body in cursor.fetchall():
        found = hash_of(previous=previous, number=number, at=at, rows=rows, body=body)
        cursor.execute(
            "INSERT INTO accounts_auditseal (number, at, rows, previous, hash) VALUES (%s, %s, %s, %s, %s)",
            [number, at, rows, previous, found],
        )
        previous = found


def waiting(*, most: int) -> int:
    """About how many rows wait to be sealed; counts no further than `most` in any table."""
    parts = [
        f"SELECT count(*) AS n FROM (SELECT FROM {quoted(shape.table)} WHERE {quoted(shape.key)} > coalesce("
        f"(SELECT max(place) FROM accounts_sealedrow WHERE \"table\" = '{shape.table}'), 0) "
        f"LIMIT {int(most)}) AS few"
        for shape in shapes()
        if shape.counted
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)}) AS counts")
        return int(cursor.fetchone()[0])
