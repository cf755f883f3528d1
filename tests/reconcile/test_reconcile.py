"""The short form of `make reconcile`: a few forms, a few deaths, and books that agree (R1, H05)."""

import os
import subprocess
import sys
from typing import Any

import pytest

from config.launch.places import ROOT
from tests.reconcile.books import compare

NAMED = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_APP_ROLE", "REDIS_URL", "VAR_DIR", "SECRET_KEY")


@pytest.mark.slow
def test_every_form_that_a_family_was_told_of_is_in_triage_once(tmp_path: Any) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in NAMED}
    # With this seed it is first the web that dies, then the database, then the broker.
    words = [sys.executable, "-m", "tests.reconcile", "--forms", "4", "--at-once", "2", "--seed", "22"]
    done = subprocess.run(words, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 of 4 families were told a reference" in done.stdout
    assert "Killed: web" in done.stdout


class Kept:
    """Rows as a database could hold them."""

    def __init__(self, *forms: tuple[Any, ...], drafts: int = 0, given_up: int = 0) -> None:
        self.answers = [list(forms), [(drafts,)], [(given_up,)]]

    def rows(self, sql: str) -> Any:
        return self.answers.pop(0)


WHOLE = ("ABCDEFGHJ", 1, "received", True, 2, 1, True, [], True, "Family1")
TOLD = {"Family1": "ABCD-EFGH-J"}


def changed(**columns: Any) -> tuple[Any, ...]:
    names = ("reference", "times", "state", "area", "histories", "receipts", "sent", "doubts", "clocks")
    return (*(columns.get(name, was) for name, was in zip(names, WHOLE, strict=False)), "Family1")


@pytest.mark.parametrize(
    ("kept", "told", "fault"),
    [
        (Kept(WHOLE), TOLD, ""),
        (Kept(), TOLD, "it is not there"),
        (Kept(WHOLE), {}, "was not told, and is there"),
        (Kept(changed(times=2)), TOLD, "there 2 times"),
        (Kept(changed(histories=1)), TOLD, "half there"),
        (Kept(changed(receipts=0)), TOLD, "half there"),
        (Kept(changed(receipts=0, doubts=["flood"])), TOLD, ""),
        (Kept(changed(clocks=False)), TOLD, "half there"),
        (Kept(WHOLE, drafts=1), TOLD, "still has its draft"),
        (Kept(WHOLE, given_up=1), TOLD, "given up"),
    ],
)
def test_the_books_find_what_is_wrong(kept: Any, told: dict[str, str], fault: str) -> None:
    faults = " ".join(compare(kept, told).faults)
    assert fault in faults
    assert bool(faults) is bool(fault)
