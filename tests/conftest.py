"""Fixtures shared by all tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.full_house import House
from tests.visits import Page, everything_stored, visit_everything
from tests.worlds import World


@pytest.fixture
def world(db: None) -> World:
    """Northmoor, today."""
    return World()


@pytest.fixture(scope="module")
def houses(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, House]]:
    """Northmoor and Eastmere in full, built once for a module's tests and then undone."""
    from django.conf import settings

    papers = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = Path(tmp_path_factory.mktemp("papers"))
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield House(), House("Eastmere", place=200)
            transaction.set_rollback(True)
    finally:
        settings.MEDIA_ROOT = papers


@pytest.fixture(scope="module")
def pages(houses: tuple[House, House], django_db_blocker: Any) -> list[Page]:
    """Every role at every address, once for a module; and what was stored before and after is the same."""
    with django_db_blocker.unblock():
        before = everything_stored()
        found = visit_everything(houses[0])
        assert everything_stored() == before, "a GET has changed something"
    return found


@pytest.fixture
def house(houses: tuple[House, House], db: None) -> House:
    """Northmoor in full; what a test changes is undone before the next."""
    return houses[0]


@pytest.fixture
def eastmere(houses: tuple[House, House], db: None) -> House:
    """The other area, whose people Northmoor must never find."""
    return houses[1]
