"""`make reconcile ARGS="--forms 500 --seed 1"`: families send, parts are killed, books are compared."""

import argparse
import random
import socket
import sys
import threading
import time
from queue import Empty, Queue

from tests.reconcile.books import compare, messages_waiting
from tests.reconcile.family import Family
from tests.reconcile.house import House, opened

VICTIMS = ("web", "database", "broker")
SENT_WITHIN = 120  # seconds in which the outbox must be empty once everything is back


def main() -> int:
    """0 when every family's form is in triage exactly once and nothing is half there."""
    wanted = _arguments()
    chance, began = random.Random(wanted.seed), time.monotonic()
    with opened(_free_port()) as house:
        families = [Family(house.port, number) for number in range(wanted.forms)]
        killed = _meanwhile(house, families, chance, wanted.at_once)
        late = _until_sent(house)
        told = {f"Family{family.number}": family.reference for family in families if family.reference}
        books = compare(house, told)
    for fault in [*books.faults, *late]:
        print(f"FAULT: {fault}")
    silent = wanted.forms - books.told
    deaths = ", ".join(f"{name} {killed.count(name)} times" for name in VICTIMS)
    print(
        f"{books.told} of {wanted.forms} families were told a reference ({silent} gave up); "
        f"{books.in_triage} forms are in triage. Killed: {deaths}. {time.monotonic() - began:.0f} seconds."
    )
    return 1 if books.faults or late or silent else 0


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make reconcile", description=__doc__)
    asked.add_argument("--forms", type=int, default=500)
    asked.add_argument("--at-once", type=int, default=6, help="families that write at the same time")
    asked.add_argument("--seed", type=int, default=1)
    return asked.parse_args()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _meanwhile(house: House, families: list[Family], chance: random.Random, at_once: int) -> list[str]:
    """All families send; until they have, something is killed again and again. What was killed."""
    waiting: Queue[Family] = Queue()
    for family in families:
        waiting.put(family)
    writers = [threading.Thread(target=_write, args=(waiting,)) for _ in range(at_once)]
    for writer in writers:
        writer.start()
    killed: list[str] = []
    while any(writer.is_alive() for writer in writers):
        # Between two deaths at least one form gets through: however slow the machine, it comes to an end.
        before = _told(families)
        while _told(families) == before and any(writer.is_alive() for writer in writers):
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 1))
        victim = chance.choice(VICTIMS)
        house.kill(victim)
        killed.append(victim)
        time.sleep(chance.uniform(0, 0.3))
        house.bring_back(victim)
    for writer in writers:
        writer.join()
    return killed


def _told(families: list[Family]) -> int:
    return sum(bool(family.reference) for family in families)


def _write(waiting: "Queue[Family]") -> None:
    while True:
        try:
            family = waiting.get_nowait()
        except Empty:
            return
        family.send_a_form()


def _until_sent(house: House) -> list[str]:
    """The outbox empties itself once everything is back."""
    end = time.monotonic() + SENT_WITHIN
    while left := messages_waiting(house):
        if time.monotonic() > end:
            return [f"{left} messages were not sent within {SENT_WITHIN} seconds"]
        time.sleep(0.5)
    return []


if __name__ == "__main__":
    sys.exit(main())
