"""The timeline's part of the entry page."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AccessLogEntry, User
from config.compiled import compiled, first_of
from dsr.models import RegisterEntry
from dsr.timeline import Lets, shown
from dsr.timeline_asked import Asked
from dsr.timeline_html import timeline_html

A_PAGE = 50  # lines, and the rest of the day they end in
ONE_SITTING = timedelta(hours=1)  # looking again within it does not make what was new old [D]


def timeline_facts(
    entry: RegisterEntry, *, lets: Lets, reader: User, asked: Asked, today: date
) -> dict[str, Any]:
    """What the part shows: days, what is new in them, the way to older ones, and the kinds to choose from."""
    most = None if asked.whole else A_PAGE
    found = shown(entry, lets=lets, reader=reader.pk, kinds=asked.kinds, before=asked.before, most=most)
    since = last_look(entry, reader)
    last = timezone.localdate(found.lines[-1].at) if found.older else None
    return {
        "timeline": timeline_html(found.lines, today=today, since=since),
        "older": found.older,
        "older_href": asked.href(before=last) if last else "",
        "all_href": asked.href(whole=True, before=None),
        "newest_href": asked.href(before=None, whole=False) if asked.before or asked.whole else "",
        "before": asked.before,
        "whole": asked.whole,
        "since": since,
        "news": sum((line.written or line.at) > since for line in found.lines) if since else 0,
        "kind_chips": asked.chips(),
        "kind_offers": asked.offers(),
        "all_kinds_href": asked.href(kinds=(), before=None),
    }


def last_look(entry: RegisterEntry, reader: User) -> datetime | None:
    """When the reader last had this entry before them, before this sitting; None the first time."""
    found: datetime | None = first_of(_looks(reader.pk, entry.person_id, timezone.now() - ONE_SITTING))
    return found


@compiled
def _looks(reader: int, person: UUID, before: datetime) -> QuerySet:
    looks = AccessLogEntry.objects.filter(
        user_id=reader, people__contains=[person], page="entry", at__lt=before
    )
    return looks.order_by("-pk").values_list("at", flat=True)[:1]
