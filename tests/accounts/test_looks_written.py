"""The record of looks (quality 1.4): what a look keeps; and what cannot be recorded is not shown."""

import ast
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from accounts.looks import digest_of, one_look, record_look
from accounts.models import AccessLogEntry
from accounts.pages import LISTED, OPENED, PAGES, in_words
from tests.code import modules
from tests.worlds import World, signed_in


def asked_by(user: Any) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


# ---------------------------------------------------------------- what is written


def test_every_page_that_the_code_records_has_a_name_in_words() -> None:
    """The table of pages is whole: every `page=` in the code stands in it, and nothing else does."""
    used = {
        keyword.value.value
        for module in modules()
        for call in module.calls()
        for keyword in call.keywords
        if keyword.arg == "page" and isinstance(keyword.value, ast.Constant)
    }
    assert used - set(PAGES) == set(), "add a row to accounts/pages.py"
    assert set(PAGES) - used == set(), "no page is called that any more"
    assert not OPENED & LISTED
    assert in_words("something old") == "Something old"
    assert len({name.words for name in PAGES.values()}) == len(PAGES)


def test_a_look_keeps_the_viewers_roles_and_areas_and_the_area_of_what_was_shown(world: World) -> None:
    person = uuid4()
    record_look(asked_by(world.coordinator), page="entry", people=[person, person], areas=[987])
    row = AccessLogEntry.objects.get()
    assert row.areas == sorted([world.area.pk, 987])
    assert (row.roles, row.people, row.count, row.digest) == ("Coordinator", [person], None, "")


def test_nobody_shown_is_no_look(world: World) -> None:
    record_look(asked_by(world.coordinator), page="register", people=[])
    assert not AccessLogEntry.objects.exists()


def test_a_download_keeps_how_many_went_out_and_their_fingerprint(world: World) -> None:
    people = [uuid4() for _ in range(5)]
    record_look(asked_by(world.coordinator), page="list of names", people=people, count=5)
    row = AccessLogEntry.objects.get()
    assert row.count == 5
    assert row.digest == digest_of(reversed(people)) == digest_of([*people, people[0]])
    assert row.digest != digest_of(people[1:])


def test_the_parts_of_one_page_make_one_look(world: World) -> None:
    request, one, other = asked_by(world.coordinator), uuid4(), uuid4()
    with one_look(request, page="my work"):
        record_look(request, page="my work", people=[one])
        record_look(request, page="my work", people=[other, one], areas=[5])
        assert not AccessLogEntry.objects.exists()
    row = AccessLogEntry.objects.get()
    assert set(row.people) == {one, other} and 5 in row.areas


def test_a_page_that_breaks_half_way_leaves_no_look_behind(world: World) -> None:
    request = asked_by(world.coordinator)
    with pytest.raises(ZeroDivisionError), one_look(request, page="my work"):
        record_look(request, page="my work", people=[uuid4()])
        raise ZeroDivisionError
    assert not AccessLogEntry.objects.exists()
    record_look(request, page="entry", people=[uuid4()])
    assert AccessLogEntry.objects.count() == 1


# ---------------------------------------------------------------- or not at all


@pytest.fixture
def no_insert(transactional_db: None) -> Any:
    """The pages' role, for whom the record of looks is shut."""

    def shut() -> None:
        with connection.cursor() as cursor:
            cursor.execute("REVOKE INSERT ON accounts_accesslogentry FROM dsr_app")
            cursor.execute("SET ROLE dsr_app")

    yield shut
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("GRANT INSERT ON accounts_accesslogentry TO dsr_app")


@pytest.mark.parametrize("where", ["register", "my-work", "entry", "me", "search", "referrals", "reviews"])
def test_what_cannot_be_recorded_is_not_shown(no_insert: Any, where: str) -> None:
    """S64: revoke INSERT on the record of looks, and every page is a calm 503 without a name."""
    world = World()
    entry = world.entry(given_name="Ottoline", family_name="Quackenbush")
    from dsr import actions as dsr
    from tests.referrals.sendings import sent as sent_form

    dsr.add_contact(person=entry.person, name="M", relation="Mum", may_be_told=True, user=world.family,
                    parental_responsibility=True, by=world.coordinator)  # fmt: skip
    sent_form(world)
    browser = signed_in(world.family if where == "me" else world.coordinator)
    kwargs = {"entry_id": entry.pk} if where == "entry" else {}
    path = reverse(where, kwargs=kwargs)
    ask = (
        (lambda: browser.post(path, {"q": "Quackenbush"}, follow=True))
        if where == "search"
        else (lambda: browser.get(path))
    )
    before = ask()
    assert before.status_code == 200
    if where == "reviews":
        return  # nobody is on it here, so there is nothing to record
    no_insert()
    answer = ask()
    assert answer.status_code == 503
    assert b"QUACKENBUSH" not in answer.content.upper()
    assert answer["Retry-After"]


def test_the_pages_role_adds_looks_and_rewrites_none(app_role_connection: psycopg.Connection[Any]) -> None:
    app_role_connection.autocommit = True
    for words in ("UPDATE accounts_accesslogentry SET count = 1", "DELETE FROM accounts_accesslogentry"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_role_connection.execute(words)
