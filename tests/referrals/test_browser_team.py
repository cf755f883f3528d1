"""The team's pages in a real browser at the width of a small telephone: no barrier on any of them."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, expect

from referrals import actions
from referrals.deciding import SIGNPOSTS, Code
from referrals.models import Referral
from tests.referrals.journeys import Reader
from tests.referrals.sendings import BORN, sent
from tests.referrals.test_browser import _rows_beside_a_browser, small, world  # noqa: F401  fixtures
from tests.worlds import World, signed_in


def test_the_team_asks_holds_offers_and_tells(
    world: World,  # noqa: F811
    live_server: Any,
    small: Callable[..., Page],  # noqa: F811
) -> None:
    """One form through every page, with one refusal on the way; then the letter in easy read."""
    south, referral = World("Southmoor"), sent(world)
    sent(world, name={"given_name": "Jay"})
    page = small(scripts=True)
    _sign_in(page, world, live_server.url)
    reader = Reader(page, live_server.url)
    home = f"{live_server.url}/referrals/"
    form = f"{home}{referral.pk}/"
    for path in (home, f"{home}?state=waiting", f"{home}?state=check", form, f"{form}more/", f"{form}hold/"):
        page.goto(path)
        reader.look()
    reader.press("Put on hold")
    expect(page.get_by_role("link", name="Enter why it waits")).to_be_visible()
    reader.look()
    page.goto(f"{form}handover/")
    page.get_by_label("Southmoor").check()
    page.get_by_label("Why is their team the right one?").fill("They moved there.")
    reader.look()
    reader.press("Offer it to them")
    expect(page.get_by_text("It stays yours until they take it.")).to_be_visible()
    reader.look()
    offer = referral.handovers.get()
    actions.decline_handover(handover=offer, why="No.", by=south.coordinator, today=world.today)
    page.goto(f"{form}decide/")
    page.get_by_label("No: this list is not the right help for them").check()
    expect(page.get_by_label("What else can help, a line each").first).to_have_value(
        re.compile(re.escape(SIGNPOSTS[Code.NOT_ELIGIBLE][0]))
    )
    page.get_by_label("Why, and what happens next?").fill("Your GP can help.")
    reader.look()
    reader.press("Save the decision")
    reader.look()
    told = Referral.objects.get(pk=referral.pk).tellings.get(to="person", about="outcome")
    page.goto(f"{form}tell/{told.pk}/")
    reader.look()
    for shape in ("standard", "easy", "large"):
        page.goto(f"{form}tell/{told.pk}/letter/?format={shape}")
        reader.look()
    page.goto(f"{live_server.url}/areas/northmoor/times/")
    reader.look()


def test_whoever_disagrees_says_so(
    world: World,  # noqa: F811
    live_server: Any,
    small: Callable[..., Page],  # noqa: F811
) -> None:
    referral = sent(world)
    reader = Reader(small(scripts=True), live_server.url)
    page = reader.page
    page.goto(f"{live_server.url}/help/disagree/")
    reader.look()
    page.goto(f"{live_server.url}/track/")
    page.get_by_label("Reference").fill(referral.spaced_reference)
    for name, value in (("Day", BORN.day), ("Month", BORN.month), ("Year", BORN.year)):
        page.get_by_label(name, exact=True).fill(str(value))
    reader.press("Show me")
    page.get_by_role("link", name="Tell the team here").click()
    reader.press("Send it to the team")
    reader.look()
    page.get_by_label("What do you not agree with?").fill("Nobody asked us.")
    reader.press("Send it to the team")
    reader.look()
    expect(page.get_by_role("heading", name="We have what you wrote")).to_be_visible()


def _sign_in(page: Page, world: World, site: str) -> None:  # noqa: F811
    cookie = signed_in(world.coordinator).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
