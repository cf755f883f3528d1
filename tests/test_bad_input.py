"""Every form of every page, filled with nonsense: a clear page comes back and nothing changes (S01)."""

import copy
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.permissions import RoleName
from tests.full_house import House
from tests.nhsuk.dom import Element, tree
from tests.visits import Page, Stored, body, strict
from tests.worlds import signed_in

SCRIPT = "<script>alert(1)</script>{{7*7}}\"'>"
NONSENSE = {
    "empty": "",
    "10,000 characters": "x" * 10_000,
    "HTML": SCRIPT,
    "control characters": "a\x00b\x1b[2Jc\x07\u202e",
    "a wrong number or date": "99999",
}
# These act at one press and ask nothing, or let somebody in: each has tests of its own.
NOT_HERE = re.compile(
    r"/accounts/|/demo/|/search/|/(refer|flag)/$|/(refer|flag)/(delete|check)/|^/consent/$|^/consent/(delete|check)/"
    r"|/track/close/|/flag/code/|/referrals/duty/.+/end/"
)

Forms = list[tuple[RoleName | None, str, dict[str, str]]]
# Doors at which each try is counted, in the database, so that nobody guesses for ever.
GUESSED_AT = re.compile(r"/track/$|/come-back/|/part-two/|/track/disagree/$")


@pytest.fixture(scope="module")
def forms(pages: list[Page]) -> Forms:
    """Who, where, and the fields of each form that is sent by POST to the page it stands on."""
    found = {}
    for page in pages:
        if page.status != 200 or "html" not in page.headers["Content-Type"]:
            continue
        for form in tree(page.html).all("form"):
            action = form.attrs.get("action") or page.path
            if (form.attrs.get("method") or "").lower() == "post" and not NOT_HERE.search(action):
                found.setdefault((page.role, action), fields_of(form))
    return [(role, path, fields) for (role, path), fields in found.items() if fields]


def fields_of(form: Element) -> dict[str, str]:
    """The names of a form's fields, each with its kind."""
    fields = {}
    for element in form.walk():
        name, kind = element.attrs.get("name"), element.attrs.get("type") or element.tag
        asked = element.tag in ("input", "textarea", "select") and kind not in ("submit", "file")
        if name and asked and name != "csrfmiddlewaretoken":
            fields[name] = kind
    return fields


def browser_of(house: House, role: RoleName | None) -> Client:
    browser = strict()
    if role:
        signed_in(house.staff[role], browser)
    return browser


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_in_every_field_breaks_nothing_and_changes_nothing(
    house: House, forms: Forms, kind: str, db: Any
) -> None:
    cache.clear()  # what other tests tried at the public pages is not this one's
    assert len({path for _, path, _ in forms}) > 15, sorted({path for _, path, _ in forms})
    browsers = {role: browser_of(house, role) for role in {role for role, _, _ in forms}}
    stored = Stored()
    for role, path, fields in forms:
        browser = copy.copy(browsers[role])  # the same sign-in, which a form may have ended
        browser.cookies = copy.deepcopy(browser.cookies)
        point, since = transaction.savepoint(), stored.written()
        answer = browser.post(path, dict.fromkeys(fields, NONSENSE[kind]))
        where = f"{role} at {path} with {kind}"
        assert answer.status_code in (200, 302, 400, 403, 404, 409), f"{where}: {answer.status_code}"
        assert "<script>alert(1)" not in body(answer), where
        if answer.status_code != 302:
            assert stored.changed(since) <= ({"accounts_signintry"} if GUESSED_AT.match(path) else set()), (
                where
            )
        transaction.savepoint_rollback(point)
