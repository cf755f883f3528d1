"""Who is shown which page: every case of the table, opened (S53, S54, S55, S57)."""

import pytest

from tests.access.asking import wrong
from tests.access.cases import pages, ways
from tests.access.scene import Scene
from tests.access.table import ABOUT_A_THING


@pytest.mark.parametrize("name", sorted(name for name in pages() - set(ABOUT_A_THING) if "GET" in ways(name)))
def test_a_page_opens_for_those_and_about_those_whom_the_table_names(
    scene: Scene, name: str, every_case: bool
) -> None:
    """S54, S55: one page a test; in it everybody, about every record."""
    found = wrong(scene, name, "GET", every_case=every_case)
    assert not found, "\n".join(found)
