"""The embedded PostgreSQL: it starts whatever happened before, and is safe to start twice."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.database import embedded_in
from config.launch import postgres, privileges
from config.launch.places import ROOT, CannotStart, only_one, private, socket_folder


def ask(server: postgres.Server, question: str, role: str = postgres.OWNER) -> object:
    with psycopg.connect(server.conninfo(role)) as link:
        row = link.execute(question).fetchone()
    return row and row[0]


def change(server: postgres.Server, *statements: str) -> None:
    with psycopg.connect(server.conninfo(postgres.OWNER)) as link:
        for statement in statements:
            link.execute(statement)


def starter(home: Path, then: str) -> "subprocess.Popen[str]":
    """Another process that starts the same PostgreSQL, says "up", and goes on to do something."""
    start = f"postgres.start(Path({str(home)!r})); print('up', flush=True)"
    words = f"from pathlib import Path; from config.launch import postgres; {start}; {then}"
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", words], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def test_the_pages_role_owns_and_bypasses_nothing(cluster: postgres.Server) -> None:
    facts = "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = "
    assert ask(cluster, f"{facts}'{postgres.APP}'") is False
    assert ask(cluster, "SELECT current_user", role=postgres.APP) == postgres.APP
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "CREATE TABLE mine (n int)", role=postgres.APP)


def test_it_answers_on_its_socket_only_and_to_its_owner_only(cluster: postgres.Server) -> None:
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert (cluster.sockets.stat().st_mode & 0o777) == 0o700
    assert embedded_in(str(cluster.sockets))
    cluster.stop()
    assert not embedded_in(str(cluster.sockets))


def test_django_reads_its_address(cluster: postgres.Server) -> None:
    import environ

    read = environ.Env.db_url_config(cluster.url(postgres.APP))
    assert (read["HOST"], read["NAME"], read["USER"]) == (str(cluster.sockets), "dsr", "dsr_app")


def test_a_second_start_finds_the_first(cluster: postgres.Server) -> None:
    assert postgres.start(cluster.home).process is None


def test_after_kill_9_the_next_start_has_every_row(home: Path) -> None:
    first = postgres.start(home)
    change(first, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 500)")
    assert first.process
    first.process.kill()  # and not waited for: the number stays taken, as by a zombie
    again = postgres.start(home)
    try:
        assert ask(again, "SELECT count(*) FROM kept") == 500
    finally:
        again.stop()


def test_a_pid_file_that_names_a_stranger_is_not_believed(cluster: postgres.Server) -> None:
    """As after the machine was restarted: the numbers belong to other programs by now."""
    cluster.stop()
    for file in (cluster.data / "postmaster.pid", private(cluster.sockets) / ".s.PGSQL.5432.lock"):
        file.write_text(f"{os.getpid()}\n{cluster.data}\n")
    again = postgres.start(cluster.home)
    again.stop()
    assert again.process


def test_two_starters_at_once_share_one_server(home: Path) -> None:
    starters = [starter(home, "import sys; sys.stdin.read()") for _ in range(2)]
    try:
        assert [each.stdout.readline() for each in starters if each.stdout] == ["up\n", "up\n"]
        assert ask(postgres.start(home), "SELECT 1") == 1
    finally:
        postgres.start(home).stop()
        for each in starters:
            each.communicate(timeout=10)


def test_the_server_does_not_outlive_its_starter(home: Path) -> None:
    alone = starter(home, "import time; time.sleep(600)")
    assert alone.stdout and alone.stdout.readline() == "up\n"
    alone.kill()
    alone.wait()
    left = postgres.Server(home, postgres.programs(), socket_folder(home))
    end = time.monotonic() + 10
    while left.ready() and time.monotonic() < end:
        time.sleep(0.1)
    outlived = left.ready() and sys.platform.startswith("linux")
    left.stop()
    assert not outlived


def test_one_that_is_still_ending_is_waited_for(home: Path) -> None:
    alone = starter(home, "import time; time.sleep(600)")
    assert alone.stdout and alone.stdout.readline() == "up\n"
    alone.kill()
    postgres.end_left_over(home)
    again = postgres.start(home)
    again.stop()
    alone.wait()
    assert again.process


def test_a_path_too_long_for_a_socket(home: Path) -> None:
    server = postgres.start(home / ("deep" * 30) / ("deeper" * 20), scratch=True)
    try:
        assert ask(server, "SELECT 1") == 1
        assert len(str(server.sockets)) < 88
    finally:
        server.stop()


def test_a_cluster_that_was_half_made_is_made_again(home: Path) -> None:
    (home / "pg.new").mkdir(parents=True)
    (home / "pg.new" / "PG_VERSION").write_text("18\n")
    server = postgres.start(home, scratch=True)
    server.stop()
    assert not (home / "pg.new").exists()


def test_data_of_another_version_is_refused_with_the_way_out(home: Path) -> None:
    (home / "pg").mkdir(parents=True)
    (home / "pg" / "PG_VERSION").write_text("14\n")
    with pytest.raises(CannotStart, match=r"PostgreSQL 14; this is PostgreSQL \d+[\s\S]*docs/backup.md"):
        postgres.start(home)
    assert "Moving to a new PostgreSQL" in (ROOT / "docs" / "backup.md").read_text()


def test_the_systems_postgresql_does_as_well(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = postgres.system_programs()
    if not folder:
        pytest.skip("no PostgreSQL of the system's own on this machine")
    monkeypatch.setattr(postgres, "programs", lambda: folder)
    server = postgres.start(home, scratch=True)
    try:
        assert str(ask(server, "SHOW server_version")).startswith(str(postgres.version(folder)))
        assert ask(server, "SELECT 1", role=postgres.APP) == 1
    finally:
        server.stop()


def test_a_socket_folder_of_somebody_elses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    with pytest.raises(CannotStart, match="somebody else"):
        private(tmp_path / "ours")


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    with only_one(tmp_path / "lock") as first, only_one(tmp_path / "lock", wait=False) as second:
        assert (first, second) == (True, False)


def test_where_namespaces_are_forbidden_root_hands_it_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in many containers. The data then belongs to nobody, and comes back to root where it may."""
    if os.geteuid() != 0:
        return
    place = Path("/var/tmp") / f"dsr-container-{os.getpid()}"
    place.mkdir(mode=0o700)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(privileges, "NAMESPACE", ["false"])
            patch.setattr(privileges, "not_as_root", privileges.not_as_root.__wrapped__)
            patch.setattr(postgres, "not_as_root", privileges.not_as_root)
            if not subprocess.run([*privileges.not_as_root(), "test", "-x", postgres.programs()]).returncode:
                server = postgres.start(place, scratch=True)
                server.stop()
                assert server.data.owner() == "nobody"
        server = postgres.start(place, scratch=True)
        server.stop()
        in_a_namespace = privileges.not_as_root() == tuple(privileges.NAMESPACE)
        assert server.data.owner() == ("root" if in_a_namespace else "nobody")
    finally:
        subprocess.run(["rm", "-rf", str(place)], check=True)


def test_an_ordinary_user_can_start_it(tmp_path: Path) -> None:
    """Root plays the ordinary user; an ordinary user proves it by every other test here."""
    if os.geteuid() != 0:
        return
    python = Path(sys.executable).resolve()
    as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    place = Path("/var/tmp") / f"dsr-nobody-{os.getpid()}"
    if subprocess.run([*as_nobody, python, "-c", "import sys"], capture_output=True).returncode:
        python = Path("/usr/bin/python3")
    installed = [path for path in sys.path if "site-packages" in path]
    program = (
        "from pathlib import Path; from config.launch import postgres;"
        f"server = postgres.start(Path({str(place / 'home')!r})); print(server.ready()); server.stop()"
    )
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    try:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(ROOT), *installed]),
            "HOME": str(place),
        }
        said = subprocess.run(
            [*as_nobody, python, "-c", program], cwd=place, env=environment, capture_output=True, text=True
        )
    finally:
        subprocess.run(["rm", "-rf", str(place)], check=True)
    if "ModuleNotFoundError" in said.stderr or "Permission denied" in said.stderr:
        pytest.skip("this checkout or its Python is closed to other users")
    assert said.stdout.strip() == "True", said.stderr
