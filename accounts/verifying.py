"""Looks for what was changed, deleted, inserted or reordered by somebody with the database owner's rights.

Everything is worked out anew from the rows as they stand; nothing is written. The joins run in PostgreSQL,
which spills to disk, and the chain is read by a few hundred seals at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from accounts.models import AuditSeal, SealedShape
from accounts.seal_shapes import shapes
from accounts.seal_sql import BODIES, SETTLE, are_blank, as_bytes, hash_of, quoted
from accounts.sealing import NOTHING_BEFORE, find_edge, in_time, settled_place, unsealed

AT_ONCE = 200  # seals read together
LAST = 2**62


@dataclass(frozen=True, order=True)
class Finding:
    """Something that does not hold. The earliest seal comes first, a named row before a whole seal."""

    seal: int
    position: int
    table: str
    row: str
    what: str

    def __str__(self) -> str:
        row = f"table {self.table}, row {self.row}: " if self.row else ""
        seal = f" (seal {self.seal})" if self.seal < LAST else ""
        return f"{row}{self.what}{seal}"


@dataclass(frozen=True)
class Outcome:
    """What a whole check came to."""

    first: Finding | None
    rows: int
    seals: int
    head: str
    unsealed: int

    def __str__(self) -> str:
        if self.first:
            return str(self.first)
        waiting = f" {self.unsealed} newer rows wait for the next seal." if self.unsealed else ""
        return f"all {self.rows} rows in {self.seals} seals hold; head {self.head}.{waiting}"


WHAT = {
    "deleted": "the row was deleted",
    "changed": "the row was changed",
    "words": "the words in the row were changed",
    "blanked": "the words in the row were blanked, and no erasure is on record",
    "kept": "an erasure is on record, but the row still has words in it",
    "salt": "its salt was deleted, and no erasure is on record",
}


def verify(*, head: str = "", since: int = 1) -> Outcome:
    """Check everything from seal `since` on; `head` is a hash that left the house earlier."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:  # one picture of everything, while others write and seal
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(SETTLE)
        found = [*_chain(cursor, since), *_rows(cursor, since), *_inserted(cursor)]
        if head and not AuditSeal.objects.filter(hash=head.lower()).exists():
            said = f"the exported head {head} is not in the chain: seals were cut off its end, or rewritten"
            found.append(Finding(LAST, 0, "", "", said))
        return _outcome(cursor, min(found, default=None))


def _outcome(cursor: Any, first: Finding | None) -> Outcome:
    cursor.execute("SELECT count(*), coalesce(sum(rows), 0) FROM accounts_auditseal")
    seals, rows = cursor.fetchone()
    edge = find_edge(cursor)
    unsealed_rows = 0
    for shape in shapes():
        cursor.execute(f"SELECT count(*) FROM {quoted(shape.table)} t WHERE {unsealed(shape)}")
        unsealed_rows += cursor.fetchone()[0]
    return Outcome(first, int(rows), seals, edge.hash, unsealed_rows)


def _chain(cursor: Any, since: int) -> Iterator[Finding]:
    """What breaks the chain first: a seal that is gone, that says something else, or whose rows moved."""
    before = AuditSeal.objects.filter(number=since - 1).first()
    previous, number = before.hash if before else NOTHING_BEFORE, since
    cursor.execute("SELECT coalesce(max(seal_id), 0) FROM accounts_sealedrow")
    last = max(
        cursor.fetchone()[0],
        AuditSeal.objects.order_by("-number").values_list("number").first()[0]
        if AuditSeal.objects.exists()
        else 0,
    )
    while number <= last:
        upto = number + AT_ONCE - 1
        yield from _moved(cursor, number, upto)
        cursor.execute(BODIES, [number, upto])
        bodies = {seal: (rows, body) for seal, rows, body in cursor.fetchall()}
        seals = {seal.number: seal for seal in AuditSeal.objects.filter(number__range=(number, upto))}
        for each in range(number, min(upto, last) + 1):
            wrong = _seal_wrong(each, seals.get(each), bodies.get(each, (0, "")), previous)
            if wrong:
                yield Finding(each, LAST, "", "", wrong)
                return
            previous = seals[each].hash
        number = upto + 1


def _seal_wrong(number: int, seal: AuditSeal | None, body: tuple[int, str], previous: str) -> str:
    """What is wrong with one seal, in words; nothing when it holds."""
    if seal is None:
        return f"seal {number} is gone"
    rows, digest = body
    if seal.previous != previous:
        return f"seal {number} does not follow from the seal before it: one of the two was changed"
    if rows != seal.rows:
        return (
            f"seal {number} was made over {seal.rows} rows, and {rows} are kept: fingerprints were taken out"
        )
    if seal.hash != hash_of(previous=previous, number=number, at=seal.at, rows=rows, body=digest):
        return f"seal {number} does not match its rows: it or their fingerprints were changed"
    return ""


def _moved(cursor: Any, first: int, last: int) -> Iterator[Finding]:
    """The first row that stands at another position than the order of a seal gives it."""
    cursor.execute(
        """
        SELECT seal_id, position, "table", "row" FROM (
            SELECT *, row_number() OVER (PARTITION BY seal_id
                ORDER BY "table" COLLATE "C", place NULLS FIRST, "row" COLLATE "C") AS n
            FROM accounts_sealedrow WHERE seal_id BETWEEN %s AND %s) AS numbered
        WHERE n <> position ORDER BY seal_id, position LIMIT 1
        """,
        [first, last],
    )
    for seal, position, table, row in cursor.fetchall():
        said = (
            "stands in another place than it was sealed in: rows were reordered, or one before it taken out"
        )
        yield Finding(seal, position, table, row, said)


def _rows(cursor: Any, since: int) -> Iterator[Finding]:
    """The first row of each table that is gone, or no longer what it was."""
    for shape in SealedShape.objects.order_by("table", "pk"):
        columns, key, counted = _table_now(cursor, shape.table)
        missing = sorted({*shape.structural, *shape.personal} - columns)
        if missing:
            what = f"has no column {missing[0]}" if columns else "is gone"
            cursor.execute(
                "SELECT min(seal_id) FROM accounts_sealedrow WHERE shape_id = %s AND seal_id >= %s",
                [shape.pk, since],
            )
            (seal,) = cursor.fetchone()
            if seal:
                said = f"the table {shape.table} {what}, so that its rows cannot be checked"
                yield Finding(seal, 0, "", "", said)
            continue
        cursor.execute(_comparing(shape, key, counted=counted), [shape.pk, since])
        for seal, position, row, what in cursor.fetchall():
            yield Finding(seal, position, shape.table, row, WHAT[what])


def _table_now(cursor: Any, table: str) -> tuple[set[str], str, bool]:
    """The columns of a table as it stands, its key, and whether that is a number."""
    cursor.execute(
        """
        SELECT a.attname, i.indisprimary, a.atttypid IN ('int'::regtype, 'bigint'::regtype)
        FROM pg_attribute a LEFT JOIN pg_index i
            ON i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = i.indkey[0]
        WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped
        """,
        [quoted(table)],
    )
    found = cursor.fetchall()
    key = next(((name, counted) for name, primary, counted in found if primary), ("", False))
    return {name for name, *_ in found}, *key


def _comparing(shape: SealedShape, key: str, *, counted: bool) -> str:
    """Every sealed row of one shape beside what stands in the table; the first that differs."""
    same = f"t.{quoted(key)} = s.place" if counted else f't.{quoted(key)}::text = s."row"'
    words = as_bytes(shape.personal)
    blank = are_blank(shape.personal)
    return f"""
    SELECT seal_id, position, "row", what FROM (
        SELECT s.seal_id, s.position, s."row", CASE
            WHEN t.{quoted(key)} IS NULL THEN 'deleted'
            WHEN s.structural <> sha256({as_bytes(shape.structural)}) THEN 'changed'
            WHEN s.personal = ''::bytea THEN NULL
            WHEN e.id IS NOT NULL THEN CASE WHEN x.salt IS NULL AND {blank} THEN NULL ELSE 'kept' END
            WHEN x.salt IS NULL THEN 'salt'
            WHEN s.personal = sha256(x.salt || {words}) THEN NULL
            WHEN {blank} THEN 'blanked'
            ELSE 'words' END AS what
        FROM accounts_sealedrow s LEFT JOIN {quoted(shape.table)} t ON {same}
            LEFT JOIN accounts_auditsalt x ON x.sealed_id = s.id
            LEFT JOIN accounts_erasure e ON e."table" = s."table" AND e."row" = s."row"
        WHERE s.shape_id = %s AND s.seal_id >= %s) AS compared
    WHERE what IS NOT NULL ORDER BY seal_id, position LIMIT 1
    """


def _inserted(cursor: Any) -> Iterator[Finding]:
    """Rows that turned up behind what was sealed long before: nobody writes there."""
    edge = find_edge(cursor)
    known = set(SealedShape.objects.values_list("table", flat=True))
    for shape in shapes():
        if edge.since is None or shape.table not in known:
            continue
        facts: dict[str, Any] = {"since": edge.since}
        if shape.counted:
            facts["place"] = settled_place(cursor, shape, edge)
        key = f"t.{quoted(shape.key)}"
        cursor.execute(
            f"SELECT {key}::text FROM {quoted(shape.table)} t "
            f"WHERE {unsealed(shape)} AND NOT ({in_time(shape)}) ORDER BY {key} LIMIT 1",
            facts,
        )
        for (row,) in cursor.fetchall():
            said = "the row was inserted behind rows that had long been sealed"
            yield Finding(LAST, 0, shape.table, row, said)
