"""Gives the application's role what it needs, and nothing that would let it rewrite the past."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from config.append_only import append_only_tables, owner_deletes_tables, tracked_tables


class Command(BaseCommand):
    """Run as the owner of the tables, after `migrate`."""

    help = "Grant the application role its rights: read and add everywhere, change only what may change."

    def handle(self, *args: Any, **options: Any) -> None:
        role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
        only_added = ", ".join([*append_only_tables(), *owner_deletes_tables()])
        never_deleted = ", ".join(tracked_tables())
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {only_added} FROM {role}")
            cursor.execute(f"REVOKE DELETE ON {never_deleted} FROM {role}")
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")
