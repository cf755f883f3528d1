"""What the pages of one person say to whoever works with them, and two who choose a keyworker at once."""

import pytest

from accounts.permissions import RoleName
from dsr import actions
from tests.worlds import World, signed_in


def test_two_who_choose_the_keyworker_see_each_other(world: World) -> None:
    entry, priya = world.entry(), world.keyworker
    other = world.user(RoleName.KEYWORKER, "Kim Other")
    path, browser = f"/register/{entry.pk}/keyworker/", signed_in(world.coordinator)
    shown = f"{priya.pk}."
    assert f'value="{shown}"' in browser.get(path).text
    mine = {"keyworker": other.pk, "lead_professional": "", "shown": shown}
    actions.allocate(entry=entry, keyworker=None, lead_professional=priya, on=world.today, by=world.hand)
    refused = browser.post(path, mine)
    entry.refresh_from_db()
    assert "Now the keyworker is nobody" in refused.text and entry.keyworker is None
    assert f'value=".{priya.pk}"' in refused.text, "the same choice can be saved again"
    assert browser.post(path, mine | {"shown": f".{priya.pk}"}).status_code == 302
    entry.refresh_from_db()
    assert entry.keyworker == other


@pytest.mark.parametrize("page", ["", "rate/", "notes/add/", "person/", "stays/"])
def test_how_it_is_safe_to_call_stands_on_every_page_for_who_may_know_it(world: World, page: str) -> None:
    entry = world.entry(world.person("Jade", contact_rules="Tell Mum, not Dad."))
    world.rate(entry, "red")
    path = f"/register/{entry.pk}/{page}"
    assert "Tell Mum, not Dad." in signed_in(world.keyworker).get(path).text
    seen = signed_in(world.commissioner).get(path)
    assert "Tell Mum" not in seen.text and seen.status_code in (200, 403, 404)
