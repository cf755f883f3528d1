"""A chair goes through three people by keyboard alone; the words survive a lost connection."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dsr.models import MeetingDecision, MeetingDraft
from tests.cetr.browser import look, sign_in
from tests.dsr.meetings import Meetings
from tests.worlds import World


@pytest.mark.django_db(transaction=True)
def test_three_people_by_keyboard_alone(page: Page, live_server: Any) -> None:
    world = World()
    meetings = Meetings(world)
    people = [meetings.somebody(name, family_name=name) for name in ("Ali", "Tom", "Wren")]
    meeting = meetings.open(*people)
    sign_in(page, live_server, world.coordinator)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/")
    look(page, "meeting")
    page.get_by_role("link", name="Begin: Ali ALI").focus()
    page.keyboard.press("Enter")
    for place, entry in enumerate(people, 1):
        name = entry.person.full_name
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        expect(page.get_by_text(f"person {place} of 3")).to_be_visible()
        page.wait_for_selector("body.nhsuk-frontend-supported")
        if place == 1:
            look(page, "meeting-person")
        page.keyboard.press("Tab")  # who hears this one
        page.keyboard.press("Tab")  # the rating: stay is the first
        page.keyboard.press("Space")
        for words in ("", f"Said of {name}.", "Cats.", "Noise.", "Leave me be.", ""):
            page.keyboard.press("Tab")
            page.keyboard.type(words)
        if place == 2:
            _away_and_back(page)
        for words in ("A quiet room", "Kit Hale (CAMHS)", "2 weeks", "She slept in it."):
            page.keyboard.press("Tab")
            page.keyboard.type(words)
        page.keyboard.press("Tab")  # more recommendations
        page.keyboard.press("Tab")
        page.keyboard.type("1 week")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Done, next")).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, here=page.url: url.split("#")[0] != here.split("#")[0])
    expect(page.get_by_text("Nobody else is waiting")).to_be_visible()
    rows = MeetingDecision.objects.order_by("at").values_list("discussion", "works", "stays")
    assert list(rows) == [(f"Said of {entry.person.full_name}.", "Cats.", True) for entry in people]
    assert all(entry.recommendations.get().owner == "Kit Hale (CAMHS)" for entry in people)
    assert not MeetingDraft.objects.exists()


def _away_and_back(page: Page) -> None:
    """The connection goes away while words are not sent yet, and comes back."""
    page.context.set_offline(True)
    expect(page.locator("#kept")).to_contain_text("Not kept yet: no connection", timeout=10_000)
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("Kept at", timeout=15_000)
