"""Triggers by which PostgreSQL itself refuses to change what is only ever added."""

from collections.abc import Iterable

from django.apps import apps
from django.db.migrations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are only ever added: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def refuse_changes(*tables: str) -> list[RunSQL]:
    """Migration operations: `tables` refuse UPDATE, DELETE and TRUNCATE from now on."""
    return [RunSQL(FUNCTION, RunSQL.noop), *(_triggers(table) for table in tables)]


def _triggers(table: str) -> RunSQL:
    return RunSQL(
        f"""
        CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"DROP TRIGGER only_added ON {table}; DROP TRIGGER never_emptied ON {table};",
    )


def keep_as_sent(table: str, columns: Iterable[str]) -> RunSQL:
    """A migration operation: from now on these columns of `table` are never changed, and no others kept.

    To be run again, with every column, whenever a kept column is added.
    """
    return RunSQL(
        f"""
        DROP TRIGGER IF EXISTS kept_as_sent ON {table};
        CREATE TRIGGER kept_as_sent BEFORE UPDATE OF {", ".join(columns)} ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        """,
        f"DROP TRIGGER kept_as_sent ON {table};",
    )


def refuse_edits_of(table: str, columns: Iterable[str]) -> list[RunSQL]:
    """Migration operations: these columns of `table` stay as they were first written; no row goes."""
    return [
        RunSQL(FUNCTION, RunSQL.noop),
        keep_as_sent(table, columns),
        RunSQL(
            f"""
            CREATE TRIGGER never_deleted BEFORE DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """,
            f"DROP TRIGGER never_deleted ON {table}; DROP TRIGGER never_emptied ON {table};",
        ),
    ]


def append_only_tables() -> list[str]:
    """Every table that is only ever added to: append-only models and all history."""
    from config.records import AppendOnlyModel

    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AppendOnlyModel) or hasattr(model, "history_type")
    )


def tracked_tables() -> list[str]:
    """Every table whose rows change with history and are never deleted."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "history") and not hasattr(model, "history_type")
    )


def owner_deletes_tables() -> list[str]:
    """Tables that are added to, and whose rows only the owner takes away, for a reason on record."""
    return sorted(m._meta.db_table for m in apps.get_models() if hasattr(m, "owner_alone_deletes"))
