"""A second step is required for everybody who works here, and asked for in one place."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from accounts import actions, area_switch, second_factor
from accounts.permissions import RoleName
from dsr.models import Note
from tests.worlds import World, signed_in

STAFF = [role for role in RoleName if role != RoleName.FAMILY]
PAGE = "/accounts/second-factor/"


@pytest.mark.parametrize("role", [*STAFF, None])
def test_whoever_works_here_reaches_only_the_page_about_the_second_step(
    world: World, role: RoleName | None
) -> None:
    """S40: each role but family, and somebody with no role at all."""
    browser = signed_in(world.user(role), strong=False)
    for path in ("/my-work/", "/register/", "/home/", "/roles/", "/accounts/your-sign-in/"):
        answer = browser.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{PAGE}?next=%2F")
    assert browser.get(PAGE).status_code == 200
    assert browser.post("/accounts/logout/").status_code == 302


@pytest.mark.parametrize("how", second_factor.WAYS)
def test_each_second_step_opens_the_house(world: World, how: str, settings: Any) -> None:
    settings.DEMO = how == second_factor.DEMONSTRATION
    browser = signed_in(world.coordinator, strong=False)
    session = browser.session
    second_factor.remember(session, world.coordinator, how)
    session.save()
    assert browser.get("/my-work/").status_code == 200
    assert browser.get(f"{PAGE}?next=/register/")["Location"] == "/register/"


def test_a_password_is_no_second_step(world: World) -> None:
    with pytest.raises(ValueError, match="password"):
        second_factor.remember({}, world.coordinator, "password")


def test_the_family_needs_no_second_step(world: World) -> None:
    assert signed_in(world.family, strong=False).get("/me/").status_code == 200


def test_family_who_also_work_here_need_one(world: World) -> None:
    actions.add_membership(
        user=world.family, area=world.area, role=RoleName.PANEL_MEMBER, from_day=world.today, by=world.hand
    )
    assert signed_in(world.family, strong=False).get("/me/")["Location"].startswith(PAGE)


def test_choosing_an_area_to_work_in_asks_no_less_at_the_door(world: World) -> None:
    """S40: a daughter in Northmoor who works in Eastmere chooses Northmoor: she still works here."""
    mother, east = world.family, World("Eastmere")
    east.user(None)  # so that the area stands
    actions.add_membership(
        user=mother, area=east.area, role=RoleName.KEYWORKER, from_day=world.today, by=world.hand
    )
    browser = signed_in(mother, strong=False)
    session = browser.session
    session[area_switch.KEY] = world.area.slug
    session.save()
    assert browser.get("/me/")["Location"].startswith(PAGE)


def test_a_role_that_has_ended_or_not_begun_does_not_count(world: World) -> None:
    for days in (-2, 2):
        day = world.today + timedelta(days=days)
        place = actions.add_membership(
            user=world.family, area=world.area, role=RoleName.ANALYST, from_day=day, by=world.hand
        )
        if days < 0:
            actions.end_membership(membership=place, on=day, by=world.hand)
    assert signed_in(world.family, strong=False).get("/me/").status_code == 200


def test_one_persons_second_step_is_not_anothers(world: World) -> None:
    browser = signed_in(world.coordinator, strong=False)
    session = browser.session
    second_factor.remember(session, world.keyworker, second_factor.APP)
    session.save()
    assert browser.get("/my-work/")["Location"].startswith(PAGE)


def test_what_was_sent_before_the_second_step_is_not_done(world: World) -> None:
    entry = world.entry()
    answer = signed_in(world.keyworker, strong=False).post(f"/register/{entry.pk}/", {"text": "Phoned."})
    assert answer["Location"] == f"{PAGE}?next=%2Fhome%2F"
    assert not Note.objects.filter(text="Phoned.").exists()


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"]
)
def test_the_way_back_stays_in_the_house(world: World, wanted: str) -> None:
    assert signed_in(world.coordinator).get(PAGE, {"next": wanted})["Location"] == "/home/"


def test_pages_open_to_strangers_stay_open(world: World) -> None:
    assert signed_in(world.coordinator, strong=False).get("/help/").status_code == 200


def test_a_strong_session_costs_no_query(world: World, django_assert_num_queries: Any) -> None:
    request = SimpleNamespace(session={}, user=world.coordinator)
    second_factor.remember(request.session, request.user, second_factor.PASSKEY)
    with django_assert_num_queries(0):
        assert second_factor.how_strong(request) == second_factor.PASSKEY


def test_the_door_of_the_demonstration_is_one_press(world: World, settings: Any) -> None:
    settings.DEMO = True
    actions.add_user(email="cora.ordway@demo.example.org", name="Cora Ordway", by=world.hand)
    browser = Client()
    assert browser.post("/demo/sign-in/", {"persona": "coordinator"})["Location"] == "/home/"
    assert browser.get("/accounts/your-sign-in/").status_code == 200
    assert second_factor.KEY in browser.session


def test_the_door_of_the_demonstration_opens_nothing_once_it_is_closed(world: World, settings: Any) -> None:
    """S40: a session made strong by one press does not outlive the demonstration."""
    browser = signed_in(world.coordinator, strong=False)
    session = browser.session
    second_factor.remember(session, world.coordinator, second_factor.DEMONSTRATION)
    session.save()
    settings.DEMO = True
    assert browser.get("/my-work/").status_code == 200
    settings.DEMO = False
    assert browser.get("/my-work/")["Location"].startswith(PAGE)
