"""The home page of who keeps an area."""

import pytest

from dsr import actions
from dsr.templatetags import dsr_work
from tests.worlds import World, signed_in


def test_the_home_page_counts_all_who_are_nobodys_and_shows_the_most_urgent_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dsr_work, "MOST", 1)
    for name, colour in (("Greta", "green"), ("Rhoda", "red"), ("Una", None), ("Uri", None)):
        entry = world.entry(world.person(name))
        if colour:
            world.rate(entry, colour)
            entry.refresh_from_db()
            actions.allocate(
                entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
            )
    page = signed_in(world.coordinator).get("/my-work/").text
    assert "Rhoda" in page and "Greta" not in page
    assert page.count('<span class="dsr-heading-count">(2)</span>') == 2
    assert 'href="/register/?unowned=1"' in page and 'href="/register/?colour=none"' in page
