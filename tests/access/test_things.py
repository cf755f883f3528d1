"""Who may see and do what about accounts, areas and sessions: the rest of the table (S53, S54, S55)."""

import copy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access import table
from tests.access.asking import address
from tests.access.cases import HERE, cases, read
from tests.full_house import House
from tests.visits import Stored, body
from tests.worlds import signed_in


@pytest.fixture(scope="module")
def browsers(houses: tuple[House, House], quiet: None, django_db_blocker: Any) -> dict[str, Client]:
    """One browser of each role of Northmoor, and of those outside the roles."""
    world = houses[0].world
    with django_db_blocker.unblock():
        users = {str(role): user for role, user in houses[0].staff.items()}
        users |= {
            who: world.user(None, f"Thing {who}") for who in (table.NO_ROLE, table.NO_FACTOR, table.STOPPED)
        }
        found = {who: signed_in(user, strong=who != table.NO_FACTOR) for who, user in users.items()}
        found[table.STRANGER] = Client()
        stopped = users[table.STOPPED]
        stopped.is_active = False
        stopped.save(by=world.administrator)
    for browser in found.values():
        browser.raise_request_exception = False
    return found


@pytest.fixture(scope="module")
def stored(browsers: dict[str, Client], django_db_blocker: Any) -> Stored:
    """What is in the database before the tests, each of which is undone."""
    with django_db_blocker.unblock():
        return Stored()


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, ways in sorted(table.ABOUT_A_THING.items()) for way in ways]
)
def test_a_page_about_something_is_shown_where_the_table_says(
    house: House, eastmere: House, browsers: dict[str, Client], stored: Stored, name: str, way: str
) -> None:
    """S54, S55: of their own area it is shown, of another not found; nothing refused changes anything."""
    since, found = stored.written(), []
    for case in cases(name, way):
        browser = browsers[case.who]
        kept = copy.copy(browser.cookies)
        path = address(name, (house if case.relation == HERE else eastmere).ids())
        point = transaction.savepoint() if case.answer == "yes" else ""
        response = browser.get(path) if way == "GET" else browser.post(path)
        answer = read(name, response)
        body(response)
        if point:
            transaction.savepoint_rollback(point)
        browser.cookies = kept
        if answer != case.answer:
            found.append(f"{case}, but the page answered {answer}")
    assert not found, "\n".join(found)
    assert stored.changed(since) == set(), "what was refused has changed something"
