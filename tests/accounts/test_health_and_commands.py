"""Live, ready, and what is run from a terminal."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.demo import PERSONAS
from accounts.models import Area, Heartbeat, Membership, User
from dsr.models import Person, Rating, RegisterEntry
from tests.worlds import World

READY, LIVE = "/health/ready", "/health/live"


def run(*words: str, **options: Any) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said, **options)
    return said.getvalue()


# ---------------------------------------------------------------- health


def test_live_says_so_to_anybody_and_nothing_more(db: None) -> None:
    found = Client().get(LIVE)
    assert (found.status_code, found.content) == (200, b"live\n")


def test_ready_only_once_a_worker_was_seen(db: None) -> None:
    found = Client().get(READY)
    assert (found.status_code, found.content) == (503, b"not ready\n")
    actions.mark_alive(name="worker")
    found = Client().get(READY)
    assert (found.status_code, found.content) == (200, b"ready\n")


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 503), (600, 503)])
def test_a_worker_silent_for_a_quarter_of_an_hour_is_gone(db: None, minutes: int, status: int) -> None:
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=minutes))
    assert Client().get(READY).status_code == status


def test_ready_is_about_this_start(db: None) -> None:
    actions.mark_alive(name="worker")
    run("forget_heartbeats")
    assert Client().get(READY).status_code == 503


def test_a_migration_that_has_not_run_is_not_ready(db: None) -> None:
    actions.mark_alive(name="worker")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = "
            "(SELECT max(id) FROM django_migrations WHERE app = 'dsr')"
        )
    assert Client().get(READY).status_code == 503


# ---------------------------------------------------------------- areas and members


def test_an_area_is_opened_and_somebody_given_a_role_in_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Northmoor is open" in run(
        "add_area", "Northmoor", phone="01632 960 100", crisis_phone="01632 960 111"
    )
    area = Area.objects.get(slug="northmoor")
    assert area.history.get().history_user.automatic
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery staple\n"))
    words = {"name": "Cora Ordway", "role": "coordinator", "area": "northmoor"}
    assert "coordinator in Northmoor" in run("add_member", "Cora@Example.org", **words)
    user = User.objects.get(email="cora@example.org")
    assert user.check_password("correct horse battery staple")
    run("add_member", "cora@example.org", **words | {"role": "commissioner"})
    assert User.objects.filter(email="cora@example.org").count() == 1
    assert set(user.memberships.values_list("role", flat=True)) == {"coordinator", "commissioner"}


@pytest.mark.parametrize("word", ["", "short", "password1234", "coraordway123"])
def test_a_weak_password_makes_no_account(world: World, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{word}\n"))
    with pytest.raises(CommandError):
        run("add_member", "new@example.org", name="Cora Ordway", role="coordinator", area="northmoor")
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_area_that_is_not_there_is_said(world: World) -> None:
    with pytest.raises(CommandError, match="no area nowhere"):
        run("add_member", "new@example.org", name="X", role="coordinator", area="nowhere")


# ---------------------------------------------------------------- the demonstration's people


def test_invented_people_belong_on_a_demonstration_only(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        run("seed_demo")
    assert not Area.objects.exists()


def test_a_register_with_somebody_in_it_is_left_alone(world: World, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="not empty"):
        run("seed_demo")


def picture() -> list[Any]:
    """Who is on the register, and how: without ids and times, which are random."""
    rows = RegisterEntry.objects.order_by("person__nhs_number", "person__search_name")
    people = list(rows.values_list("person__search_name", "person__date_of_birth", "person__nhs_number", "colour", "area__slug", "rated_on"))  # fmt: skip  # noqa: E501
    ratings = sorted(Rating.objects.values_list("entry__person__search_name", "number", "colour", "reason"))
    return [people, ratings]


def test_the_same_seed_makes_the_same_people_and_another_makes_others(
    db: None, settings: Any, tmp_path: Any
) -> None:
    from django.db import transaction

    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    seen = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            run("seed_demo", people=14, seed=seed)
            assert Person.objects.count() >= 14
            assert {p.email for p in PERSONAS} <= set(User.objects.values_list("email", flat=True))
            assert Membership.objects.on(timezone.localdate()).count() >= len(PERSONAS)
            numbers = Person.objects.exclude(nhs_number=None).values_list("nhs_number", flat=True)
            assert all(number.startswith("999") for number in numbers)
            seen.append(picture())
            transaction.set_rollback(True)
    assert seen[0] == seen[1] != seen[2]


def test_each_persona_signs_in_with_one_button(db: None, settings: Any, tmp_path: Any) -> None:
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    run("seed_demo", people=8)
    shown = Client().get("/demo/").content.decode()
    for persona in PERSONAS:
        assert f'value="{persona.key}"' in shown
        browser = Client()
        assert browser.post("/demo/sign-in/", {"persona": persona.key})["Location"] == "/home/"
        assert browser.get("/home/", follow=True).status_code == 200
