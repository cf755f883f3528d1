"""Fixtures shared by all tests."""

import pytest

from tests.worlds import World


@pytest.fixture
def world(db: None) -> World:
    """Northmoor, today."""
    return World()
