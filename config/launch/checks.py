"""`make check`: everything that can be said without running the register."""

import os
import subprocess
import sys
import time

from config.launch.places import ROOT
from config.launch.scratch import servers

# The modules without a database: these are typed in full. One that is not written yet is left out.
TYPED = (
    "dsr/ratings.py",
    "dsr/rules.py",
    "dsr/statuses.py",
    "dsr/days.py",
    "dsr/answers.py",
    "dsr/consent.py",
    "dsr/consent_dates.py",
    "dsr/consent_holds.py",
    "dsr/consent_words.py",
    "dsr/who_decides.py",
    "cetr/rules.py",
    "cetr/personal.py",
    "cetr/statuses.py",
    "dsr/chasing.py",
    "dsr/endings.py",
    "dsr/handing_on.py",
    "dsr/principles.py",
    "referrals/steps.py",
    "accounts/permissions.py",
    "config/easy.py",
    "config/pictures.py",
    "config/plain_words.py",
    "config/syllables.py",
    "config/word_lists.py",
    "config/launch",
)
LAYERS = "tests/test_architecture.py"
SAID_ALREADY = f"{LAYERS}::test_no_migration_is_missing"  # by the step "migrations"; it needs a database


def steps() -> dict[str, list[str]]:
    """What is checked, in order, and by which `python` words."""
    manage = str(ROOT / "manage.py")
    typed = [path for path in TYPED if (ROOT / path).exists()]
    found = {
        "lint": ["-m", "ruff", "check", "--output-format", "concise", "."],
        "format": ["-m", "ruff", "format", "--check", "--output-format", "concise", "."],
        "types": ["-m", "mypy", *typed],
        "settings": [manage, "check", "--fail-level", "WARNING"],
        "migrations": [manage, "makemigrations", "--check", "--dry-run"],
        "templates": ["-m", "config.launch.templates"],
        "words": ["-m", "config.launch.words"],
    }
    if (ROOT / LAYERS).exists():
        found["layers"] = ["-m", "pytest", "-q", "--no-header", LAYERS, "--deselect", SAID_ALREADY]
    return found


def main() -> int:
    """Run them all, show what the failing ones said, and count the failures in the exit code."""
    failed = 0
    with servers(empty=True) as names:
        for name, words in steps().items():
            failed += not _holds(name, words, {**os.environ, **names, "AS_DATABASE_OWNER": "true"})
    return min(failed, 1)


def _holds(name: str, words: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<12}{verdict:<8}{time.monotonic() - began:.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0
