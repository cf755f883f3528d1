"""Sign-ins that end when they should, one clock for all tabs, and the page that shows and ends them."""

from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from accounts import actions
from accounts.models import BrowserSession, Membership
from accounts.permissions import RoleName
from accounts.session_clock import ROW
from accounts.tasks import forget_old_forms_and_sessions
from tests.accounts.hands import Hands, browser_of, fill_in, take_the_clock, token_in
from tests.worlds import World, signed_in

PASSWORD = "correct horse battery staple"
SIGN_IN = "/accounts/login/?next="


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return take_the_clock(monkeypatch)


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def is_in(browser: Client, path: str = "/my-work/") -> bool:
    return browser.get(path).status_code == 200


def said(browser: Client, path: str) -> str:
    """The words on the sign-in page to which somebody is led."""
    return browser.get(path, follow=True).content.decode()


# ---------------------------------------------------------------- the clock (S47)


def test_half_an_hour_without_anything_is_the_end(world: World, hands: Hands) -> None:
    """S47"""
    browser = signed_in(world.coordinator)
    hands.go(minutes=29.9)
    assert is_in(browser)
    hands.go(minutes=30)
    was = browser.session.session_key
    found = browser.get("/register/")
    assert (found.status_code, found["Location"]) == (302, f"{SIGN_IN}/register/")
    assert not Session.objects.filter(session_key=was).exists()
    ended = BrowserSession.objects.get(user=world.coordinator)
    assert (ended.ended_why, ended.ended_by) == ("idle", world.coordinator)


def test_the_sign_in_page_says_why_in_plain_words(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    hands.go(minutes=31)
    page = said(browser, "/register/")
    assert "You were away for 30 minutes, so we signed you out." in page
    assert "What you had typed is kept" not in page, "nothing had been typed"


def test_a_second_tab_is_told_the_same_after_the_first_noticed(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    hands.go(minutes=31)
    said(browser, "/register/")
    assert "You were away for 30 minutes" in said(browser, "/my-work/")


def test_twelve_hours_are_the_end_however_busy(world: World, hands: Hands) -> None:
    """S47"""
    browser = signed_in(world.coordinator)
    for _ in range(35):
        hands.go(minutes=20)
        assert is_in(browser)
    hands.go(minutes=20)  # twelve hours to the minute
    assert "You were signed in for 12 hours, so we signed you out." in said(browser, "/my-work/")
    assert not is_in(browser)


def test_two_tabs_share_one_clock(world: World, hands: Hands) -> None:
    one = signed_in(world.coordinator)
    other = Client()
    other.cookies = one.cookies
    for _ in range(3):
        hands.go(minutes=20)
        assert is_in(one)
    hands.go(minutes=20)
    assert is_in(other), "the first tab was in use all the time"


def test_asking_the_clock_is_no_activity(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    for left in (1200, 600, 1):
        hands.go(seconds=1800 - left if left == 1200 else 600 if left == 600 else 599)
        assert browser.get("/sessions/clock/").json()["left"] == left
    hands.go(seconds=1)
    gone = browser.get("/sessions/clock/")
    assert (gone.status_code, gone.json()["left"]) == (401, 0)


def test_the_page_never_believes_itself_over_before_it_is(world: World, hands: Hands) -> None:
    """S49: at the end it asks for itself; a moment early that would begin the half hour anew."""
    browser = browser_of(world.coordinator)
    hands.go(minutes=30, seconds=-0.4)
    assert browser.get("/sessions/clock/").json()["left"] == 1


def test_static_files_are_no_activity(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    hands.go(minutes=20)
    browser.get("/static/dsr/app.css")
    browser.get("/nowhere/")
    hands.go(minutes=10)
    assert not is_in(browser)


def test_stay_signed_in_and_29_minutes_later_one_still_is(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    hands.go(minutes=27)
    assert browser.post("/sessions/stay/").json() == {"left": 1800, "warn": 300, "can_stay": True}
    hands.go(minutes=29)
    assert is_in(browser)
    hands.go(minutes=30)
    assert browser.post("/sessions/stay/").status_code != 200, "too late to stay"


def test_staying_does_not_outlast_twelve_hours(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    for _ in range(35):
        hands.go(minutes=20)
        is_in(browser)
    hands.go(minutes=16)
    assert browser.post("/sessions/stay/").json() == {"left": 240, "warn": 300, "can_stay": False}


def test_activity_is_written_once_a_minute_and_never_backwards(
    world: World, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(world.coordinator)
    began = BrowserSession.objects.get(user=world.coordinator).last_active_at
    hands.go(seconds=59)
    is_in(browser)
    row = BrowserSession.objects.get(user=world.coordinator)
    assert row.last_active_at == began
    hands.go(seconds=1)
    is_in(browser)
    row.refresh_from_db()
    assert row.last_active_at == began + timedelta(minutes=1)
    actions.keep_session_alive(session=row, at=began, by=row.user)
    row.refresh_from_db()
    assert row.last_active_at == began + timedelta(minutes=1)


def test_the_family_has_the_same_clock(world: World, hands: Hands) -> None:
    world.entry()
    browser = signed_in(world.family)
    assert is_in(browser, "/me/")
    hands.go(minutes=31)
    assert "You were away for 30 minutes" in said(browser, "/me/")


def test_a_session_without_a_row_of_ours_opens_nothing(world: World) -> None:
    browser = signed_in(world.coordinator)
    session = browser.session
    del session[ROW]
    session.save()
    assert not is_in(browser)


def test_the_public_form_has_no_clock(world: World) -> None:
    browser = Client()
    for path in ("/", "/refer/", "/help/"):
        found = browser.get(path)
        assert found.status_code == 200 and "session-dialog" not in found.content.decode()
    assert not BrowserSession.objects.exists()


# ---------------------------------------------------------------- ends at once (S49, S57)


def test_a_stopped_account_is_out_at_the_next_page(world: World) -> None:
    """S49"""
    browser = signed_in(world.coordinator)
    actions.stop_account(user=world.coordinator, by=world.administrator)
    assert browser.get("/register/")["Location"].startswith("/accounts/login/")
    assert BrowserSession.objects.get(user=world.coordinator).ended_why == "stopped"


def test_a_role_that_ended_opens_no_record_and_no_page_at_the_next_request(world: World) -> None:
    """S49, S57: 404 for a record, 403 for what only the role opened."""
    entry, user = world.entry(), world.user(RoleName.COORDINATOR, "Both Hats")
    actions.add_membership(
        user=user, area=World("Eastmere").area, role=RoleName.COORDINATOR, from_day=world.long_ago,
        by=world.hand,
    )  # fmt: skip
    browser = signed_in(user)
    assert is_in(browser, f"/register/{entry.pk}/")
    here, there = Membership.objects.filter(user=user).order_by("pk")
    actions.end_membership(membership=here, on=world.today - timedelta(days=1), by=world.hand)
    assert browser.get(f"/register/{entry.pk}/").status_code == 404
    actions.end_membership(membership=there, on=world.today - timedelta(days=1), by=world.hand)
    assert browser.get("/register/").status_code == 403


def test_signing_out_ends_it_for_every_tab_and_for_a_stolen_cookie(world: World) -> None:
    """S49"""
    browser = signed_in(world.coordinator)
    thief = Client()
    thief.cookies["session"] = browser.cookies["session"].value
    assert is_in(thief)
    found = browser.post("/accounts/logout/")
    assert found["Clear-Site-Data"] == '"cache", "storage"', "S52"
    assert not is_in(thief) and not is_in(browser)
    assert BrowserSession.objects.get(user=world.coordinator).ended_why == "signed_out"


def test_a_new_password_ends_the_other_sign_ins(world: World) -> None:
    """S49"""
    browser = signed_in(world.coordinator)
    actions.set_password(user=world.coordinator, password=PASSWORD, by=world.coordinator)
    assert not is_in(browser)
    assert BrowserSession.objects.get(user=world.coordinator).ended_why == "password"


def test_changing_ones_own_password_ends_the_others_and_not_this_one(world: World) -> None:
    """S49"""
    user = world.coordinator
    actions.set_password(user=user, password=PASSWORD, by=user)
    user.refresh_from_db()
    here, there = signed_in(user), signed_in(user)
    new = "another horse battery staple"
    found = here.post("/accounts/your-sign-in/password/", {"old": PASSWORD, "new": new, "again": new})
    assert found.status_code == 302, found.content.decode()
    assert is_in(here) and not is_in(there)
    assert BrowserSession.objects.get(user=user, ended_at=None).session_key == here.session.session_key


# ---------------------------------------------------------------- a new id at sign-in (S48)


def signs_in(browser: Client, email: str) -> Any:
    return browser.post("/accounts/login/", {"login": email, "password": PASSWORD})


def test_a_planted_session_id_is_never_adopted(world: World) -> None:
    """S48"""
    actions.add_user(email="pat@example.org", name="Pat Ellis", by=world.hand, password=PASSWORD)
    browser = Client()
    browser.cookies["session"] = "plantedplantedplantedplanted1234"
    signs_in(browser, "pat@example.org")
    assert browser.cookies["session"].value != "plantedplantedplantedplanted1234"
    assert not Session.objects.filter(session_key="plantedplantedplantedplanted1234").exists()


def test_an_anonymous_session_gets_a_new_id_at_sign_in(world: World) -> None:
    """S48"""
    actions.add_user(email="pat@example.org", name="Pat Ellis", by=world.hand, password=PASSWORD)
    browser, thief = Client(), Client()
    session = browser.session
    session["before"] = "x"
    session.save()
    before = browser.cookies["session"].value
    thief.cookies["session"] = before
    signs_in(browser, "pat@example.org")
    assert browser.cookies["session"].value != before
    assert "_auth_user_id" not in thief.session and not is_in(thief)


def test_signing_in_again_in_the_same_browser_starts_a_new_clock(world: World, hands: Hands) -> None:
    browser = signed_in(world.coordinator)
    first = browser.session[ROW]
    hands.go(minutes=10)
    signed_in(world.coordinator, browser)
    assert browser.session[ROW] != first
    assert BrowserSession.objects.get(ended_at=None).signed_in_at == hands.now


# ---------------------------------------------------------------- the page (S50)


def test_ones_sign_ins_are_listed_and_this_one_is_marked(world: World) -> None:
    """S50"""
    browser = browser_of(world.coordinator)
    signed_in(world.coordinator, Client(headers={"user-agent": "Safari iPhone"}))
    signed_in(world.keyworker)
    html = browser.get("/sessions/").content.decode()
    assert html.count('class="dsr-sessions__one"') == 2
    assert html.count("This device, now") == 1
    assert 'href="/accounts/your-sign-in/"' in browser.get("/my-work/").content.decode()
    assert 'href="/sessions/"' in browser.get("/accounts/your-sign-in/").content.decode()


def test_one_of_two_is_ended_and_the_other_goes_on(world: World) -> None:
    """S50"""
    here, there = signed_in(world.coordinator), signed_in(world.coordinator)
    found = here.post(f"/sessions/{there.session[ROW]}/end/", follow=True)
    assert "is signed out." in found.content.decode()
    assert not is_in(there) and is_in(here)


def test_all_others_are_ended_at_once(world: World) -> None:
    """S50"""
    here, *others = (signed_in(world.coordinator) for _ in range(4))
    here.post("/sessions/end-others/")
    assert is_in(here) and not any(is_in(other) for other in others)
    words = here.post("/sessions/end-others/", follow=True).content.decode()
    assert "There was no other device." in words


def test_ending_ones_own_is_signing_out(world: World) -> None:
    browser = signed_in(world.coordinator)
    found = browser.post(f"/sessions/{browser.session[ROW]}/end/")
    assert found["Clear-Site-Data"]
    assert not is_in(browser)


def test_nobody_ends_a_colleagues_sign_in_from_their_own_page(world: World) -> None:
    """S50: another's is not found, whatever one's role."""
    theirs = signed_in(world.coordinator)
    for user in (world.keyworker, world.administrator, world.family):
        assert signed_in(user).post(f"/sessions/{theirs.session[ROW]}/end/").status_code == 404
    assert is_in(theirs)


def test_ending_twice_is_not_found_and_changes_nothing(world: World) -> None:
    here, there = signed_in(world.coordinator), signed_in(world.coordinator)
    row = there.session[ROW]
    assert here.post(f"/sessions/{row}/end/").status_code == 302
    when = BrowserSession.objects.get(pk=row).ended_at
    assert here.post(f"/sessions/{row}/end/").status_code == 404
    assert BrowserSession.objects.get(pk=row).ended_at == when


def test_an_administrator_ends_every_sign_in_of_an_account(world: World) -> None:
    """S50: by the action that the page of accounts calls."""
    browsers = [signed_in(world.coordinator) for _ in range(2)]
    assert actions.end_sessions(user=world.coordinator, by=world.administrator) == 2
    assert "Somebody ended this sign-in" in said(browsers[0], "/my-work/") or not is_in(browsers[0])
    assert not any(is_in(browser) for browser in browsers)
    assert {row.ended_by for row in BrowserSession.objects.all()} == {world.administrator}
    assert actions.end_sessions(user=world.coordinator, by=world.administrator) == 0


def test_what_has_run_out_is_not_listed(world: World, hands: Hands) -> None:
    signed_in(world.coordinator)
    hands.go(minutes=31)
    page = signed_in(world.coordinator).get("/sessions/").content.decode()
    assert page.count('class="dsr-sessions__one"') == 1


@pytest.mark.parametrize("path", ["/sessions/stay/", "/sessions/end-others/", "/kept/", "/kept/clear/"])
def test_a_get_changes_nothing_and_a_stranger_is_sent_to_sign_in(world: World, path: str) -> None:
    assert signed_in(world.coordinator).get(path).status_code == 405
    assert Client().post(path)["Location"].startswith("/accounts/login/")


def test_the_forms_of_the_page_need_their_proof(world: World) -> None:
    browser = browser_of(world.coordinator)
    row = browser.session[ROW]
    for path in (f"/sessions/{row}/end/", "/sessions/end-others/", "/sessions/stay/", "/kept/"):
        assert browser.post(path).status_code == 403
    assert is_in(browser)


# ---------------------------------------------------------------- nothing stays in the browser (S52)


def test_nothing_of_a_signed_in_page_is_stored(world: World, hands: Hands) -> None:
    """S52: pages, refusals, not found, ways on, and the way to the sign-in page."""
    entry = world.entry()
    browser = signed_in(world.coordinator)
    for path in (
        "/my-work/",
        f"/register/{entry.pk}/",
        "/home/",
        "/governance/",
        "/nowhere/",
        "/sessions/clock/",
    ):
        assert "no-store" in browser.get(path)["Cache-Control"], path
    hands.go(minutes=31)
    for path in (f"/register/{entry.pk}/", "/my-work/"):
        assert "no-store" in browser.get(path)["Cache-Control"], path
    assert "no-store" in Client().get(f"/register/{entry.pk}/")["Cache-Control"]


# ---------------------------------------------------------------- the way back (S25)

EVIL = ["//evil.example", "https:evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "http://[", "http:///evil.example", "/\t/evil.example",
        "ftp://evil.example"]  # fmt: skip


@pytest.mark.parametrize("way", EVIL)
def test_after_signing_in_nobody_is_sent_elsewhere(world: World, way: str) -> None:
    """S25"""
    actions.add_user(email="pat@example.org", name="Pat Ellis", by=world.hand, password=PASSWORD)
    found = Client().post("/accounts/login/", {"login": "pat@example.org", "password": PASSWORD, "next": way})
    assert found.status_code == 302
    assert urlsplit(urljoin("http://testserver/accounts/login/", found["Location"])).netloc == "testserver"
    assert not found["Location"].startswith(("//", "/\\", "/\t"))


@pytest.mark.parametrize("way", EVIL)
def test_a_referer_from_elsewhere_is_no_way_back(world: World, hands: Hands, way: str) -> None:
    """S25: the page before is believed only when it is ours."""
    entry = world.entry()
    tab = fill_in(browser_of(world.coordinator), f"/register/{entry.pk}/", {"text": "Phoned."})
    hands.go(minutes=31)
    found = tab.send(referer=way, origin="http://testserver")
    assert found["Location"] == f"{SIGN_IN}/register/{entry.pk}/"


# ---------------------------------------------------------------- the week after


def test_what_is_known_of_old_sign_ins_goes_after_a_week(world: World, hands: Hands) -> None:
    signed_in(world.coordinator)
    hands.go(days=6)
    forget_old_forms_and_sessions()
    assert BrowserSession.objects.count() == 1
    hands.go(days=1.01)
    signed_in(world.keyworker)
    forget_old_forms_and_sessions()
    assert [row.user for row in BrowserSession.objects.all()] == [world.keyworker]


def test_settings_say_how_long(settings: Any) -> None:
    """S47, S18"""
    assert (settings.IDLE_MINUTES, settings.IDLE_WARNING_MINUTES) == (30, 5)
    assert settings.SESSION_COOKIE_AGE == 12 * 3600 and settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE and settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_the_page_says_the_time_to_its_script(world: World) -> None:
    browser = browser_of(world.coordinator)
    page = browser.get("/my-work/").content.decode()
    token = token_in(page)
    assert '<dialog class="dsr-dialog" id="session-dialog"' in page and "dsr/session.js" in page
    found = browser.post("/sessions/stay/", {"csrfmiddlewaretoken": token})
    assert 1790 < found.json()["left"] <= 1800
