"""Tries at signing in, counted in the database: a cache that is away neither opens nor shuts the door."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import SignInTry

FORGOTTEN_AFTER = timedelta(days=1)


@transaction.atomic
def count_try(*, key: str, now: datetime, window: timedelta) -> int:
    """Count one more try under `key`; how many there were since the window began, this one included."""
    row, made = SignInTry.objects.get_or_create(key=key, defaults={"since": now, "count": 1})
    if made:
        return 1
    rows = SignInTry.objects.filter(key=key)
    if not rows.filter(since__lte=now - window).update(since=now, count=1):
        rows.update(count=F("count") + 1)
    row.refresh_from_db()
    return row.count


@transaction.atomic
def take_back_try(*, key: str) -> None:
    """The try was a right one: it does not count."""
    SignInTry.objects.filter(key=key).update(count=Greatest(F("count") - 1, 0))


@transaction.atomic
def forget_old_tries(*, now: datetime) -> int:
    """Delete what was counted more than a day ago."""
    return SignInTry.objects.filter(since__lt=now - FORGOTTEN_AFTER).delete()[0]
