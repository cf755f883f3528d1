"""Fixtures of the reviews' tests."""

from pathlib import Path
from typing import Any

import pytest

from tests.cetr.worlds import Reviews
from tests.worlds import World


@pytest.fixture
def reviews(world: World) -> Reviews:
    """Reviews in Northmoor, today."""
    return Reviews(world)


@pytest.fixture(autouse=True)
def papers_somewhere_else(tmp_path: Path, settings: Any) -> None:
    """Papers of tests never lie among those of the development servers."""
    settings.MEDIA_ROOT = tmp_path / "papers"
