"""S51: great acts ask again who is there."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts import actions, fresh
from tests.worlds import World, signed_in

PAGE = "/accounts/reauthenticate/"
PASSWORD = "correct horse battery staple"


@fresh.fresh
def great_act(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def asking(world: World, method: str = "get", age: float | None = None, **headers: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/people/merge/?step=2", headers=headers)
    request.user, request.session = world.coordinator, {}
    if age is not None:
        fresh.remember(request.session, request.user)
        request.session[fresh.KEY]["at"] -= age
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    return request


@pytest.mark.parametrize(
    ("age", "done"), [(0, True), (299, True), (301, False), (86_400, False), (None, False)]
)
def test_a_session_that_is_not_fresh_is_asked(world: World, age: float | None, done: bool) -> None:
    """S51"""
    answer = great_act(asking(world, age=age))
    assert (answer.status_code == 200) is done
    if not done:
        assert answer["Location"] == f"{PAGE}?next=%2Fpeople%2Fmerge%2F%3Fstep%3D2"


def test_a_clock_set_back_makes_nobody_fresh(world: World) -> None:
    assert great_act(asking(world, age=-600)).status_code == 302


def test_somebody_elses_proof_counts_for_nothing(world: World) -> None:
    request = asking(world)
    fresh.remember(request.session, world.keyworker)
    assert great_act(request).status_code == 302


def test_a_button_is_not_lost_it_is_pressed_again(world: World) -> None:
    request = asking(world, "post", referer="http://testserver/people/?page=3")
    assert great_act(request)["Location"] == f"{PAGE}?next=%2Fpeople%2F%3Fpage%3D3"
    assert [str(message) for message in get_messages(request)] == [fresh.NOT_DONE]


@pytest.mark.parametrize("referer", ["", "https://evil.example/x", "http://[", "//testserver"])
def test_the_way_back_from_a_button_stays_in_the_house(world: World, referer: str) -> None:
    answer = great_act(asking(world, "post", referer=referer))
    assert answer["Location"] == f"{PAGE}?next=%2Fhome%2F"


@pytest.fixture
def pat(world: World) -> Any:
    actions.set_password(user=world.coordinator, password=PASSWORD, by=world.hand)
    return world.coordinator


def test_the_password_makes_it_fresh_and_goes_back(world: World, pat: Any) -> None:
    browser = signed_in(pat, fresh=False)
    wrong = browser.post(PAGE, {"password": "not it", "next": "/register/"})
    assert "That is not your password" in wrong.content.decode()
    assert fresh.KEY not in browser.session
    assert browser.post(PAGE, {"password": PASSWORD, "next": "/register/"})["Location"] == "/register/"
    assert browser.session[fresh.KEY]["user"] == pat.pk


def test_the_demonstration_has_a_button_where_it_is_on(world: World, settings: Any) -> None:
    settings.DEMO = True
    actions.add_user(email="cora.ordway@demo.example.org", name="Cora Ordway", by=world.hand)
    browser = signed_in(world.family)
    browser.post("/demo/sign-in/", {"persona": "coordinator"})
    assert browser.session[fresh.KEY]
    assert "Confirm it is me (demonstration)" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"next": "/roles/"})["Location"] == "/roles/"
    settings.DEMO = False
    assert browser.post(PAGE, {"next": "/roles/"}).status_code == 200
