"""The settings refuse to start where they would hurt somebody (S61, S62)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.launch import postgres
from config.launch.places import ROOT

SOUND = {
    "SECRET_KEY": "forty-or-more-characters-that-nobody-could-guess",
    "DATABASE_URL": "postgres://dsr_app@db.example:5432/dsr?sslmode=verify-full",
}


def django_with(names: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Start Django as a server would, with just these names."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env=environment | names,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "not-a-secret-set-SECRET_KEY"}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "at least 40"),
        ({"DEBUG": "true"}, "DEBUG shows"),
        ({"DEMO": "true"}, "DEMO signs anybody in"),
        ({"HTTPS": "false"}, "HTTPS may only be off"),
        # No variable can pretend to be the embedded database: it is known by a file beside its socket.
        ({"DEBUG": "true", "EMBEDDED": "true", "EMBEDDED_DATABASE": "true"}, "DEBUG shows"),
        ({"DEMO": "true", "DATABASE_URL": "postgres://dsr_app@//var/run/postgresql/dsr"}, "DEMO signs"),
        ({"DATABASE_URL": "postgres://dsr_app@db.example/dsr"}, "another machine in the clear"),
        ({"DATABASE_URL": "postgres://dsr_app@/dsr", "PGHOST": "db.example"}, "another machine in the clear"),
        ({"REDIS_URL": "redis://queue.example:6379/0"}, "another machine in the clear"),
        ({"REDIS_URL": "rediss://queue.example:6379/0"}, "ssl_cert_reqs=required"),
    ],
)
def test_each_fault_is_refused_with_a_sentence(fault: dict[str, str], sentence: str) -> None:
    done = django_with(SOUND | fault)
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr and sentence in done.stderr


def test_sound_settings_start() -> None:
    done = django_with(SOUND)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "names",
    [
        {"DATABASE_URL": "postgres://dsr_app@127.0.0.1/dsr"},
        {"REDIS_URL": "rediss://queue.example:6379/0?ssl_cert_reqs=required"},
        {"DATABASE_URL": "postgres://dsr_app@db/dsr", "HOSTS_ON_THIS_MACHINE": "db,redis"},
        {"REDIS_URL": "redis://redis:6379/0", "HOSTS_ON_THIS_MACHINE": "db,redis"},
    ],
)
def test_a_closed_way_to_the_data_starts(names: dict[str, str]) -> None:
    """S61"""
    done = django_with(SOUND | names)
    assert done.returncode == 0, done.stderr


def test_a_public_demonstration_is_asked_for_by_name() -> None:
    done = django_with(SOUND | {"DEMO": "true", "DEMO_ANYWHERE": "true"})
    assert done.returncode == 0, done.stderr


def test_the_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(SOUND["SECRET_KEY"] + "\n")
    assert django_with(SOUND | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(file)}).returncode == 0


def test_the_embedded_database_allows_a_demonstration(cluster: postgres.Server) -> None:
    names = {"DATABASE_URL": cluster.url(postgres.APP), "DEMO": "true", "DEBUG": "true"}
    assert django_with(SOUND | names).returncode == 0
