"""The databases of the tests: copied from one that is migrated, and emptied quickly in between."""

from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from config.launch.places import socket_folder

# Written by the migrations and the same for every test.
ALWAYS_THERE = {"django_migrations", "django_content_type", "auth_permission"}


def copied() -> bool:
    """Copy the migrated database of our own server for this process; whether there was one.

    A server of somebody's is no place to copy in: there Django makes a database and migrates it.
    """
    facts = settings.DATABASES["default"]
    if facts["HOST"] != str(socket_folder(Path(settings.VAR_DIR).parent)):
        return False
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(connection.creation._get_test_db_name()), sql.Identifier(facts["NAME"])
    )
    with psycopg.connect(host=facts["HOST"], user=facts["USER"], dbname="postgres", autocommit=True) as link:
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
