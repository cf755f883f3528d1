"""The attacks happen in the world of the access tests, where every relation to a record is."""

from typing import Any

import pytest

from tests.access.conftest import built, every_case, quiet, scene, stored
from tests.access.scene import Scene
from tests.attack.forms import Form, every_form

__all__ = ["built", "every_case", "forms", "quiet", "scene", "stored"]


@pytest.fixture(scope="module")
def forms(built: Scene, quiet: None, django_db_blocker: Any) -> list[Form]:
    """Every form that anybody of the scene is shown, found in the HTML; each once."""
    with django_db_blocker.unblock():
        return every_form(built)
