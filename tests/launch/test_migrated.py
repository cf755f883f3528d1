"""The migrated database that tests start from: made once, and anew when what it depends on changes."""

from pathlib import Path

import pytest

from config.launch import migrated

FILES = {
    "dsr/migrations/0001_initial.py": "import dsr.statuses\n",
    "dsr/statuses.py": "ACTIVE = 'active'\n",
    "config/append_only.py": "",
    "requirements.txt": "django\n",
    "dsr/views.py": "",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, whose tables depend on all its files but the views."""
    for name, words in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words)
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    monkeypatch.setattr(migrated, "var_dir", lambda: tmp_path / "var")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_its_name_changes_with_all_that_a_migration_reads_and_with_nothing_else(
    project: Path, name: str
) -> None:
    before = migrated._name()
    assert migrated._name() == before
    (project / name).write_text(FILES[name] + "# changed\n")
    assert (migrated._name() != before) is (name != "dsr/views.py")


def test_a_new_migration_is_another_name(project: Path) -> None:
    before = migrated._name()
    (project / "dsr/migrations/0002_more.py").write_text("")
    assert migrated._name() != before


def test_it_is_made_once_and_given_to_everybody_who_starts(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(ready: Path) -> None:
        made.append(ready.name)
        ready.mkdir()
        (ready / "PG_VERSION").write_text("18")

    monkeypatch.setattr(migrated, "_make", make)
    for home in ("one", "two"):
        (project / home).mkdir()
        migrated.give_cluster(project / home)
        assert (project / home / "pg" / "PG_VERSION").read_text() == "18"
    assert made == [migrated._name()]
    (project / "one" / "pg" / "PG_VERSION").write_text("what a test does to its own")
    (project / "three").mkdir()
    migrated.give_cluster(project / "three")
    assert (project / "three" / "pg" / "PG_VERSION").read_text() == "18"
