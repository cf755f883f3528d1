"""The first step: clear sentences on a machine that lacks something, and no needless installation."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from config.launch.places import ROOT


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, its paths led to an empty folder with two small locks."""
    from config.launch import bootstrap as module

    for name in (module.RUN, module.DEVELOPMENT, module.INSTALLER):
        (tmp_path / name).write_text(f"{name}==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "installed.json")
    return module


@pytest.fixture
def installs(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locks that would have been installed."""
    calls: list[str] = []

    def works(*command: object) -> bool:
        if "sync" in command:
            calls.append(str(command[-1]))
        return True

    monkeypatch.setattr(bootstrap, "works", works)
    return calls


def test_a_lock_is_installed_once_until_it_changes(bootstrap: ModuleType, installs: list[str]) -> None:
    bootstrap.install_locked(bootstrap.RUN)
    bootstrap.install_locked(bootstrap.RUN)
    assert installs == [bootstrap.RUN]
    (bootstrap.ROOT / bootstrap.RUN).write_text("newer==2\n")
    bootstrap.install_locked(bootstrap.RUN)
    assert installs == [bootstrap.RUN] * 2


def test_run_after_test_installs_nothing(bootstrap: ModuleType, installs: list[str]) -> None:
    bootstrap.install_locked(bootstrap.RUN)
    bootstrap.install_locked(bootstrap.DEVELOPMENT)
    bootstrap.install_locked(bootstrap.RUN)
    bootstrap.install_locked(bootstrap.DEVELOPMENT)
    assert installs == [bootstrap.RUN, bootstrap.DEVELOPMENT]


def test_a_developer_keeps_the_development_lock(bootstrap: ModuleType, installs: list[str]) -> None:
    bootstrap.install_locked(bootstrap.DEVELOPMENT)
    (bootstrap.ROOT / bootstrap.RUN).write_text("newer==2\n")
    bootstrap.install_locked(bootstrap.RUN)
    assert installs == [bootstrap.DEVELOPMENT] * 2


def test_an_interrupted_installation_is_done_again(
    bootstrap: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.install_locked(bootstrap.RUN)
    (bootstrap.ROOT / bootstrap.RUN).write_text("newer==2\n")
    monkeypatch.setattr(bootstrap, "install_uv", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        bootstrap.install_locked(bootstrap.RUN)
    assert bootstrap.installed() == {}


def test_where_uv_fails_pip_is_tried(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "works", lambda *command: False)
    monkeypatch.setattr(bootstrap, "must", lambda command, sorry: tried.append(command))
    bootstrap.install_locked(bootstrap.RUN)
    assert "--require-hashes" in tried[0] and "pip" in tried[0]
    assert json.loads(bootstrap.STAMP.read_text())


def test_a_python_without_venv_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "works", lambda *command: False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        bootstrap.make_venv(may_install=False)


def test_an_older_python_is_told_what_is_wrong(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer; this is Python 3\.9[\s\S]*PYTHON="):
        bootstrap.refuse_old_python()


def test_it_needs_nothing_but_the_standard_library() -> None:
    """-I -S: no site-packages, no folder of ours on the path."""
    code = "import runpy; runpy.run_path('config/launch/bootstrap.py', run_name='read')"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"])
def test_locks_have_hashes_and_no_hosts(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert pinned and all(line.endswith("\\") for line in pinned), "every version needs its hashes"
    assert "://" not in text and "--index" not in text and "--find-links" not in text


@pytest.mark.parametrize("source", ["requirements.in", "requirements-dev.in"])
def test_every_direct_dependency_has_its_reason(source: str) -> None:
    lines = [line for line in (ROOT / source).read_text().splitlines() if line and line[0] not in "#-"]
    assert lines
    for line in lines:
        assert len(line.partition("#")[2].strip()) >= 8, f"{source}: why {line.split()[0]}?"


def test_the_development_lock_contains_the_other() -> None:
    def pins(lock: str) -> set[str]:
        lines = (ROOT / lock).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith(("#", " "))}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_a_venv_that_works_is_left_alone(bootstrap: ModuleType, installs: list[str]) -> None:
    bootstrap.make_venv(may_install=False)
    assert not (bootstrap.VENV / "pyvenv.cfg").exists()
