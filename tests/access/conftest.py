"""The scene, once for a module's tests, and then undone."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from config import pdf
from tests.access.scene import Scene
from tests.visits import Stored

DRAWN_BY = pdf.write  # kept, since the tests below do without it


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Every relation there is, for all tests of one module."""
    from django.conf import settings

    papers = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = Path(tmp_path_factory.mktemp("papers"))
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield Scene()
            transaction.set_rollback(True)
    finally:
        settings.MEDIA_ROOT = papers


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """No log lines of thousands of refusals, no PDF drawn, and a proof of oneself that outlasts the tests."""
    logging.disable(logging.CRITICAL)
    with patch("config.pdf.write", _undrawn), patch("accounts.fresh.WITHIN", 3600):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def every_case(request: pytest.FixtureRequest) -> bool:
    """Whether those whom their role alone shuts out are asked about each record too."""
    return bool(request.config.getoption("--every-case"))


@pytest.fixture(scope="module")
def stored(built: Scene, django_db_blocker: Any) -> Stored:
    """What is in the database before the module's tests, each of which is undone."""
    with django_db_blocker.unblock():
        return Stored()


@pytest.fixture
def scene(built: Scene, quiet: None, db: None) -> Scene:
    """The same; what a test changes is undone before the next."""
    return built


def _undrawn(template: str, style: str, facts: dict[str, Any], *, fillable: bool = False) -> bytes:
    """The words of a PDF; drawing it, slowly, is tested where it belongs."""
    return render_to_string(template, facts).encode()
