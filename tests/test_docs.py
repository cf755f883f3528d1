"""What the documents say is so: commands, links, people, decisions."""

import re
from pathlib import Path

import pytest

from accounts.demo import PERSONAS
from accounts.permissions import ROLES
from config.launch.places import ROOT

README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


def signs_in() -> list[list[str]]:
    """The rows of README's table of who can sign in."""
    table = README.split("| Sign in as |")[1].split("\n\n")[0]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[2:]]


def test_every_make_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))
    assert named == targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    found = [link.partition("#")[0] for link in LINK.findall(document.read_text())]
    ours = [link for link in found if link and not link.startswith(("https://", "http://"))]
    assert [link for link in ours if not (document.parent / link).exists()] == []


def test_everybody_who_can_sign_in_is_in_the_readme_and_nobody_else() -> None:
    said = {(row[0], row[1]) for row in signs_in()}
    meant = {(p.name, f"{ROLES[p.role].label}, {p.areas}") for p in PERSONAS}
    assert {(name, role.replace("Family,", f"{ROLES['family'].label},")) for name, role in said} == meant


def test_every_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"`((?:\w+/)+\w+\.\w+)`", README)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_picture_is_one() -> None:
    picture = (ROOT / "docs" / "register.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 300_000


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [document.name[:4] for document in DECISIONS] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("document", DECISIONS, ids=name_of)
def test_a_decision_says_why_what_and_what_follows_in_half_a_page(document: Path) -> None:
    text = document.read_text()
    assert re.match(rf"# {int(document.name[:4])}\. \S", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60
