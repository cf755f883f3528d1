"""Paging by key: the next page costs the same at a million rows as at a thousand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Page:
    """Some rows, and the key with which the next page begins, if there is one."""

    rows: list[Any]
    next: int | None


def page_of(rows: QuerySet, before: str | None, *, size: int) -> Page:
    """The `size` rows with a primary key under `before`, newest first; nonsense starts at the top."""
    if before and before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)
