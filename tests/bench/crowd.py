"""Sixteen people rate one person at once (W3): nothing that was saved is lost, and nobody waits for ever.

A writer who saw an older rating is shown both, looks again and goes on, as a person would.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from dsr.models import Rating, RegisterEntry
from tests.bench.fill import Filled
from tests.bench.measure import Browser, request
from tests.bench.servers import both
from tests.bench.workloads import cookie_of, rating_form
from tests.worlds import signed_in

WRITERS, SAVES = 16, 5  # each of them
SAVED, SEEN_FIRST = 302, 409
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True)
class Crowd:
    """What became of everything that was sent."""

    saved: int
    shown_both: int
    otherwise: int  # neither saved nor shown both
    lost: int  # saved, as the writer was told, and not there
    deadlocks: int
    seconds: float


def crowd(filled: Filled, *, saves: int) -> Crowd:
    """Let all of them save so often, over the socket of the served register."""
    client = Client(headers={"host": "localhost"})
    signed_in(filled.coordinator, client)
    client.get(f"/register/{filled.rated}/rate/")
    before, deadlocks = _number(filled), _deadlocks()
    with both(filled) as (_, ours):
        began, said = time.monotonic(), _all_at_once(filled, client, ours, saves)
        seconds = time.monotonic() - began
    rows = Rating.objects.filter(entry_id=filled.rated, number__gt=before)
    assert rows.count() == _number(filled) - before, "a number was given twice"
    otherwise = said.total() - said[SAVED] - said[SEEN_FIRST]
    lost = said[SAVED] - rows.count()
    return Crowd(said[SAVED], said[SEEN_FIRST], otherwise, lost, _deadlocks() - deadlocks, seconds)


def _all_at_once(filled: Filled, client: Client, ours: Browser, saves: int) -> Counter[int]:
    said: Counter[int] = Counter()
    start, lock = threading.Barrier(WRITERS), threading.Lock()

    def write(place: int) -> None:
        browser, mine = Browser(ours.where), 0
        start.wait()
        while mine < saves:
            own = {"reason": f"Things are hard: {place}, {mine}."}  # the same sent twice is saved once
            form = urlencode(rating_form(client, _number(filled)) | own)
            sent = request(f"/register/{filled.rated}/rate/", cookie=cookie_of(client), body=form)
            status, _ = browser.ask(sent)
            mine += status != SEEN_FIRST
            with lock:
                said[status] += 1
        connection.close()  # each thread has its own

    writers = [threading.Thread(target=write, args=(place,)) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return said


def _number(filled: Filled) -> int:
    return RegisterEntry.objects.values_list("rating_number", flat=True).get(pk=filled.rated)


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(DEADLOCKS)
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def line(filled: Filled, *, share: float) -> str:
    """One line under the table; a `share` under 1 saves less often."""
    found = crowd(filled, saves=max(1, round(SAVES * share)))
    return (
        f"{WRITERS} writers on one person: {found.saved} ratings saved in {found.seconds:.1f} seconds, "
        f"{found.shown_both} times both were shown instead; {found.lost} lost, {found.deadlocks} deadlocks, "
        f"{found.otherwise} other answers (each to be 0)."
    )
