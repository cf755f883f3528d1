"""Every persona goes everywhere they can: nobody is shown whom or what they may not see (S22, S55, S56, S59).

The lists in this file are written by hand from the see / must-not-see table. They ask neither
`visible_to` nor the table of permissions.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.permissions import RoleName
from tests.access.crawl import Seen, crawl
from tests.access.scene import Scene
from tests.access.table import EVERY_ROLE
from tests.visits import everything_stored
from tests.worlds import signed_in

# Elsewhere than in Northmoor, one persona each.
EASTMERE, OLDMOOR = "coordinator of Eastmere", "coordinator of Oldmoor"
AREA = {"mine", "area", "closed", "granted", "withdrawn", "before", "during", "after"}
GIVEN = {"mine", "granted", "withdrawn"}
PANEL = GIVEN | {"during"}
LINKED = GIVEN | {"closed", "restricted"}  # a person's own record is never shut to them by a restriction
NOBODY: set[str] = set()
# Eastmere is offered the place of "after", with consent to that; a case ends with the place it is about.
WHOM = {
    "coordinator": AREA, "keyworker": GIVEN, "community_professional": GIVEN,
    "panel_chair": PANEL,
    "panel_member": PANEL, "commissioner": AREA, "oversight_panel_member": {"mine", "granted"},
    "host_commissioner": NOBODY, "family": LINKED, "governance_lead": NOBODY, "analyst": NOBODY,
    "administrator": NOBODY, EASTMERE: {"other", "after"}, OLDMOOR: {"merged"},
}  # fmt: skip

IN_FULL = {"name", "number", "address", "contact rules", "phone", "note", "reason"}
WHO_IT_IS = {"name", "number"}
WHAT = {
    "coordinator": IN_FULL, "keyworker": IN_FULL, "community_professional": IN_FULL,
    EASTMERE: IN_FULL, OLDMOOR: IN_FULL,
    "commissioner": WHO_IT_IS,  # no narrative, no contacts
    "panel_chair": WHO_IT_IS, "panel_member": WHO_IT_IS,  # no contacts, no notes of colleagues
    "oversight_panel_member": {"name"},  # reports and actions of the case, nothing of the record
    "family": {"name"},  # no third party's confidence
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(built: Scene, quiet: None, django_db_blocker: Any) -> Iterator[list[Seen]]:
    """Every page of every persona, once; and what is stored before and after is the same (S22)."""
    with django_db_blocker.unblock():
        browsers = {role: built.browser(role) for role in EVERY_ROLE.split()}
        browsers[EASTMERE] = signed_in(built.east.coordinator)
        browsers[OLDMOOR] = signed_in(built.old.coordinator)
        before = everything_stored()
        found = [page for who, browser in browsers.items() for page in crawl(built, who, browser)]
        after = everything_stored()
        assert [table for table in before if before[table] != after[table]] == [], "a GET has changed this"
        yield found


def test_the_crawl_went_everywhere(seen: list[Seen]) -> None:
    """Every persona somewhere, no dead link, no error."""
    assert {page.who for page in seen} == set(WHOM)
    broken = [f"{page}: {page.status}" for page in seen if page.status not in (200, 301, 302)]
    assert not broken, "\n".join(broken)
    print({who: sum(page.who == who for page in seen) for who in WHOM})
    assert len(seen) > 300


def test_nobody_is_shown_somebody_whom_they_may_not_see(seen: list[Seen], scene: Scene) -> None:
    """S55, S59: not by name, NHS number, address, or any of their words; searching finds nobody either."""
    found = [
        f"{page}: {sorted(kinds)} of {relation}"
        for page in seen
        for relation, dossier in scene.dossiers.items()
        if relation not in WHOM[page.who] and (kinds := page.tells(dossier))
    ]
    assert not found, "\n".join(found)


def test_nobody_is_shown_a_field_that_their_role_does_not_read(seen: list[Seen], scene: Scene) -> None:
    """S56: of those they may see, no more than the role reads."""
    found = [
        f"{page}: {sorted(kinds)} of {relation}"
        for page in seen
        for relation, dossier in scene.dossiers.items()
        if relation in WHOM[page.who] and (kinds := page.betrays(dossier) - WHAT[page.who])
    ]
    assert not found, "\n".join(found)


def test_everybody_on_a_page_was_written_down_with_that_look(seen: list[Seen], scene: Scene) -> None:
    """S64: whoever is named on a page is in the record of that very look; nobody else of whom they know."""
    missing, strange = [], []
    for page in seen:
        for relation, dossier in scene.dossiers.items():
            named = page.tells(dossier)
            if named and str(dossier.person.pk) not in page.looks:
                missing.append(f"{page}: {sorted(named)} of {relation}")
            if str(dossier.person.pk) in page.looks and relation not in WHOM[page.who]:
                strange.append(f"{page}: {relation}")
    assert not missing, "shown, and not written down:\n" + "\n".join(missing)
    assert not strange, "written down, and nothing of theirs may be shown:\n" + "\n".join(strange)


@pytest.mark.parametrize("who", [who for who, whom in WHOM.items() if whom])
def test_whoever_may_see_somebody_does(seen: list[Seen], scene: Scene, who: str) -> None:
    """The crawl is not empty-handed: everybody whom a persona may see, they came across by name."""
    # A family meets those whose record is open; the tests of their own space say how it is with the others.
    expected = {"mine", "granted"} if who == RoleName.FAMILY else WHOM[who]
    met = {
        relation
        for page in seen
        if page.who == who and not page.searched
        for relation, dossier in scene.dossiers.items()
        if "name" in page.betrays(dossier)
    }
    assert expected <= met


def test_every_kind_of_planted_word_stands_somewhere(seen: list[Seen], scene: Scene) -> None:
    """What was planted can be found: a word that no page shows would prove nothing."""
    own = [page for page in seen if page.who == RoleName.COORDINATOR]
    kinds = {kind for page in own for kind in page.betrays(scene.dossiers["area"])}
    assert kinds == IN_FULL
