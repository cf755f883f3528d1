"""A few interleavings in every run; a thousand of them by `make interleave`."""

from random import Random

import pytest
from django.db import transaction

from tests.access.conftest import built, quiet, scene
from tests.access.scene import Scene
from tests.interleave.desk import desks, editable
from tests.interleave.walk import Story, interleaving

__all__ = ["built", "quiet", "scene"]
ROUND = 20


def told(story: Story) -> str:
    return "\n".join([*story.faults, *story.steps])


def test_two_people_edit_at_once_and_nothing_typed_is_lost(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    many, first = (request.config.getoption(name) for name in ("--interleavings", "--first-seed"))
    saved = returned = 0
    faults: dict[str, str] = {}
    for seed in range(first, first + many):
        point = transaction.savepoint()
        story = interleaving(scene, seed)
        transaction.savepoint_rollback(point)
        saved, returned = saved + len(story.saved), returned + story.returned
        for fault in story.faults:
            faults.setdefault(fault.partition(":")[0], f"seed {seed}: {told(story)}")
    print(f"{many} interleavings: {saved} forms saved, {returned} given back with their words")
    assert not faults, "\n\n".join(faults.values())
    assert saved > many and returned > many // 5


def test_every_page_that_can_be_edited_is_edited_by_two(scene: Scene) -> None:
    """Each page in turn, so that none is left out by chance."""
    faults = []
    both = set(editable("coordinator"))
    for place, page in enumerate(sorted(both)):
        point = transaction.savepoint()
        story = interleaving(scene, place, [page])
        transaction.savepoint_rollback(point)
        faults += [told(story)] if story.faults else []
    assert len(both) > 10
    assert not faults, "\n\n".join(faults)


def test_two_desks_are_two_people(scene: Scene) -> None:
    one, other = desks(scene, Random(1))
    assert one.who != other.who and set(one.pages) & set(other.pages)
