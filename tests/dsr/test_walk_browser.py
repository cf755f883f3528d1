"""A walk over every page of the register in a full house: on a telephone and at a desk, no barrier.

The pages are answered inside the test's own transaction, so that one house serves every role: the browser
asks, Django answers with all its headers, and nothing stays behind.
"""

from collections.abc import Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from accounts.permissions import ROLES, RoleName
from dsr import actions, urls
from dsr.risk_tool import Ages
from tests import sound
from tests.dsr.meetings import Meetings
from tests.full_house import House
from tests.visits import DRAWN, address, body
from tests.worlds import signed_in

SITE = "http://localhost"  # which a browser trusts as it trusts https; nothing is asked of the network
TELEPHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
# Pages that are gone through by hand below, or hand out a file.
ELSEWHERE = DRAWN | {"search-found", "name-list"}
# How many pages each role has, and at which widths axe judges them: a keyworker's are of the coordinator's
# templates, so each is judged at both widths by one of the two.
WALKS = {
    RoleName.COORDINATOR: (85, [TELEPHONE]),
    RoleName.KEYWORKER: (20, [DESK]),
    RoleName.FAMILY: (2, [TELEPHONE, DESK]),
}


@dataclass
class Walker:
    """Somebody whose browser is answered by Django at once, and all that is wrong on their way."""

    browser: Client
    page: Page
    judged_at: list[dict[str, int]]
    faults: list[str] = field(default_factory=list)
    seen: int = 0
    answered: Any = None  # what a form was answered, to be shown in place of a page
    # A handler of Playwright's runs in a greenlet with variables of its own; the test's hold its transaction.
    context: Context = field(default_factory=copy_context)

    def __post_init__(self) -> None:
        self.page.route("**/*", self._answer)
        self.page.on("console", lambda said: self._hears(sound.complaint(said)))
        self.page.on("pageerror", lambda error: self._hears(str(error)))

    def _hears(self, complaint: str) -> None:
        if complaint:
            self.faults.append(f"{self.page.url}: {complaint}")

    def _answer(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            found = finders.find(asked.path.removeprefix("/static/"))
            kind = KINDS.get(asked.path.rpartition(".")[2], "application/octet-stream")
            return route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
        if route.request.resource_type != "document":  # a script's own question: not of this walk
            return route.fulfill(status=204)
        answer = self.answered or self.context.run(self.browser.get, route.request.url, follow=True)
        if any("/login/" in path for path, _ in getattr(answer, "redirect_chain", [])):
            self.faults.append(f"{asked.path} was answered to a stranger")
        html = body(answer) or "Nothing."  # a browser shows no page of nothing, and calls it an error
        return route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=html)

    def opens(self, path: str, name: str) -> None:
        """Look at a page at both widths, with what is folded away unfolded."""
        self.page.set_viewport_size(TELEPHONE)
        if self.page.goto(SITE + path).status not in (200, 409):
            return
        self.seen += 1
        self.page.wait_for_load_state()
        for width in (TELEPHONE, DESK):
            self.page.set_viewport_size(width)
            sound.picture(self.page, name)
            self.page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
            self.faults += sound.faults(self.page, with_axe=width in self.judged_at)

    def sends(self, path: str, name: str, **answers: Any) -> None:
        """Look at what a form leads to: the page that answers it, or the one that it sends on to."""
        answer = self.browser.post(path, answers)
        if answer.status_code == 302:
            return self.opens(answer.headers["Location"], name)
        self.answered = answer
        self.opens(path, name)
        self.answered = None

    def done(self, fewest: int) -> None:
        assert not self.faults, "\n\n".join(self.faults)
        assert self.seen >= fewest, f"{self.seen} pages were seen; they were {fewest}"


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    page.set_default_timeout(20_000)
    yield page
    page.goto("about:blank")  # so that nothing is asked once the house is gone


def more_than_a_house(house: House) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names of addresses with other ids than the house's own: the same page in another state."""
    by, meetings = house.world.coordinator, Meetings(house.world)
    going_on, planned = meetings.open(house.tom, house.new), meetings.planned()
    actions.add_to_agenda(meeting=planned, entries={house.tom.pk: ["red"]}, by=by)
    tool = actions.start_tool(area=house.area, ages=Ages.ADULT, example=True, by=by)
    actions.publish_tool(
        tool=tool, expected_version=tool.version, from_day=house.today, by=by, today=house.today
    )
    yield "risk-tool", {"tool_id": tool.pk}
    for entry in (house.tom, house.off, house.new, house.ali):  # in hospital, gone, not yet rated, late
        yield "entry", {"entry_id": entry.pk}
    for name in ("rate", "entry-stays", "entry-discharge", "entry-visit", "entry-ratings"):
        yield name, {"entry_id": house.tom.pk}
    for name in ("rate", "rate-next", "entry-admit"):
        yield name, {"entry_id": house.ali.pk}
    for name in ("entry-leaving-told", "entry-leaving-letter", "entry-back"):
        yield name, {"entry_id": house.off.pk}
    for name in ("meeting", "meeting-attendance", "meeting-add", "meeting-close", "meeting-agenda"):
        yield name, {"meeting_id": going_on.pk}
    for entry in (house.tom, house.new):  # may be discussed; may not
        item = going_on.items.get(entry=entry).pk
        yield "meeting-person", {"meeting_id": going_on.pk, "item_id": item}
    yield "meeting-off", {"meeting_id": going_on.pk, "item_id": item}
    for name in ("meeting", "meeting-agenda", "meeting-change", "meeting-cancel"):
        yield name, {"meeting_id": planned.pk}


def ways(role: RoleName, house: House) -> Iterator[tuple[str, str]]:
    """Every address of the register that this role may open, and those with other ids."""
    may, ids = ROLES[role].permissions, house.ids()
    theirs = {one.name: one for one in urls.urlpatterns if one.callback.access in may}
    for name, pattern in theirs.items():
        if name not in ELSEWHERE:
            yield address(pattern, ids), name
    for place, (name, others) in enumerate(more_than_a_house(house)):
        if name in theirs:
            yield address(theirs[name], ids | others), f"{name}-{place}"


PAGES_WITH_A_CHOICE = [
    "/register/?colour=red&colour=amber&late=1&sort=next&compact=1", "/register/?colour=blue&late=1",
    "/register/saved/new/?colour=red", "{entry}ratings/?on={today}", "{entry}?kind=rating", "/my-work/",
]  # fmt: skip
# Sent as they are, without an answer: each says beside the field what is missing.
WITHOUT_AN_ANSWER = [
    "{entry}rate/", "{entry}notes/add/", "{entry}consent/", "{entry}admission/", "{entry}recommend/",
    "{entry}leaving/", "{entry}death/", "{entry}pause/", "{entry}transfer/", "{stay}move/", "{stay}leave/",
    "{stay}legal-status/", "{stay}ready/", "{stay}correct/", "{tom}visit/", "{tom}discharge/",
    "/meetings/plan/", "/admissions/add/", "/register/saved/new/?colour=red",
]  # fmt: skip


def test_no_page_after_a_form_has_a_barrier_or_is_too_wide(house: House, page: Page) -> None:
    """What is chosen, found, refused, looked ahead at, and what somebody else saved first."""
    walker = Walker(signed_in(house.world.coordinator), page, [TELEPHONE])
    entry, tom = f"/register/{house.jade.pk}/", f"/register/{house.tom.pk}/"
    for path in PAGES_WITH_A_CHOICE:
        walker.opens(path.format(entry=entry, today=house.today), path)
    walker.sends("/search/", "search-misspelt", q="Jaid Moris")
    walker.sends("/search/", "search-nobody", q="Zzyzx")
    limit = {"group": "everybody", "what": "number", "count": "3", "reason": "Agreed."}
    limit |= day("from_day", house.today)
    walker.sends("/areas/northmoor/times/rating_review_red/", "a-number-looked-ahead-at", **limit)
    for path in WITHOUT_AN_ANSWER:
        path = path.format(entry=entry, tom=tom, stay=f"{tom}stays/{house.stay.pk}/")
        walker.sends(path, "refused", csrfmiddlewaretoken="as a browser sends it")
        if "There is a problem" not in page.locator("main").inner_text():
            walker.faults.append(f"{path} says nothing of what is missing")
    rated = {
        "colour": "amber",
        "amber_criteria": "behaviour_rising",
        "reason": "Calmer.",
        "decided_at": "meeting",
        "decided_by": "Cora",
    }
    rated |= day("decided_on", house.today)
    walker.sends(f"{entry}rate/", "rate-looked-at", expected_number=1, look="words", **rated)
    walker.sends(f"{entry}rate/", "rate-saved-first", expected_number=0, **rated)
    walker.done(len(WITHOUT_AN_ANSWER) + len(PAGES_WITH_A_CHOICE) + 5)


def day(name: str, on: date) -> dict[str, int]:
    """A day as a form's three boxes send it."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@pytest.mark.slow
@pytest.mark.parametrize("role", WALKS, ids=str)
def test_no_page_has_a_barrier_or_is_too_wide(house: House, page: Page, role: RoleName) -> None:
    fewest, widths = WALKS[role]
    walker = Walker(signed_in(house.staff[role]), page, widths)
    for path, name in ways(role, house):
        walker.opens(path, f"{role}-{name}")
    walker.done(fewest)
