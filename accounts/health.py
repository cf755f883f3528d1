"""Live: this process answers. Ready: what it needs is really there. Outsiders learn nothing more."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actions import mark_alive
from accounts.models import Heartbeat
from config.access import public

# A worker that was silent for a quarter of an hour means messages that nobody sends (hazard H10).
SILENT_TOO_LONG = timedelta(minutes=15)


@public
@require_safe
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """This process answers, whatever became of the database: no transaction is begun."""
    return HttpResponse("live\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database takes writes, every migration has run, and a worker was seen since the start."""
    is_ready = _migrated() and _writes() and _worker_seen()
    answer = "ready\n" if is_ready else "not ready\n"
    return HttpResponse(answer, status=200 if is_ready else 503, content_type="text/plain; charset=utf-8")


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _writes() -> bool:
    mark_alive(name="web")
    return True


def _worker_seen() -> bool:
    return Heartbeat.objects.filter(name="worker", at__gt=timezone.now() - SILENT_TOO_LONG).exists()
