"""The three forms in a real browser at 320 pixels: some journeys; `make journeys` walks all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from referrals.kinds import HANDLED
from referrals.models import ConsentForm, Referral
from referrals.steps import Kind
from tests.referrals import consents
from tests.referrals.journeys import ALL, Journey, Reader, Walk
from tests.referrals.test_browser import _rows_beside_a_browser, small, world

__all__ = ["_rows_beside_a_browser", "small", "world"]  # fixtures

# Each form once: both words, both hands, with and without scripts. Its neighbours in this folder have more.
HERE = [
    Journey(Kind.SELF, "an adult, by a carer", "easy", "keys", scripts=False),
    Journey(Kind.CONSENT, "best_interests", "standard", "keys", scripts=True),
    Journey(Kind.FLAG, "a ward, nobody asked", "easy", "pointer", scripts=True),
]
# What only some senders are asked: of a child, of whoever helps, with other answers than these.
OF_SOME = {"looked_after", "person_reach", "person_reach_at"}
SENT = {Kind.SELF: Referral, Kind.FLAG: Referral, Kind.CONSENT: ConsentForm}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A few of the journeys, or all of them where that was asked for."""
    if "journey" in metafunc.fixturenames:
        chosen = ALL if metafunc.config.getoption("--all-journeys") else HERE
        metafunc.parametrize("journey", chosen, ids=str)


def test_the_journeys_here_are_some_of_all_and_have_every_form_and_way() -> None:
    assert set(HERE) <= set(ALL)
    for part in ("kind", "style", "hand", "scripts"):
        assert {getattr(each, part) for each in HERE} == {getattr(each, part) for each in ALL}


@pytest.mark.usefixtures("world")
def test_a_form_is_filled_in_and_sent(journey: Journey, live_server: Any, small: Callable[..., Page]) -> None:
    cache.clear()  # other journeys came from this address too
    complaints: list[str] = []
    page, judge = small(scripts=journey.scripts), small(scripts=True)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    walk = Walk(journey, Reader(page, live_server.url, judge=None if journey.scripts else judge))
    walk.begin()
    walk.answer_all()
    if journey.kind == Kind.CONSENT:
        consents.took_a_while()
    walk.send()
    sent: Any = SENT[journey.kind].objects.get()
    assert page.get_by_text(sent.spaced_reference).first.is_visible()
    assert sent.style == journey.style
    assert set(walk.keys) <= set(HANDLED[journey.kind].sheet.by_key)
    assert walk.not_asked <= OF_SOME
    if journey.kind == Kind.FLAG:
        walk.print_a_copy()
    assert complaints == []
