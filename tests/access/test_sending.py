"""Who may send what: every case of the table, posted; what is refused changes nothing (S53, S54, S55)."""

import pytest

from tests.access.asking import wrong
from tests.access.cases import pages, ways
from tests.access.scene import Scene
from tests.access.table import ABOUT_A_THING
from tests.visits import Stored


@pytest.mark.parametrize(
    "name", sorted(name for name in pages() - set(ABOUT_A_THING) if "POST" in ways(name))
)
def test_a_form_is_taken_from_those_and_about_those_whom_the_table_names(
    scene: Scene, stored: Stored, name: str, every_case: bool
) -> None:
    """S54, S55: and where it is not taken, every table of the database is as it was."""
    with stored.unchanged("a refused form has changed something"):
        found = wrong(scene, name, "POST", every_case=every_case)
    assert not found, "\n".join(found)
