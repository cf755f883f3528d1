"""The role that the pages run as, tried on a connection of its own."""

from typing import Any

import psycopg
import pytest
from django.conf import settings

from accounts import sealing
from config.append_only import append_only_tables, tracked_tables
from config.database import LONGEST, short_writes


def test_as_the_pages_role_nothing_that_is_only_added_can_be_rewritten(
    app_role_connection: psycopg.Connection[Any],
) -> None:
    """Tried for real, on a second connection: every table, every way."""
    assert len(append_only_tables()) > 20
    app_role_connection.autocommit = True
    for table in append_only_tables():
        column = app_role_connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [table]
        ).fetchone()[0]
        for words in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app_role_connection.execute(words)
        with pytest.raises(psycopg.Error):
            app_role_connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def test_the_pages_role_can_do_its_work(app_role_connection: psycopg.Connection[Any]) -> None:
    for words in (
        "INSERT INTO accounts_heartbeat (name, at, finding) VALUES ('x', now(), '')",
        "UPDATE accounts_heartbeat SET finding = 'y'",
        "DELETE FROM accounts_heartbeat",
        "SELECT count(*) FROM dsr_historicalperson",
    ):
        app_role_connection.execute(words)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_role_connection.execute("DELETE FROM django_migrations")


def test_the_pages_role_deletes_nobody_and_nothing_that_has_a_history(
    app_role_connection: psycopg.Connection[Any],
) -> None:
    assert {"dsr_person", "dsr_deadline", "accounts_user", "cetr_review"} <= set(tracked_tables())
    app_role_connection.autocommit = True
    for table in tracked_tables():
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_role_connection.execute(f"DELETE FROM {table}")


def test_nothing_that_the_pages_write_outlasts_the_patience_of_the_seals(
    app_role_connection: psycopg.Connection[Any],
) -> None:
    """What is committed a quarter of an hour late would be taken for forged."""
    kept = short_writes({"OPTIONS": {"sslmode": "verify-full", "options": "-c lock_timeout=5s"}})
    assert kept["sslmode"] == "verify-full" and kept["options"].startswith("-c lock_timeout=5s -c ")
    info = app_role_connection.info
    with psycopg.connect(
        host=info.host, port=info.port, user=info.user, dbname=info.dbname, **short_writes({})
    ) as asked:
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            assert asked.execute(f"SHOW {name}").fetchone() == ("10min",)
    assert settings.CELERY_TASK_TIME_LIMIT == LONGEST / 1000 == 600
    assert sealing.IN_FLIGHT.total_seconds() > LONGEST / 1000
