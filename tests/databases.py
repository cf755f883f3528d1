"""The databases of the tests: migrated once, copied for the other workers, emptied quickly in between."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from config.launch.places import only_one, socket_folder

MIGRATED = "migrated"  # what the first worker made, for the others to copy
# Written by the migrations and the same for every test.
ALWAYS_THERE = {"django_migrations", "django_content_type", "auth_permission"}


@contextmanager
def copied_where_there_is_one() -> Iterator[bool]:
    """Copy what another worker has migrated; says whether there was one.

    Migrating takes longer than all else before the first test. Whoever is first migrates, while
    the others wait, and calls `leave_a_copy` in the block.
    """
    home = Path(settings.VAR_DIR).parent
    if "PYTEST_XDIST_WORKER" not in os.environ or settings.DATABASES["default"]["HOST"] != str(
        socket_folder(home)
    ):
        yield False  # one process; or a server of somebody's, where nothing may be left behind
        return
    with only_one(home / "migrating.lock"):
        found = _copy(MIGRATED, settings.DATABASES["default"]["TEST"]["NAME"])
        yield found
        if not found:
            connection.close()
            _copy(settings.DATABASES["default"]["TEST"]["NAME"], MIGRATED)


def _copy(source: str, name: str) -> bool:
    facts = settings.DATABASES["default"]
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
    with psycopg.connect(host=facts["HOST"], user=facts["USER"], dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [source]).fetchone():
            return False
        link.execute(words)
    return True


# ---------------------------------------------------------------- between tests that commit


def empty_by_deleting() -> None:
    """Let tests that commit delete what they left, in place of Django's TRUNCATE of every table.

    A test leaves rows in a few tables; to truncate the other hundred makes new files for each table and
    index. Triggers that refuse DELETE and TRUNCATE to everybody are passed by.
    """
    TransactionTestCase._fixture_teardown = _delete_everything  # type: ignore[method-assign]


def _delete_everything(case: TransactionTestCase) -> None:
    names = _tables()
    # LOCK waits for pages that are still being answered, as TRUNCATE does: none writes after us.
    # SET LOCAL ends with the transaction.
    words = [f"LOCK TABLE {', '.join(names)}", "SET LOCAL session_replication_role = replica"]
    words += [f"DELETE FROM {name}" for name in names]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(words))


@cache
def _tables() -> list[str]:
    found = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    return [connection.ops.quote_name(name) for name in sorted(found - ALWAYS_THERE)]
