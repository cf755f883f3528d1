"""Taking the words out of a sealed row, for good: what the law asks for, and the chain still holds.

Runs as the role that owns the tables: the pages' role can do none of this.
"""

from typing import Any

from django.db import connection, transaction

from accounts.kept_rows import check_not_kept
from accounts.models import Erasure, SealedRow, User
from accounts.seal_sql import quoted
from config.refused import Refused

LONGEST_WHY = 500
GUARDS = "only_added"  # the trigger that refuses every change, set aside inside this transaction only


@transaction.atomic
def erase_personal_part(*, table: str, row: str, why: str, by: User) -> Erasure:
    """Blank the personal columns of one sealed row, delete its salt, and record who did it and why.

    Ids, times, choices and numbers stay. It cannot be undone: without the salt nobody can even tell whether
    a guess at the words is right. Refuses what must be kept, a legal hold say (accounts/kept_rows.py).
    """
    why = why.strip()
    if not why or len(why) > LONGEST_WHY:
        raise Refused(f"Say why, in at most {LONGEST_WHY} characters.")
    sealed = SealedRow.objects.select_related("shape").filter(table=table, row=row).first()
    if sealed is None:
        raise Refused(
            f"No row {row} of {table} is sealed. A new row is sealed within a minute; see the names of "
            "tables and rows with verify_audit."
        )
    if not sealed.shape.personal:
        raise Refused(f"{table} has no personal columns: there is nothing to erase.")
    if Erasure.objects.filter(table=table, row=row).exists():
        raise Refused("The personal part of this row is erased already.")
    check_not_kept(table, row)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending would stop ALTER TABLE
        _blank(cursor, sealed)
        cursor.execute("DELETE FROM accounts_auditsalt WHERE sealed_id = %s", [sealed.pk])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return Erasure.objects.create(table=table, row=row, why=why, by=by)


def _blank(cursor: Any, sealed: SealedRow) -> None:
    cursor.execute(
        """
        SELECT a.attname, a.attnotnull, a.atttypid = 'date'::regtype, a.attndims > 0 OR t.typcategory = 'A'
            OR a.atttypid IN ('json'::regtype, 'jsonb'::regtype), i.indisprimary
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = i.indkey[0]
        WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        """,
        [quoted(sealed.table)],
    )
    columns = cursor.fetchall()
    key = next(name for name, *_, primary in columns if primary)
    blanks = ", ".join(
        f"{quoted(name)} = {_nothing(needed, is_date, is_set)}"
        for name, needed, is_date, is_set, _ in columns
        if name in sealed.shape.personal
    )
    table = quoted(sealed.table)
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {GUARDS}")
    cursor.execute(f"UPDATE {table} SET {blanks} WHERE {quoted(key)}::text = %s", [sealed.row])
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {GUARDS}")


def _nothing(needed: bool, is_date: bool, is_set: bool) -> str:
    """What an emptied column holds: nothing, or what stands for nothing where a value is needed."""
    if not needed:
        return "NULL"
    return "'0001-01-01'" if is_date else "'{}'" if is_set else "''"
