"""Somebody leaves: what they could open is closed at their next page."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.worlds import World, signed_in


def test_a_role_that_was_ended_opens_nothing_from_the_next_page_on(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.coordinator)
    assert browser.get(f"/register/{entry.pk}/").status_code == 200
    here = {"role": "coordinator", "area": "northmoor"}
    call_command("end_role", world.coordinator.email, **here, stdout=io.StringIO())
    assert browser.get(f"/register/{entry.pk}/").status_code == 403
    with pytest.raises(CommandError, match="is not coordinator"):
        call_command("end_role", world.coordinator.email, **here)


def test_a_stopped_account_is_signed_out_and_stays_out(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.coordinator)
    call_command("stop_account", world.coordinator.email.upper(), stdout=io.StringIO())
    answer = browser.get(f"/register/{entry.pk}/")
    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/")
    assert world.coordinator.history.first().history_user.name == "First run"


def test_a_new_password_ends_the_sessions_of_the_old_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(world.coordinator)
    monkeypatch.setattr("sys.stdin", io.StringIO("a harbour full of quiet boats\n"))
    call_command("set_password", world.coordinator.email, stdout=io.StringIO())
    assert browser.get("/my-work/").status_code == 302
    assert world.coordinator.check_password("a harbour full of quiet boats")


@pytest.mark.parametrize("word", ["short", "password1234", ""])
def test_a_poor_password_is_refused_in_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{word}\n"))
    with pytest.raises(CommandError, match="password"):
        call_command("set_password", world.coordinator.email)


@pytest.mark.parametrize("command", ["stop_account", "set_password"])
def test_an_unknown_account_is_named(world: World, command: str) -> None:
    with pytest.raises(CommandError, match=r"no account nobody@example\.org"):
        call_command(command, "nobody@example.org")
