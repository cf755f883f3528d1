"""Timing: one kept-open connection, samples by turns, medians with an interval that says how sure we are."""

import math
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

WARM_UP = 5
TURN = 10  # samples of one side before the other has its turn
RESAMPLES = 1000


class Browser:
    """Asks one server again and again over its socket. As little as possible: its time is counted too."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self.head = b""  # of the latest answer
        self.socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body. A connection that the server closed while it was idle is opened again."""
        for _ in range(2):
            if self.socket is None:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(str(self.where))
            try:
                return self._answer(request)
            except (ConnectionError, EOFError):
                self.socket.close()
                self.socket = None
        raise ConnectionError(f"{self.where} does not answer")

    def _answer(self, request: bytes) -> tuple[int, bytes]:
        assert self.socket
        self.socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            more = self.socket.recv(65536)
            if not more:
                raise EOFError
            got += more
        head, _, body = got.partition(b"\r\n\r\n")
        self.head = head
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        parts, have = [body], len(body)
        while have < length:
            parts.append(self.socket.recv(262_144))
            have += len(parts[-1])
        return int(head[9:12]), b"".join(parts)


def request(path: str, *, cookie: str = "", body: str = "") -> bytes:
    """A page asked for as a browser would, or a form sent."""
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", "Host: localhost"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def location(head: bytes) -> str:
    """Where an answer leads; what it said instead when it leads nowhere."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"location":
            return value.strip().decode()
    raise SystemExit(f"An answer leads nowhere: {head.decode()[:300]}")


@dataclass
class Samples:
    """Milliseconds, in the order they were taken."""

    taken: list[float]

    def at(self, share: float) -> float:
        """The time that `share` of the samples did not pass."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]

    @property
    def median(self) -> float:
        return self.at(0.5)


def by_turns(
    floor: Callable[[], object], ours: Callable[[], object], samples: int
) -> tuple[Samples, Samples]:
    """A-B-A: the floor, ours, the floor again, in short turns, so that both meet the same noise.

    Both get `samples` samples or a few more.
    """
    for _ in range(WARM_UP):
        floor()
        ours()
    below, above = Samples([]), Samples([])
    while len(above.taken) < samples:
        _turn(floor, below, TURN // 2)
        _turn(ours, above, TURN)
        _turn(floor, below, TURN // 2)
    return below, above


def _turn(side: Callable[[], object], samples: Samples, count: int) -> None:
    for _ in range(count):
        start = time.perf_counter()
        side()
        samples.taken.append((time.perf_counter() - start) * 1000)


def ratio(floor: Samples, ours: Samples) -> tuple[float, float, float]:
    """The ratio of the medians, and the ends of its 95 % interval, by drawing again from the samples."""
    chance = random.Random(1)
    drawn = sorted(_drawn(ours, chance) / _drawn(floor, chance) for _ in range(RESAMPLES))
    return ours.median / floor.median, drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]


def _drawn(samples: Samples, chance: random.Random) -> float:
    return sorted(chance.choices(samples.taken, k=len(samples.taken)))[len(samples.taken) // 2]


def exponent(few: int, at_few: float, many: int, at_many: float) -> float:
    """b in cost = a·nᵇ: 0 costs the same however many people there are, 1 grows with them."""
    return math.log(at_many / at_few) / math.log(many / few)
