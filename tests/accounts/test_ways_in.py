"""S41: every way to a session is known, written down, and strong enough."""

import ast
import re

from tests.code import ROOT, modules

TABLE = (ROOT / "docs" / "sign-in.md").read_text()
# What makes a session: Django's own, and allauth's, by whatever name it was imported.
LOGS_IN = {"login", "perform_login", "force_login", "alogin", "perform_password_login", "resume_login"}
# Names that only look like it: the mounted page itself.
MENTIONS = {"accounts.urls"}


def places_that_log_in() -> set[str]:
    found = set()
    for module in modules():
        for call in module.calls():
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in LOGS_IN and module.name not in MENTIONS:
                found.add(str(module.path.relative_to(ROOT)))
    return found


def test_the_list_of_ways_in_is_the_code() -> None:
    """S41: a new `login()` that the table does not name fails here, and so does a row that is gone."""
    ways = TABLE.partition("## Limits")[0]
    listed = set(re.findall(r"`(accounts/[\w/]+\.py)`", ways))
    assert places_that_log_in() == listed


def test_a_session_is_made_strong_in_these_places_alone() -> None:
    """S41: whoever calls mark_strong has just seen a proof."""
    found = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mark_strong":
                found.add(module.name)
    assert found == {
        "accounts.sign_ins",  # after allauth or the provider has proved it
        "accounts.views.demo",  # where DEMO is on
        "accounts.views.passkeys", "accounts.views.second_factor",  # a new one has just been proved
        "accounts.views.your_sign_in",  # a new password, in a session as strong as before
    }  # fmt: skip


def test_the_page_says_that_a_passkey_is_best_for_administrators() -> None:
    for page in ("templates/account/second_factor.html", "templates/account/your_sign_in.html"):
        assert "best choice for administrators" in (ROOT / page).read_text()
    assert "A passkey is the best second step for them" in TABLE
