"""What is measured: each of our pages with its floor beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.actions import AUTOMATIC_CHECKS, automatic_user
from accounts.looks import record_look
from dsr.actions.sweeping import open_silences
from dsr.models import RegisterEntry
from dsr.search import find_in_sight
from tests.bench import referring
from tests.bench.fill import Filled
from tests.bench.floor import LOOK, QUERIES, SEARCH
from tests.bench.measure import Browser, Samples, by_turns, location, ratio, request
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
    filtered = f"/register/?{FILTERED}&keyworker={filled.keyworker}"
    pages = [
        Page("Empty page", "/health/live", "/empty"),
        Page("Register list, first 25", "/register/", "/list", b'<tr><th scope="row">'),
        Page("Register, 6 filters, sorted", filtered, "/list/filtered", b'<tr><th scope="row">'),
        Page("Entry, newest 50 of 500 lines", entry, "/entry", b'<li class="dsr-line'),
        Page("Entry, all 500 lines", entry + "?all=1", "/entry/all", b'<li class="dsr-line'),
    ]
    with both(filled) as (floor, ours):
        for page in pages:
            yield _page(page, client, floor, ours, people, samples)
        yield _search(filled, client, floor, ours, people, samples)
        yield _rating(filled, client, floor, ours, people, samples)
        yield _form(floor, ours, people, samples)
    yield _look(filled, people, samples)
    yield _query(filled, people, samples)
    yield _sweep(filled, people, samples)


def _page(page: Page, client: Client, floor: Browser, ours: Browser, people: int, samples: int) -> Measured:
    cookie = cookie_of(client) if page.row else ""  # nobody needs to be signed in for nothing
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


# As tests/bench/floor.py asks it: with a keyworker six filters, the longest since rated first.
AGES = "age=18-25&age=26-64&age=65"
FILTERED = f"colour=red&colour=amber&{AGES}&setting=family&setting=own_home&need=ld&late=1&sort=rated"


def _search(
    filled: Filled, client: Client, floor: Browser, ours: Browser, people: int, samples: int
) -> Measured:
    """A name with a slip of the pen typed, kept under a token and shown (W8): two requests of ours."""
    sent = urlencode({"q": filled.typed, "csrfmiddlewaretoken": client.cookies["csrf"].value})

    def shown() -> bytes:
        ours.ask(request("/search/", cookie=cookie_of(client), body=sent))
        return _must(ours.ask(request(location(ours.head), cookie=cookie_of(client))), 200)

    below = lambda: _must(floor.ask(request("/search")), 200)  # noqa: E731
    times = by_turns(below, shown, samples)
    with counted() as queries:
        client.post("/search/", {"q": filled.typed}, follow=True)
    return Measured("Search by name, sent and shown", people, *times, QUERIES["/search"], len(queries))


def _query(filled: Filled, people: int, samples: int) -> Measured:
    """The search's own statement beside the same by hand; both in this process (W8)."""
    connection.ensure_connection()
    link, today = connection.connection, timezone.localdate()
    typed = {"area": filled.area, "typed": filled.typed}
    if not link.execute(SEARCH, typed).fetchall():
        raise SystemExit("The floor of the search finds nobody")
    times = by_turns(
        lambda: link.execute(SEARCH, typed).fetchall(),
        lambda: find_in_sight(filled.typed, today=today, reader=filled.coordinator),
        samples,
    )
    with counted() as queries:
        find_in_sight(filled.typed, today=today, reader=filled.coordinator)
    return Measured("Search alone (in process)", people, *times, 1, len(queries))


# What the sweep finds silent, written as plain rows: no history, no message (W7).
SILENT = """
INSERT INTO dsr_deadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source,
    due_on, opened_at, cancelled_why, recomputed_why, paused)
SELECT gen_random_uuid(), e.id, 'silence_' || e.colour, '', heard.day, least.count, false, 'calendar days',
    'D', '', heard.day + least.count, now(), '', '', ''
FROM dsr_registerentry e
JOIN (VALUES ('red', 14), ('amber', 28), ('green', 91), ('blue', 28)) AS least (colour, count) USING (colour)
CROSS JOIN LATERAL (SELECT greatest(e.added_on, e.rated_on, (SELECT max(coalesce(n.happened_on,
    (coalesce(n.happened_at, n.at) AT TIME ZONE 'Europe/London')::date)) FROM dsr_note n
    WHERE n.entry_id = e.id AND n.by_id NOT IN (SELECT id FROM accounts_user WHERE automatic)),
    (SELECT max(p."on") FROM dsr_progress p JOIN dsr_recommendation r
    ON r.id = p.recommendation_id WHERE r.entry_id = e.id)) AS day) heard
WHERE e.status = 'active' AND heard.day + least.count <= %s
ON CONFLICT DO NOTHING
"""


def _sweep(filled: Filled, people: int, samples: int) -> Measured:
    """A night after ten weeks without a word: everybody who is silent is found at once (W7)."""
    connection.ensure_connection()
    link, later = connection.connection, timezone.localdate() + timedelta(days=70)
    hand = automatic_user(AUTOMATIC_CHECKS)
    opened: set[int] = set()

    def floor() -> None:
        with undone():
            opened.add(link.execute(SILENT, [later]).rowcount)

    def ours() -> None:
        with undone():
            opened.add(open_silences(today=later, by=hand))

    few = max(10, samples // max(10, people // 1000))  # a night over 100,000 people takes seconds
    times = by_turns(floor, ours, few)
    with undone(), counted() as queries:
        open_silences(today=later, by=hand)
    if len(opened) != 1:
        raise SystemExit(f"The floor and the sweep found {opened} silent")
    return Measured("Nightly sweep (in process)", people, *times, 1, len(queries), (opened.pop(),) * 2)


@contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _rating(
    filled: Filled, client: Client, floor: Browser, ours: Browser, people: int, samples: int
) -> Measured:
    """A rating saved: the form, the action and the redirect, beside the statements alone."""
    path, ask_floor = f"/register/{filled.rated}/rate/", request("/rate")
    number = RegisterEntry.objects.get(pk=filled.rated).rating_number

    def form() -> dict[str, Any]:
        nonlocal number
        number += 1
        return rating_form(client, number - 1)

    def save() -> None:
        _must(ours.ask(request(path, cookie=cookie_of(client), body=urlencode(form()))), 302)

    times = by_turns(lambda: _must(floor.ask(ask_floor), 200), save, samples)
    with counted() as queries:
        assert client.post(path, form()).status_code == 302
    return Measured("Rating saved (POST)", people, *times, QUERIES["/rate"], len(queries))


def rating_form(client: Client, number: int) -> dict[str, Any]:
    """What is typed on the page of a rating, by somebody who saw rating `number`."""
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}
    numbered = enumerate(day.values())
    return {
        "colour": "amber",
        "amber_criteria": "behaviour_rising",
        "reason": "Things are hard.",
        "decided_by": "Priya Nair",
        "decided_at": "meeting",
        **{f"decided_on_{place}": value for place, value in numbered},
        **{f"decided_on_{name}": value for name, value in day.items()},
        "csrfmiddlewaretoken": client.cookies["csrf"].value,
        "expected_number": number,
    }


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


def cookie_of(client: Client) -> str:
    """What the client's browser would send along."""
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
