"""The commands that the documents name exist, and CI calls what a person calls."""

import re
import subprocess

import pytest

from config.launch.places import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def documents() -> list[str]:
    named = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [str(file.relative_to(ROOT)) for file in named if file.exists()]


@pytest.mark.parametrize("document", documents())
def test_every_make_command_in_a_document_exists(document: str) -> None:
    named = set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", (ROOT / document).read_text()))
    assert named <= TARGETS


@pytest.mark.parametrize("document", documents())
def test_every_file_in_a_document_exists(document: str) -> None:
    named = re.findall(r"`((?:config|docs|deploy|tests)/[\w/.-]+\.\w+)`", (ROOT / document).read_text())
    assert [name for name in named if not (ROOT / name).exists() and not name.startswith("deploy/s")] == []


def test_help_lists_every_command() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make (\w+)", said, re.MULTILINE)) == TARGETS


def test_ci_calls_what_a_person_calls() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line.startswith("make ")] == ["make check", "make test"]
    assert lines[-1] == "make test"  # the tests' closing line is the last one


def test_without_a_fitting_python_make_says_so() -> None:
    done = subprocess.run(["make", "run", "PYTHON="], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0 and "needs Python 3.11 or newer" in done.stderr
