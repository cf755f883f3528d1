"""Every address of the house, and what a visit to it shows: for the tests that crawl."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import AccessLogEntry
from accounts.permissions import ROLES, RoleName
from config.access import PUBLIC, SIGNED_IN
from tests.full_house import House
from tests.worlds import signed_in

LEFT_BY_A_LOOK = {  # who looked, and when last; the clock of their sign-in, a sign of life
    "accounts_accesslogentry", "dsr_lastlook", "django_session", "accounts_browsersession",
    "accounts_heartbeat",
}  # fmt: skip
# Whoever comes here with nothing to show has failed to sign in, and that is on record. Whoever opens a
# paper has had it: that it was shared is on record too.
LEAVES_A_TRY = {
    "organisation-back": {"accounts_accountevent", "accounts_signintry"},
    "review-paper": {"dsr_disclosure"},
}
# Drawn by native libraries, slowly, and tested with the reviews; the page of the same report is visited.
DRAWN = {"review-report-pdf", "referral-letter-pdf", "meeting-minutes-pdf", "meeting-extract-pdf"}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address of the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


ADDRESSES = [pattern for pattern in patterns() if pattern.name not in DRAWN]
PRIVATE = [pattern for pattern in ADDRESSES if pattern.callback.access != PUBLIC]
# A search is kept in one's own session: an unknown one is said to be over, and about nobody.
ABOUT_SOMEBODY = [p for p in PRIVATE if p.pattern.converters and p.name != "search-found"]


def address(pattern: URLPattern, ids: dict[str, Any]) -> str:
    """The address with these ids in it."""
    return reverse(pattern.name, kwargs={name: ids[name] for name in pattern.pattern.converters})


def named(pattern: URLPattern) -> str:
    return pattern.name or str(pattern.pattern)


def body(response: HttpResponse) -> str:
    """What was sent, as text; a file that is streamed is read to its end."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return data.decode(errors="replace")


def everything_stored(only: Collection[str] = ()) -> dict[str, tuple[int, str]]:
    """A count and a fingerprint of every table, without what a look itself leaves; or `only` of some.

    One statement for all tables: some tests ask before and after each of hundreds of pages.
    """
    with connection.cursor() as cursor:
        tables = sorted(only or set(connection.introspection.table_names(cursor)) - LEFT_BY_A_LOOK)
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), "
                f"coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
                for table in tables
            )
        )
        found = {table: (count, mark) for table, count, mark in cursor.fetchall()}
    assert set(found) == set(tables)
    return found


class Stored:
    """What was in the database, and what of it has changed: asked thousands of times.

    PostgreSQL counts the rows that this transaction has written, also those that it took back; only the
    tables that it has written to are looked at.
    """

    def __init__(self) -> None:
        self.before = everything_stored()

    def written(self, but_not: Collection[str] = LEFT_BY_A_LOOK) -> dict[str, int]:
        """How many rows of each table were written in this transaction so far."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables "
                "WHERE schemaname = current_schema()"
            )
            return {name: count for name, count in cursor.fetchall() if name not in but_not}

    def touched(self, since: dict[str, int], but_not: Collection[str] = LEFT_BY_A_LOOK) -> set[str]:
        """The tables written to since then, also where it was taken back."""
        return {name for name, count in self.written(but_not).items() if count != since.get(name, 0)}

    def changed(self, since: dict[str, int]) -> set[str]:
        """The tables that are not as they were; `since` is what had been written when they still were."""
        touched = self.touched(since)
        now = everything_stored(touched) if touched else {}
        return {name for name, rows in now.items() if rows != self.before[name]}

    @contextmanager
    def unchanged(self, sentence: str) -> Iterator[None]:
        """What happens inside changes nothing that is kept."""
        since = self.written()
        yield
        assert self.changed(since) == set(), sentence


def strict(*, csrf: bool = False) -> Client:
    """A browser whose server answers errors with pages, as it does outside tests."""
    return Client(raise_request_exception=False, enforce_csrf_checks=csrf)


@dataclass(frozen=True)
class Page:
    """One visit: who opened which address, and what came back."""

    role: RoleName | None
    pattern: URLPattern
    path: str
    status: int
    headers: dict[str, str]
    html: str
    looks: set[str]  # ids of the people whom this visit put on record

    def __repr__(self) -> str:
        return f"{self.role or 'a stranger'} at {self.path}"


def visit_everything(house: House) -> list[Page]:
    """Every page as everybody who may open it, once, among one area's records."""
    found, ids = [], house.ids()
    for role, user in [(None, None), *house.staff.items()]:
        browser = Client()
        if user:
            signed_in(user, browser)
        for pattern in ADDRESSES:
            if _opens(pattern.callback.access, role):
                found.append(_visit(browser, role, pattern, ids))
    return found


def _opens(access: Any, role: RoleName | None) -> bool:
    if access == PUBLIC:
        return role in (None, RoleName.COORDINATOR)
    return role is not None and (access == SIGNED_IN or access in ROLES[role].permissions)


def _visit(browser: Client, role: RoleName | None, pattern: URLPattern, ids: dict[str, Any]) -> Page:
    path = address(pattern, ids)
    latest = AccessLogEntry.objects.aggregate(Max("pk"))["pk__max"] or 0
    with leaves_only_a_try(pattern.name) if pattern.name in LEAVES_A_TRY else nullcontext():
        answer = browser.get(path)
    html = body(answer)
    people = AccessLogEntry.objects.filter(pk__gt=latest).values_list("people", flat=True)
    looks = {str(person) for shown in people for person in shown}
    return Page(role, pattern, path, answer.status_code, dict(answer.headers), html, looks)


@contextmanager
def leaves_only_a_try(name: str) -> Iterator[None]:
    """What is written inside is no more than this page leaves, and is undone."""
    before, point = everything_stored(), transaction.savepoint()
    yield
    after = everything_stored()
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= LEAVES_A_TRY[name], changed
    transaction.savepoint_rollback(point)
