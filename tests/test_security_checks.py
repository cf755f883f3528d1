"""The page of security checks and the tests say the same."""

import re

import pytest

from tests.code import ROOT

ROW = re.compile(r"^\| (S\d\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "security-checks.md").read_text())
OPEN = "Does not apply yet: "
FILES = sorted({*(ROOT / "tests").rglob("test_*.py")} - {ROOT / "tests" / "test_security_checks.py"})


def test_every_check_stands_there_once_and_in_order() -> None:
    assert [check for check, _, _ in ROWS] == [f"S{number:02}" for number in range(1, 65)]


@pytest.mark.parametrize(("check", "words", "proof"), ROWS, ids=[row[0] for row in ROWS])
def test_a_check_is_named_by_the_tests_that_prove_it_or_says_why_not(
    check: str, words: str, proof: str
) -> None:
    assert len(words) > 15
    named = [path for path in FILES if re.search(rf"\b{check}\b", path.read_text())]
    if proof.startswith(OPEN):
        assert len(proof) > len(OPEN) + 20, "say why"
        assert named == [], "proved after all"
        return
    said = re.findall(r"`(tests/[\w/]+\.py)`", proof)
    assert said
    missing = [path for path in said if not (ROOT / path).exists()]
    assert missing == []
    silent = [path for path in said if ROOT / path not in named]
    assert silent == [], f"these do not name {check}"


def test_no_test_names_a_check_that_there_is_not() -> None:
    known = {check for check, _, _ in ROWS}
    for path in FILES:
        assert set(re.findall(r"\bS\d\d\b", path.read_text())) <= known, path
