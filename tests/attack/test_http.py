"""Methods, headers, hosts, redirects, sessions and paths: what a client may claim, and what it gets."""

import re
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.access import table
from tests.access.asking import address
from tests.access.cases import PATTERNS, pages, ways
from tests.access.scene import Scene
from tests.attack.forms import PDF, shown_to
from tests.test_security import check_headers
from tests.visits import Stored, body

KINDS = re.compile(r"text/(html|plain); charset=utf-8|application/(pdf|json)")
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "OPTIONS")
# allauth's own views: they answer OPTIONS, and redirect whoever comes too early.
NOT_OURS = {"account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn"}
ASKED = sorted(pages() - set(table.DEMONSTRATION) - set(table.ABOUT_A_THING))


def path_for(scene: Scene, name: str) -> tuple[str, str]:
    """Somebody whom the page is shown to, and its address about a record of theirs."""
    who, relation = (shown_to(name) or [("coordinator", "mine")])[0] if "GET" in ways(name) else SENDER(name)
    return who, address(name, scene.ids(relation if relation in table.RELATIONS else "mine"))


def SENDER(name: str) -> tuple[str, str]:
    from tests.attack.test_forms import senders

    return senders(name)[0]


# ---------------------------------------------------------------- methods (S28) and types (S26)


@pytest.mark.parametrize("name", ASKED)
def test_a_page_answers_only_in_the_ways_that_the_table_declares(
    scene: Scene, stored: Stored, name: str
) -> None:
    """S28: to somebody who may open it, any other way is refused by its name, and changes nothing."""
    who, path = path_for(scene, name)
    since = stored.written()
    for method in METHODS:
        if method in ways(name) or (name in NOT_OURS and method in ("GET", "OPTIONS", "POST")):
            continue
        found = scene.browser(who).generic(method, path)
        assert found.status_code == 405 or (name in NOT_OURS and found.status_code == 302), f"{method} {path}"
        check_headers(found, private=False)
    assert stored.changed(since) == set()


@pytest.mark.parametrize("name", sorted(n for n in ASKED if "GET" in ways(n)))
def test_every_answer_says_what_it_is_and_carries_its_headers(scene: Scene, name: str) -> None:
    """S21, S26: shown, refused, not found and sent to sign in alike."""
    _, path = path_for(scene, name)
    for who in (path_for(scene, name)[0], table.STRANGER, "analyst", "family"):
        found = scene.browser(who).get(path)
        if found.status_code != 302:
            kind, is_file = found["Content-Type"], "Content-Disposition" in found
            assert re.fullmatch(
                r"(text/(html|plain)|application/json); charset=utf-8|application/(pdf|json)", kind
            )
            if is_file or kind == "application/pdf":
                assert getattr(PATTERNS[name].callback, "is_download", False), "mark it @download (S23)"
        check_headers(found, private=False)
        body(found)


def test_every_answer_by_https_says_to_stay_there(scene: Scene, settings: Any) -> None:
    """S19: for at least a year, with everything under the name."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    browser = Client(raise_request_exception=False)
    paths = ("/", "/nothing-here/", "/register/", "/accounts/login/", "/health/live")
    for path in paths:
        kept = browser.get(path, secure=True)["Strict-Transport-Security"]
        assert int(re.findall(r"max-age=(\d+)", kept)[0]) >= 31_536_000 and "includeSubDomains" in kept


# ---------------------------------------------------------------- redirects (S25)

ELSEWHERE = [
    "//evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
    "https://evil.example/", "\t//evil.example", "http:///evil.example", "/%09/evil.example",
    "///evil.example",
    "data:text/html,x", "//evil.example\\@testserver/", "https://testserver@evil.example/",
    "\x00//evil.example",
]  # fmt: skip
TAKES_NEXT = {"account_login", "account_reauthenticate", "second-factor"}
NAMES = ("next", "redirect_to", "redirect", "return", "returnTo", "url", "to", "go", "back", "continue", "r")


@pytest.mark.parametrize("name", ASKED)
def test_no_page_leads_to_another_house(scene: Scene, name: str) -> None:
    """S25: whatever an address or a form says about where to go next."""
    who, path = path_for(scene, name)
    # All of them at each name where something comes next is taken; elsewhere one of them at each name.
    every = [dict.fromkeys(NAMES, elsewhere) for elsewhere in ELSEWHERE]
    tried = every if name in TAKES_NEXT else [every[0], dict(zip(NAMES, cycle(ELSEWHERE), strict=False))]
    for asked in tried:
        elsewhere = asked["next"]
        for way in ways(name):
            browser = scene.browser(who)
            found = browser.get(path, asked) if way == "GET" else browser.post(path, asked)
            to = found.headers.get("Location", "/")
            place = to.split("?")[0]  # an encoded tab is a part of a path of ours; a raw one would be dropped
            assert re.match(r"(/(?![/\\])|\?)", to), f"{elsewhere!r}: {to}"
            assert not re.search(r"[\x00-\x20]", place) and not urlsplit(to).netloc, f"{elsewhere!r}: {to}"
            if "html" in found.headers.get("Content-Type", ""):
                links = re.findall(r'(?:href|src|action)="([^"]*)"', body(found))
                assert not [link for link in links if "evil" in link.split("?")[0] or link.startswith("//")]
            body(found)


# ---------------------------------------------------------------- what a client claims (S27)

CLAIMS = {
    "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Port": "444", "Forwarded": "host=evil.example;proto=https", "X-Original-Url": "/areas/",
    "X-Rewrite-Url": "/areas/", "X-Http-Method-Override": "DELETE", "X-Real-Ip": "127.0.0.1",
}  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/my-work/", "/register/", "/areas/", "/track/"])
def test_what_a_client_says_about_itself_changes_nothing(scene: Scene, path: str) -> None:
    """S27: host, scheme, address and path are those of the connection."""
    plain = scene.browser("coordinator").get(path)
    claimed = scene.browser("coordinator").get(path, headers=CLAIMS)
    assert claimed.status_code == plain.status_code
    assert "evil.example" not in body(claimed) and not claimed.wsgi_request.is_secure()
    assert claimed.wsgi_request.get_host() == "testserver" and claimed.wsgi_request.path == path


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "evil.example:80", "a@testserver", ""]
)
def test_a_strange_host_is_refused(scene: Scene, host: str) -> None:
    """S27: and not repeated."""
    found = Client(raise_request_exception=False).get("/", headers={"host": host or "evil"})
    assert found.status_code == 400 and (not host or host not in body(found))


# ---------------------------------------------------------------- a session that was planted (S48)


def test_a_session_id_that_somebody_brings_along_is_never_theirs(scene: Scene) -> None:
    """S48: an id that this house did not give opens nothing, and is not kept at the next page."""
    name = settings.SESSION_COOKIE_NAME
    almost = scene.browsers["coordinator"].cookies[name].value + "x"
    for planted in ("a" * 32, "../../etc/passwd", "' OR 1=1--", almost):
        browser = Client(raise_request_exception=False)
        browser.cookies[name] = planted
        assert browser.get("/register/").status_code == 302
        browser.get("/refer/")
        browser.post("/refer/")
        assert browser.cookies[name].value != planted


def test_the_id_of_a_session_is_new_after_signing_in(scene: Scene) -> None:
    """S48: whoever planted the one before is left with nothing."""
    browser = Client(raise_request_exception=False)
    browser.post("/refer/")
    before = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.force_login(scene.users["coordinator"])
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != before


# ---------------------------------------------------------------- paths and names of files (S34)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py", "/static/%2e%2e/config/settings.py",
        "/static/..%2fconfig/settings.py",
        "/static//etc/passwd", "/static/%00", "/static/..\\config\\settings.py", "/papers/", "/media/",
        "/.env",
        "/.git/config", "/static/%252e%252e/manage.py",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_what_is_served(path: str, db: None) -> None:
    """S34"""
    found = Client(raise_request_exception=False).get(path)
    assert found.status_code in (302, 400, 404)
    assert "SECRET_KEY" not in body(found) and "root:" not in body(found)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.pdf", "..\\..\\boot.pdf", "/etc/passwd.pdf", "a\x00.html.pdf",
        "a\r\nX-Evil: 1.pdf",
        '"; filename="evil.html.pdf', "con.pdf", "é" * 200 + ".pdf", "<script>alert(1)</script>.pdf",
    ],
)  # fmt: skip
def test_a_paper_is_kept_and_handed_out_under_a_name_of_the_house(scene: Scene, name: str) -> None:
    """S34: nothing of the sender's file name is in the folder or in the header."""
    from cetr import actions
    from cetr.models import Review
    from cetr.statuses import PaperKind

    review = Review.objects.get(pk=scene.ids("during")["review_id"])
    upload = SimpleUploadedFile("x.pdf", PDF + name.encode(errors="replace"))
    upload._name = name  # as a hostile client names it, past Django's own tidying
    paper = actions.add_paper(
        review=review, title="A paper", kind=PaperKind.PLANNER, upload=upload, by=scene.north.coordinator
    )
    assert re.fullmatch(r"[\w/-]+\.pdf", paper.file.name) and ".." not in paper.file.name
    found = scene.browser("panel_chair").get(f"/reviews/{review.pk}/papers/{paper.pk}/")
    assert found.status_code == 200 and body(found)
    assert re.fullmatch(r'attachment; filename="paper-[0-9a-f]{8}\.pdf"', found["Content-Disposition"])
