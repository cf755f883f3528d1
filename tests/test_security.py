"""Who gets in, what travels with every page, and what never leaves. Numbers are those of ASVS 5.0.

S18, S19, S20, S21, S22, S25, S26, S27, S28, S57, S63, S64.
"""

import copy
import json
import logging
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern

from accounts import actions as accounts
from accounts.models import User
from accounts.permissions import ROLES, RoleName
from config import errors
from config.access import SIGNED_IN
from config.logs import JsonFormatter
from dsr.models import Person
from dsr.names import spaced_nhs_number
from tests.accounts.steps import add_app_to
from tests.code import ROOT
from tests.full_house import House
from tests.visits import (
    ABOUT_SOMEBODY,
    ADDRESSES,
    PRIVATE,
    address,
    body,
    named,
    strict,
)
from tests.worlds import signed_in

SECRET = "correct horse battery staple"
METHODS = ("get", "post")


@pytest.fixture(scope="module")
def sign_ins(houses: tuple[House, House], django_db_blocker: Any) -> Iterator[dict[RoleName, SimpleCookie]]:
    """The cookies of each role of Northmoor, signed in once: that takes longer than most pages."""
    # Some pages ask for a proof of oneself from the last minutes; this one outlasts the tests.
    with patch("accounts.fresh.WITHIN", 3600):
        with django_db_blocker.unblock():
            found = {role: signed_in(user).cookies for role, user in houses[0].staff.items()}
        yield found


@pytest.fixture
def browser_of(sign_ins: dict[RoleName, SimpleCookie]) -> Callable[[RoleName], Client]:
    """A new browser of a role, signed in just before; what it does is undone after the test."""
    handler = ClientHandler(enforce_csrf_checks=False)

    def opened(role: RoleName) -> Client:
        client = Client()
        client.handler, client.cookies = handler, copy.deepcopy(sign_ins[role])
        return client

    return opened


# ---------------------------------------------------------------- strangers (8.2.1)


@pytest.mark.parametrize("pattern", PRIVATE, ids=named)
def test_a_stranger_is_asked_to_sign_in_and_learns_nothing(house: House, pattern: URLPattern) -> None:
    path = address(pattern, house.ids())
    for method in (*METHODS, "head", "put", "delete", "patch", "options"):
        found = getattr(Client(), method)(path)
        assert found.status_code == 302, method
        assert found["Location"].startswith("/accounts/login/?next=")
        assert body(found) == ""


def test_a_stranger_cannot_tell_a_person_on_the_register_from_one_who_is_not(house: House) -> None:
    there = Client().get(f"/register/{house.jade.pk}/")
    nowhere = Client().get("/register/00000000-0000-4000-8000-000000000000/")
    assert there.status_code == nowhere.status_code == 302


# ---------------------------------------------------------------- roles (8.2.1, 8.2.2)


@pytest.mark.parametrize("pattern", PRIVATE, ids=named)
@pytest.mark.parametrize("method", METHODS)
def test_every_page_obeys_the_table_of_roles(
    house: House, browser_of: Callable[[RoleName], Client], pattern: URLPattern, method: str
) -> None:
    """One test a page, all roles in it: 403 exactly where the role lacks the page's permission."""
    access, path = pattern.callback.access, address(pattern, house.ids())
    for role in house.staff:
        if access == SIGNED_IN:
            continue
        status = getattr(browser_of(role), method)(path).status_code
        lacks = access not in ROLES[role].permissions
        if role == RoleName.COMMISSIONER and (method, pattern.name) == ("get", "review-report"):
            lacks = True  # they read issued reports, and this one is a draft
        assert (status == 403) is lacks, f"{role}: {status}"
        assert status < 500


@pytest.mark.parametrize("pattern", ABOUT_SOMEBODY, ids=named)
@pytest.mark.parametrize("method", METHODS)
def test_another_areas_people_are_not_found(
    house: House,
    eastmere: House,
    browser_of: Callable[[RoleName], Client],
    pattern: URLPattern,
    method: str,
) -> None:
    """Not forbidden: forbidden would say that they are on a register."""
    if pattern.callback.access == SIGNED_IN:
        pytest.skip("about nobody")
    path = address(pattern, eastmere.ids())
    for role in house.staff:
        if pattern.callback.access in ROLES[role].permissions:
            status = getattr(browser_of(role), method)(path).status_code
            assert status in (404, 405), f"{role}: {status}"


@pytest.mark.parametrize("pattern", ABOUT_SOMEBODY, ids=named)
def test_nobodys_id_is_not_found(
    house: House, browser_of: Callable[[RoleName], Client], pattern: URLPattern
) -> None:
    nobody = dict.fromkeys(house.ids(), "00000000-0000-4000-8000-000000000000")
    for role in house.staff:
        if pattern.callback.access in ROLES[role].permissions:
            assert browser_of(role).get(address(pattern, nobody)).status_code in (404, 405), role


def test_an_account_that_is_stopped_is_out_at_its_next_page(house: House) -> None:
    browser = signed_in(house.world.keyworker)
    assert browser.get("/my-work/").status_code == 200
    worker = User.objects.get(pk=house.world.keyworker.pk)
    worker.is_active = False
    worker.save(by=house.world.administrator)
    assert browser.get("/my-work/").status_code == 302


def test_a_role_that_ends_takes_its_pages_with_it_at_once(house: House) -> None:
    browser = signed_in(house.world.keyworker)
    membership = house.world.keyworker.memberships.get()
    yesterday = house.world.long_ago
    accounts.end_membership(membership=membership, on=yesterday, by=house.world.administrator)
    assert browser.get(f"/register/{house.jade.pk}/").status_code == 403


# ---------------------------------------------------------------- a GET changes nothing (3.5.3)


# What acts at one press: a link, a preview or a prefetch must never set it off.
ONE_PRESS = {
    "demo-sign-in", "entry-restricted-end", "review-panel-confirm", "review-recommendation-remove",
    "referral-told", "referrals-find", "referral-ask-consent", "referral-real", "referral-handover-seen",
    "track-close", "referral-second-part", "duty-end", "flag-code-again", "flag-forget",
}  # fmt: skip


@pytest.mark.parametrize("pattern", ADDRESSES, ids=named)
def test_only_declared_methods_are_answered(
    house: House, browser_of: Callable[[RoleName], Client], pattern: URLPattern
) -> None:
    browser, path = browser_of(RoleName.COORDINATOR), address(pattern, house.ids())
    for method in ("put", "delete", "patch", "trace"):
        status = getattr(browser, method)(path).status_code
        assert status in (403, 404, 405) or (pattern.name.startswith(("account_", "mfa_")) and status == 302)
    if pattern.name in ONE_PRESS:
        assert browser.get(path).status_code in (403, 404, 405)


# ---------------------------------------------------------------- what travels with a page


def check_headers(found: Any, *, private: bool) -> None:
    policy = found["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy or policy.startswith("sandbox;")
    assert not re.search(r"https?:|\*|data:", policy)
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    if private:
        assert "no-store" in found["Cache-Control"]
    if found.get("Content-Type", "").startswith("text/"):
        assert "charset=utf-8" in found["Content-Type"]
    assert "Server" not in found and "X-Powered-By" not in found


def test_no_page_may_be_put_in_a_frame(house: House) -> None:
    assert "frame-ancestors 'none'" in Client().get("/")["Content-Security-Policy"]
    assert Client().get("/").headers["X-Frame-Options"] == "DENY"


def test_a_page_for_the_wrong_role_and_one_not_found_carry_them(house: House) -> None:
    browser = signed_in(house.world.family)
    for path, status in (("/register/", 403), ("/nothing-here/", 404)):
        found = browser.get(path)
        assert found.status_code == status
        check_headers(found, private=True)


def settings_with(**names: str) -> dict[str, Any]:
    """The settings of a real installation, as another process reads them."""
    words = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY "
    words += "SESSION_COOKIE_SAMESITE CSRF_COOKIE_SAMESITE SESSION_COOKIE_NAME CSRF_COOKIE_NAME "
    words += (
        "SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS PASSWORD_HASHERS DEBUG DEMO"
    )
    ask = "import json; from django.conf import settings as s; "
    ask += f"print(json.dumps({{n: getattr(s, n) for n in '{words}'.split()}}))"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    data = "postgres://dsr_app@db.example.org/dsr?sslmode=verify-full"
    given = {"DATABASE_URL": data, "SECRET_KEY": "s" * 50}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **given, **names},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_cookies_of_an_installation_travel_by_https_only() -> None:
    found = settings_with()
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"] and found["CSRF_COOKIE_HTTPONLY"]
    assert {found["SESSION_COOKIE_SAMESITE"], found["CSRF_COOKIE_SAMESITE"]} <= {"Lax", "Strict"}
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-") and found["CSRF_COOKIE_NAME"].startswith(
        "__Host-"
    )
    assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] and not found["DEBUG"] and not found["DEMO"]
    assert "Scrypt" in found["PASSWORD_HASHERS"][0] or "Argon2" in found["PASSWORD_HASHERS"][0]


def test_no_cookie_can_be_read_by_a_script(house: House) -> None:
    account(house)
    browser = Client()
    browser.get("/accounts/login/")
    browser.post("/accounts/login/", {"login": "pat@example.org", "password": SECRET})
    assert browser.cookies
    for cookie in browser.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") and cookie["path"] == "/"


# ---------------------------------------------------------------- signing in


def account(house: House, email: str = "pat@example.org") -> User:
    user = accounts.add_user(email=email, name="Pat Ellis", password=SECRET, by=house.world.hand)
    accounts.add_membership(
        user=user, area=house.area, role=RoleName.COORDINATOR, from_day=house.today, by=house.world.hand
    )
    return user


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "http:///evil.example",
        "///evil.example",
    ],
)
def test_next_leads_nowhere_else(house: House, elsewhere: str) -> None:
    account(house)
    sent = {"login": "pat@example.org", "password": SECRET, "next": elsewhere}
    found = Client().post("/accounts/login/", sent)
    assert found.status_code == 302
    assert re.match(r"/(?![/\\])", found["Location"]), found["Location"]
    shown = Client().get("/accounts/login/", {"next": elsewhere})
    assert 'href="https://evil' not in body(shown) and 'href="//evil' not in body(shown)


def test_next_leads_back_to_the_page_that_asked(house: House) -> None:
    account(house)
    sent = {"login": "pat@example.org", "password": SECRET, "next": "/register/"}
    assert Client().post("/accounts/login/", sent)["Location"] == "/register/"


def test_a_new_session_begins_at_sign_in_and_ends_at_sign_out(house: House) -> None:
    account(house)
    browser = Client()
    browser.get("/accounts/login/")
    browser.session.save()
    app = add_app_to(User.objects.get(email="pat@example.org"))
    browser.post("/accounts/login/", {"login": "pat@example.org", "password": SECRET})
    browser.post("/accounts/second-step/", {"code": app.code()})
    key = browser.session.session_key
    assert browser.get("/register/").status_code == 200
    assert browser.get("/accounts/logout/").status_code in (200, 302)
    assert browser.get("/register/").status_code == 200, "signing out is never a GET"
    browser.post("/accounts/logout/")
    browser.cookies["session"] = key
    assert browser.get("/register/").status_code == 302


def test_a_host_of_somebody_elses_is_refused(house: House) -> None:
    found = strict().get("/", headers={"host": "evil.example"})
    assert found.status_code == 400
    assert "evil.example" not in body(found)


def test_what_a_client_claims_about_itself_is_not_believed(house: House) -> None:
    claims = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-Url": "/areas/"}
    shown = Client().get("/", headers=claims)
    assert "evil.example" not in body(shown) and not shown.wsgi_request.is_secure()
    assert shown.wsgi_request.path == "/"


# ---------------------------------------------------------------- what never leaves (14.2.1)


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> Any:
    """Every line of every logger, as it would be written out."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # as the setting LOG_LEVEL leaves it
    return lambda: "\n".join(JsonFormatter().format(record) for record in caplog.records)


def test_a_search_stands_in_no_address_and_no_log(house: House, log_lines: Any) -> None:
    number = house.jade.person.nhs_number
    browser = signed_in(house.world.coordinator)
    for words in (number, spaced_nhs_number(number), "Rahman", "Zzyzx"):
        found = browser.post("/search/", {"q": words}, follow=True)
        seen = [path for path, _ in found.redirect_chain] + [
            found.request["PATH_INFO"],
            found.request["QUERY_STRING"],
        ]
        for mark in (number, "999 ", "Rahman", "Zzyzx"):
            assert not any(mark in path for path in seen)
            assert mark not in log_lines()
    asked = browser.get("/search/", {"q": "Rahman"})
    assert "Type into the box" in asked.content.decode() and "RAHMAN" not in asked.content.decode()


def test_an_error_is_logged_without_what_was_typed(house: House, log_lines: Any) -> None:
    """PostgreSQL's own sentences quote the row: the log keeps where it broke, not whom it was about."""
    person, hand = house.jade.person, house.world.hand
    facts = {
        "nhs_number": person.nhs_number,
        "date_of_birth": person.date_of_birth,
        "recorded_in": house.area,
    }
    twin = Person(given_name="Zzyzx", family_name="Morris", **facts)
    with patch("dsr.views.search.find_in_sight", side_effect=lambda *_, **__: twin.save(by=hand)):
        browser = strict()
        signed_in(house.world.coordinator, browser)
        found = browser.post("/search/", {"q": "Zzyzx"}, follow=True)
    assert found.status_code == 500
    assert "IntegrityError" in log_lines(), "where it broke is still said"
    assert "Zzyzx" not in log_lines() and person.nhs_number not in log_lines()


def test_a_link_from_an_e_mail_stands_in_no_log(log_lines: Any) -> None:
    """S63: whoever reads the logs must not be able to follow somebody's invitation."""
    key = "eyJpIjoiN2Y0YyJ9" * 4
    logging.getLogger("django.request").warning("Not Found: %s", f"/invitation/{key}/")
    logging.getLogger("django.request").warning("Not Found: %s", f"/register/{uuid.UUID(int=7)}/")
    assert key not in log_lines() and "/invitation/…/" in log_lines().replace("\\u2026", "…")
    assert str(uuid.UUID(int=7)) in log_lines()


def test_a_log_line_cannot_be_forged() -> None:
    record = logging.LogRecord("x", logging.ERROR, "x", 1, 'two\n{"level": "forged"}\r\x1b[2J', None, None)
    assert len(JsonFormatter().format(record).splitlines()) == 1


# ---------------------------------------------------------------- error pages

ERRORS = {
    400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, 429: errors.too_many,
    500: errors.server_error, 503: errors.unavailable,
}  # fmt: skip


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_needs_no_database_and_says_whom_to_phone(status: int, settings: Any) -> None:
    # No `db` here: a query would fail this test.
    settings.HELP_PHONE = "01632 960 555"
    request = RequestFactory().get("/")
    request.id = "0123456789abcdef"
    found = ERRORS[status](request)
    shown = body(found)
    assert found.status_code == status
    assert "999" in shown and "111" in shown and "01632 960 555" in shown and request.id in shown
    assert shown.count("<h1") == 1 and 'lang="en-GB"' in shown


def test_a_crash_is_a_calm_page(house: House) -> None:
    browser = strict()
    signed_in(house.world.coordinator, browser)
    with patch("dsr.views.search.find_in_sight", side_effect=ValueError("the secret of Jade")):
        found = browser.post("/search/", {"q": "Jade"}, follow=True)
    assert found.status_code == 500
    assert "secret" not in body(found) and "Traceback" not in body(found)
    assert "no-store" in found["Cache-Control"]


def test_a_form_open_too_long_gives_back_what_was_typed(house: House) -> None:
    browser = strict(csrf=True)
    signed_in(house.world.keyworker, browser)
    words = "A long account of what happened on Friday <script>alert(1)</script>"
    found = browser.post(
        f"/register/{house.jade.pk}/rate/", {"reason": words, "csrfmiddlewaretoken": "x" * 64}
    )
    assert found.status_code == 403
    assert "A long account of what happened on Friday &lt;script&gt;" in body(found)
    assert "x" * 64 not in body(found)
    assert "no-store" in found["Cache-Control"]


def test_a_page_that_has_gone_meanwhile_gives_back_what_was_typed(house: House) -> None:
    """A colleague recorded the discharge first: the form has no page any more, and the words are not lost."""
    words = "Her own flat, with the team she knows <b>from school</b>"
    gone_page = f"/register/{house.jade.pk}/people/{uuid.uuid4()}/"
    signed = strict(csrf=True)
    signed_in(house.world.coordinator, signed)
    found = signed.post(gone_page, {"words": words, "csrfmiddlewaretoken": signed.cookies["csrf"].value})
    assert found.status_code == 404
    assert "with the team she knows &lt;b&gt;from school" in body(found)
    assert "no-store" in found["Cache-Control"]


def test_words_of_another_sites_form_stand_on_no_page_of_ours(house: House) -> None:
    found = strict(csrf=True).post("/no-such-page/", {"words": "Phone this number and say your password"})
    assert "Phone this number" not in body(found)


@pytest.mark.parametrize("name", ["password", "password1", "new_password", "oldpassword", "passphrase"])
def test_a_password_is_never_given_back(house: House, name: str) -> None:
    found = strict(csrf=True).post("/accounts/login/", {"login": "pat@example.org", name: SECRET * 2})
    assert found.status_code == 403
    assert SECRET not in body(found)


# ---------------------------------------------------------------- the database is away


def gone(*_: Any, **__: Any) -> None:
    error = OperationalError("terminating connection due to administrator command")
    error.__cause__ = type("AdminShutdown", (Exception,), {"sqlstate": "57P01"})()
    raise error


@pytest.mark.parametrize(
    "path", ["/", "/register/", "/my-work/", "/accounts/login/", "/health/ready", "/refer/"]
)
def test_a_database_that_is_away_is_a_503_with_a_time_to_try_again(house: House, path: str) -> None:
    browser = strict()
    signed_in(house.world.coordinator, browser)
    with patch.object(CursorWrapper, "execute", gone):
        found = browser.get(path)
    assert found.status_code == 503
    assert int(found["Retry-After"]) > 0
    assert "Back in a moment" in body(found)


def test_live_needs_no_database(house: House) -> None:
    with patch.object(CursorWrapper, "execute", gone):
        assert strict().get("/health/live").status_code == 200


def test_a_wrong_statement_is_not_called_an_outage(house: House) -> None:
    def wrong(*_: Any, **__: Any) -> None:
        error = OperationalError("deadlock detected")
        error.__cause__ = type("DeadlockDetected", (Exception,), {"sqlstate": "40P01"})()
        raise error

    browser = strict()
    signed_in(house.world.coordinator, browser)
    with patch("dsr.views.search.find_in_sight", wrong):
        assert browser.post("/search/", {"q": "Jade"}, follow=True).status_code == 500


# ---------------------------------------------------------------- looks before pages (16.3.2)


PAGES_WITH_NAMES = (
    "/register/", "/register/{}/", "/register/{}/looks/", "/recommendations/", "/dashboard/", "/my-work/",
    "/reviews/", "/referrals/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES_WITH_NAMES)
def test_where_a_look_cannot_be_written_nobody_is_shown(house: House, path: str) -> None:
    """S64: the table of looks takes no row, whichever way the code writes to it: 503, and nobody's name."""
    browser = strict()
    signed_in(house.world.coordinator, browser)
    before = browser.get(path.format(house.jade.pk), follow=True)
    assert before.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_accesslogentry ADD CONSTRAINT shut CHECK (false) NOT VALID")
    found = browser.get(path.format(house.jade.pk), follow=True)
    assert found.status_code == 503
    assert int(found["Retry-After"]) > 0
    assert "MORRIS" not in body(found).upper()
