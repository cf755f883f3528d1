"""What is measured: each of our pages with its floor beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.looks import record_look
from dsr.models import RegisterEntry
from tests.bench import referring
from tests.bench.fill import Filled
from tests.bench.floor import LOOK, QUERIES
from tests.bench.measure import Browser, Samples, by_turns, ratio, request
from tests.bench.servers import both
from tests.worlds import signed_in


@dataclass(frozen=True)
class Measured:
    """One row of the table; times in milliseconds."""

    name: str
    people: int
    floor: Samples
    ours: Samples
    floor_queries: int
    our_queries: int
    rows: tuple[int, int] = (0, 0)
    sizes: tuple[int, int] = (0, 0)

    def as_json(self) -> dict[str, Any]:
        shares = {"p10": 0.1, "p50": 0.5, "p95": 0.95, "p99": 0.99}
        times = {
            side: {n: round(getattr(self, side).at(s), 4) for n, s in shares.items()}
            for side in ("floor", "ours")
        }
        facts = {key: value for key, value in asdict(self).items() if key not in times}
        return {**facts, **times, "ratio": [round(end, 3) for end in ratio(self.floor, self.ours)]}


@dataclass(frozen=True)
class Page:
    """A page of ours, its floor, and what counts as one of its rows on both."""

    name: str
    path: str
    floor: str
    row: bytes = b""


def measured(filled: Filled, *, people: int, samples: int) -> Iterator[Measured]:
    """Every workload at this size."""
    client = Client(headers={"host": "localhost"})
    signed_in(filled.coordinator, client)
    client.get(f"/register/{filled.rated}/rate/")  # hands out the token that forms carry
    entry = f"/register/{filled.read}/"
    pages = [
        Page("Empty page", "/health/live", "/empty"),
        Page("Register list, first 25", "/register/", "/list", b'<tr><th scope="row">'),
        Page("Entry, newest 50 of 500 lines", entry, "/entry", b'<li class="dsr-line'),
        Page("Entry, all 500 lines", entry + "?all=1", "/entry/all", b'<li class="dsr-line'),
    ]
    with both(filled) as (floor, ours):
        for page in pages:
            yield _page(page, client, floor, ours, people, samples)
        yield _rating(filled, client, floor, ours, people, samples)
        yield _form(floor, ours, people, samples)
    yield _look(filled, people, samples)


def _page(page: Page, client: Client, floor: Browser, ours: Browser, people: int, samples: int) -> Measured:
    cookie = _cookie(client) if page.row else ""  # nobody needs to be signed in for nothing
    ask_floor, ask_ours = request(page.floor), request(page.path, cookie=cookie)
    bodies = [_must(floor.ask(ask_floor), 200), _must(ours.ask(ask_ours), 200)]
    counts = tuple(body.count(page.row) if page.row else 0 for body in bodies)
    if counts[0] != counts[1]:
        raise SystemExit(f"{page.name}: the floor draws {counts[0]} rows and the page {counts[1]}")
    times = by_turns(lambda: floor.ask(ask_floor), lambda: ours.ask(ask_ours), samples)
    with counted() as queries:
        (client if page.row else Client(headers={"host": "localhost"})).get(page.path)
    return Measured(
        page.name, people, *times, QUERIES[page.floor], len(queries), counts, (len(bodies[0]), len(bodies[1]))
    )


def _rating(
    filled: Filled, client: Client, floor: Browser, ours: Browser, people: int, samples: int
) -> Measured:
    """A rating saved: the form, the action and the redirect, beside the statements alone."""
    path, ask_floor = f"/register/{filled.rated}/rate/", request("/rate")
    today = timezone.localdate()
    answers = {
        "colour": "amber",
        "amber_criteria": "behaviour_rising",
        "reason": "Things are hard.",
        "decided_by": "Priya Nair",
        "decided_at": "meeting",
        "decided_on_0": today.day,
        "decided_on_1": today.month,
        "decided_on_2": today.year,
        "decided_on_day": today.day,
        "decided_on_month": today.month,
        "decided_on_year": today.year,
        "csrfmiddlewaretoken": client.cookies["csrf"].value,
    }
    number = RegisterEntry.objects.get(pk=filled.rated).rating_number

    def form() -> dict[str, Any]:
        nonlocal number
        number += 1
        return answers | {"expected_number": number - 1}

    def save() -> None:
        _must(ours.ask(request(path, cookie=_cookie(client), body=urlencode(form()))), 302)

    times = by_turns(lambda: _must(floor.ask(ask_floor), 200), save, samples)
    with counted() as queries:
        assert client.post(path, form()).status_code == 302
    return Measured("Rating saved (POST)", people, *times, QUERIES["/rate"], len(queries))


def _form(floor: Browser, ours: Browser, people: int, samples: int) -> Measured:
    """A self-referral from its first question to its reference (W5)."""
    times = referring.timed(floor, ours, max(10, samples // 4))  # one walk is some thirty requests
    referring.forget_tries()
    with counted() as queries:
        referring.walked_in_process()
    return Measured("Self-referral, 12 pages and sent", people, *times, 2 * referring.PAGES + 3, len(queries))


def _look(filled: Filled, people: int, samples: int) -> Measured:
    """The record of a look at 25 people, beside the same INSERT; both in this process."""
    asked = RequestFactory().get("/register/")
    asked.user = filled.coordinator
    seen = list(RegisterEntry.objects.values_list("person_id", flat=True)[:25])
    connection.ensure_connection()
    link, by = connection.connection, filled.coordinator.pk
    times = by_turns(
        lambda: link.execute(LOOK, {"by": by, "people": seen}),
        lambda: record_look(asked, page="register", people=seen),
        samples,
    )
    with counted() as queries:
        record_look(asked, page="register", people=seen)
    return Measured("Record of a look (in process)", people, *times, 1, len(queries))


def _cookie(client: Client) -> str:
    return "; ".join(f"{name}={value.value}" for name, value in client.cookies.items())


def _must(answer: tuple[int, bytes], status: int) -> bytes:
    if answer[0] != status:
        raise SystemExit(
            f"A page answered {answer[0]} where {status} was meant:\n{answer[1].decode()[:2000]}"
        )
    return answer[1]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that Django sends meanwhile."""
    sent: list[str] = []

    def remember(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        yield sent
