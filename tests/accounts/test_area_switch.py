"""Who works in several areas chooses one; every page narrows, and no role leaks over (S54, S59)."""

from typing import Any

import pytest

from accounts import actions
from accounts.models import User
from accounts.permissions import RoleName
from tests.worlds import World, signed_in


@pytest.fixture
def east(world: World) -> World:
    return World("Eastmere")


@pytest.fixture
def both(world: World, east: World) -> User:
    """Coordinator in Northmoor, commissioner in Eastmere."""
    user = world.coordinator
    actions.give_role(user=user, area=east.area, role=RoleName.COMMISSIONER, by=east.administrator)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def people(world: World, east: World) -> tuple[Any, Any]:
    return world.entry(), east.entry(east.person("Tom", family_name="Bell"))


def choose(browser: Any, slug: str, going: str = "") -> Any:
    return browser.post("/choose-area/", {"area": slug, "next": going})


def shown(browser: Any) -> set[str]:
    page = browser.get("/register/").content.decode()
    return {name for name in ("MORRIS", "BELL") if name in page}


def test_the_choice_narrows_every_page_and_all_widens_it_again(both: User, people: tuple) -> None:
    here, there = people
    browser = signed_in(both)
    assert shown(browser) == {"MORRIS", "BELL"}
    assert "All your areas" in browser.get("/my-work/").content.decode()
    assert choose(browser, "eastmere", "/register/").url == "/register/"
    assert shown(browser) == {"BELL"}
    assert browser.get(f"/register/{here.pk}/").status_code == 404
    assert browser.get(f"/register/{there.pk}/").status_code == 200
    assert browser.post("/search/", {"q": "Morris"}, follow=True).content.count(b"MORRIS") == 0
    choose(browser, "")
    assert shown(browser) == {"MORRIS", "BELL"}


def test_a_role_of_another_area_lends_nothing(both: User, people: tuple) -> None:
    """S54: the coordinator's pages are refused while Eastmere is chosen."""
    browser = signed_in(both)
    choose(browser, "eastmere")
    assert browser.get("/referrals/").status_code == 403
    page = browser.get("/my-work/").content.decode()
    assert "Commissioner" in page and ">Coordinator<" not in page.split("</nav>")[0]
    choose(browser, "northmoor")
    assert browser.get("/referrals/").status_code == 200


def test_an_area_that_is_not_theirs_is_not_found(both: User, people: tuple) -> None:
    browser = signed_in(both)
    World("Westholt")
    for slug in ("westholt", "nowhere", "x" * 10_000, "<script>"):
        assert choose(browser, slug).status_code == 404
    assert shown(browser) == {"MORRIS", "BELL"}


def test_a_choice_that_is_no_longer_held_is_dropped_at_once(both: User, people: tuple, east: World) -> None:
    """S57."""
    browser = signed_in(both)
    choose(browser, "eastmere")
    role = both.memberships.get(area=east.area)
    actions.end_role_now(membership=role, by=east.administrator)
    assert shown(browser) == {"MORRIS"}
    assert "working_in" not in browser.session
    assert "dsr-switch" not in browser.get("/my-work/").content.decode(), "one area: nothing to choose"


@pytest.mark.parametrize(
    "going", ["//evil.example", "https://evil.example", "/register/../", "javascript:x", ""]
)
def test_it_leads_to_lists_of_ours_only(both: User, going: str) -> None:
    """S25."""
    assert choose(signed_in(both), "eastmere", going).url == "/home/"


def test_a_link_does_not_choose(both: User) -> None:
    """S22."""
    assert signed_in(both).get("/choose-area/?area=eastmere").status_code == 405
