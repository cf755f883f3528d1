"""Emergency access and what takes two, in a real browser: axe with nothing left out, wide and at 320 px."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts import actions as accounts
from accounts import links
from accounts.models import AccessLogEntry, Signal, User
from accounts.permissions import RoleName
from dsr import actions, pairs
from dsr.models import NameList
from dsr.names import synthetic_nhs_number
from tests.cetr.browser import look
from tests.clicks import follow
from tests.worlds import World, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(params=[1280, 320])
def window(browser: Browser, request: Any, monkeypatch: Any, tmp_path: Path) -> Iterator[Page]:
    """A wide window, and a narrow one."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def enter(page: Page, server: Any, user: User) -> None:
    """The browser as `user`'s, who has just signed in with two steps."""
    page.context.clear_cookies()
    for name, cookie in signed_in(user).cookies.items():
        page.context.add_cookies([{"name": name, "value": cookie.value, "url": server.url}])


def test_from_the_emergency_to_its_verdict(live_server: Any, window: Page) -> None:
    world, page = World(), window
    east, lead = World("Eastmere"), world.governance
    entry = world.entry(world.person("Jade", nhs_number=synthetic_nhs_number(1)))
    enter(page, live_server, east.keyworker)
    page.goto(f"{live_server.url}/emergency/")
    look(page, "emergency")
    follow(page.get_by_role("button", name="Open this record"))
    look(page, "emergency-errors")
    page.get_by_label("Their NHS number").check()
    page.fill("[name=nhs_number]", synthetic_nhs_number(1))
    page.get_by_label("The crisis team needs the plan").check()
    page.fill("[name=words]", "The crisis team has her in A&E and needs the plan.")
    follow(page.get_by_role("button", name="Open this record"))
    expect(page.get_by_text("Gwen Overy has been told")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/register/{entry.pk}/")
    look(page, "emergency-entry")
    enter(page, live_server, lead)
    page.goto(f"{live_server.url}/my-work/")
    look(page, "emergency-work")
    page.goto(f"{live_server.url}/governance/emergencies/")
    look(page, "emergencies")
    follow(page.locator("main tbody a").first)
    look(page, "emergency-review")
    page.get_by_label("Justified", exact=True).check()
    page.fill("[name=words]", "Rang the ward: she was there.")
    follow(page.get_by_role("button", name="Record the verdict"))
    expect(page.get_by_text("Your verdict is on record.")).to_be_visible()
    look(page, "emergencies-reviewed")


def test_what_takes_two_from_asking_to_agreeing(live_server: Any, window: Page) -> None:
    world, page = World(), window
    asker, second = world.coordinator, world.governance
    jade = world.entry(world.person("Jade"))
    twin = world.entry(world.person("Jayde", family_name="Maurice", address="1 Nowhere Lane"))
    actions.place_hold(person=twin.person, why="An inquest.", by=asker, today=world.today)
    enter(page, live_server, asker)
    page.goto(f"{live_server.url}/register/{jade.pk}/")
    follow(page.get_by_role("link", name="This entry was made in error"))
    look(page, "remove")
    page.fill("[name=why]", "This is somebody else of the same name.")
    follow(page.get_by_role("button", name="Ask a second person"))
    look(page, "entry-asked")
    for name, path in (
        ("merge", f"/register/{jade.pk}/merge/"),
        ("merge-with", f"/register/{jade.pk}/merge/{twin.pk}/"),
        ("hold", f"/register/{jade.pk}/hold/"),
        ("entry-held", f"/register/{twin.pk}/"),
        ("ask-names", "/list-of-names/?colour=none"),
        ("second-person", "/second-person/"),
    ):
        page.goto(f"{live_server.url}{path}")
        look(page, name)
    enter(page, live_server, second)
    page.goto(f"{live_server.url}/my-work/")
    follow(page.get_by_role("link", name="Remove an entry made in error"))
    look(page, "second-request")
    follow(page.get_by_role("button", name="Decide"))
    look(page, "second-decide")
    page.get_by_label("I agree: do it now").check()
    follow(page.get_by_role("button", name="Save my answer"))
    look(page, "second-done")
    expect(page.locator("main").get_by_text("The entry is off the register")).to_be_visible()


def test_two_records_of_one_person_become_one(live_server: Any, window: Page) -> None:
    """From the search for the other record to the record that goes on."""
    world, page = World(), window
    asker, second = world.coordinator, world.user(RoleName.COORDINATOR, "Sec Ond")
    jade = world.entry(world.person("Jade", contact_rules="Phone after 4."))
    twin = world.person("Jayde", family_name="Maurice", nhs_number=synthetic_nhs_number(5))
    entry = world.entry(twin)
    actions.add_note(entry=entry, text="She likes trains.", by=asker)
    entry.status = "removed"
    entry.save(by=asker)
    enter(page, live_server, asker)
    page.goto(f"{live_server.url}/register/{jade.pk}/")
    follow(page.get_by_role("link", name="This person is on record twice"))
    look(page, "merge-search")
    page.get_by_label("Name, NHS number or date of birth", exact=True).fill("Maurice")
    follow(page.locator("main").get_by_role("button", name="Find"))
    look(page, "merge-found")
    follow(page.get_by_role("link", name="Compare with Jayde MAURICE"))
    look(page, "merge-compare")
    page.get_by_role("group", name="Which record goes on?").get_by_label("The first: Jade MORRIS").check()
    page.fill("[name=why]", "Same birth date and mother; the name was spelt by ear.")
    follow(page.get_by_role("button", name="Ask a second person"))
    expect(page.get_by_text("It is done when a second person agrees")).to_be_visible()
    look(page, "merge-asked")
    enter(page, live_server, second)
    page.goto(f"{live_server.url}/my-work/")
    look(page, "merge-work")
    follow(page.locator("main").get_by_role("link", name="Merge two records of one person").first)
    look(page, "merge-request")
    follow(page.get_by_role("button", name="Decide"))
    look(page, "merge-decide")
    page.get_by_label("I agree: do it now").check()
    follow(page.get_by_role("button", name="Save my answer"))
    look(page, "merge-done")
    twin.refresh_from_db()
    assert twin.merged_into_id == jade.person_id
    follow(page.get_by_role("link", name="Open the entry in Northmoor: on the register"))
    expect(page).to_have_url(f"{live_server.url}/register/{jade.pk}/")
    look(page, "merge-entry")
    page.goto(f"{live_server.url}/register/{entry.pk}/")
    look(page, "merge-other-entry")
    expect(page.get_by_text("She likes trains.")).to_be_visible()


def test_who_looked_is_shown_to_a_family_and_what_stands_out_to_the_lead(
    live_server: Any, window: Page
) -> None:
    """Also for a restricted record, whose person the lead does not see."""
    world, page = World(), window
    jade = world.entry(world.person("Jade"))
    hidden = world.entry(world.person("Rue", family_name="Hiddenby"))
    actions.add_contact(
        person=jade.person, name="Mary Morris", relation="Mum", may_be_told=True, user=world.family,
        by=world.coordinator,
    )  # fmt: skip
    actions.restrict(
        person=hidden.person, why="A colleague's sister", allowed=[world.keyworker], by=world.coordinator,
        today=world.today,
    )  # fmt: skip
    stranger = world.administrator
    for person, at in ((jade.person_id, 2), (hidden.person_id, 1)):
        AccessLogEntry.objects.create(
            user_id=stranger.pk, user_name=stranger.name, page="entry", people=[person],
            areas=[world.area.pk], at=timezone.now() - timedelta(seconds=at),
        )  # fmt: skip
    accounts.find_signals(now=timezone.now(), by=world.hand)
    enter(page, live_server, world.family)
    page.goto(f"{live_server.url}/me/")
    look(page, "me")
    page.get_by_text("Who looked at this").click()
    follow(page.get_by_role("link", name="Everybody who looked"))
    look(page, "me-looks")
    expect(page.locator("main").get_by_text(stranger.name).first).to_be_visible()
    enter(page, live_server, world.governance)
    page.goto(f"{live_server.url}/governance/signals/")
    look(page, "signals")
    rows = page.locator("tbody th a").all_inner_texts()
    assert len(rows) == len(set(rows)) == Signal.objects.count(), "each is told from the others by its words"
    assert "Hiddenby" not in page.content() and "HIDDENBY" not in page.content()
    for signal in Signal.objects.filter(user_id=stranger.pk).order_by("found_at"):
        page.goto(f"{live_server.url}/governance/signals/{signal.pk}/")
        look(page, f"signal-{signal.kind}-{'jade' if signal.person_id == jade.person_id else 'hidden'}")
        assert "HIDDENBY" not in page.content()


def test_somebody_invited_comes_in(live_server: Any, window: Page) -> None:
    world, page = World(), window
    invited = accounts.invite(
        email="ina.vited@example.org", name="Ina Vited", role=RoleName.KEYWORKER, area=world.area,
        by=world.administrator,
    )  # fmt: skip
    link = links.token_of(invited.invitations.get())
    page.goto(f"{live_server.url}/invitation/{link}/")
    look(page, "invitation")
    follow(page.get_by_role("button", name="Choose a password"))
    look(page, "invitation-password")
    follow(page.locator("main button[type=submit]").last)
    look(page, "invitation-error")


def test_a_list_of_names_is_downloaded(live_server: Any, window: Page) -> None:
    world, page = World(), window
    asker, second = world.coordinator, world.governance
    world.entry(world.person("Jade"))
    asked = accounts.ask_for_two(
        kind=pairs.NAMES, area=world.area, subjects=[], why="To phone families.\nFor: the team", by=asker,
        details={"filters": ""},
    )  # fmt: skip
    accounts.agree_as_second(request=asked, by=second)
    order = NameList.objects.get()
    actions.make_name_list(order=order, now=timezone.now(), by=world.hand)
    enter(page, live_server, asker)
    page.goto(f"{live_server.url}/second-person/{asked.pk}/")
    look(page, "list-ready")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the list").click()
    assert "MORRIS" in Path(download.value.path()).read_text(encoding="utf-8-sig").upper()
