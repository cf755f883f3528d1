"""A chair's day in a real browser: from the papers to the issued report."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cetr.models import Report, Review
from dsr.actions import change_person
from dsr.models import Rating, RegisterEntry
from tests.cetr.browser import look, sign_in
from tests.cetr.worlds import Reviews
from tests.clicks import follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(params=[(1280, True), (320, False)], ids=["1280-js", "320-nojs"])
def window(browser: Browser, request: Any, monkeypatch: Any) -> Iterator[Page]:
    """A wide window with JavaScript, and a narrow one without."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    width, scripts = request.param
    # axe needs to run its own script, so the page's own are kept away instead.
    context = browser.new_context(viewport={"width": width, "height": 800})
    if not scripts:
        context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    yield page
    context.close()


def planned(reviews: Reviews) -> Review:
    review = reviews.planned()
    change_person(
        person=review.entry.person, preferred_name="Jay", adjustments=["slow_speech", "pictures"],
        what_matters="I want to sleep in my own bed and see Biscuit.", by=reviews.coordinator,
    )  # fmt: skip
    reviews.consent(review)
    reviews.paper(review)
    reviews.paper(review, "Care plan, October", data=b"%PDF-1.4\n%another\n%%EOF\n")
    return review


def fill_date(page: Page, name: str, day: Any) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def test_a_chair_goes_through_the_day(live_server: Any, window: Page, reviews: Reviews) -> None:
    review, page = planned(reviews), window
    sign_in(page, live_server, reviews.chair)
    page.goto(f"{live_server.url}/reviews/")
    look(page, "list")
    follow(page.get_by_role("link", name="Jade MORRIS"))
    look(page, "review-before")
    expect(page.get_by_text("I want to sleep in my own bed and see Biscuit.")).to_be_visible()
    expect(page.get_by_text("Her planner")).to_be_visible()

    follow(page.get_by_role("link", name="Principles").first)
    expect(page.locator(".cetr-principle")).to_have_count(8)
    for principle in page.locator(".cetr-principle").all():
        principle.get_by_label("Upheld", exact=True).check()
    page.locator(".cetr-principle").nth(2).get_by_label("Partly").check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.locator("h1")).to_have_text("The eight principles")
    expect(page).to_have_title(re.compile("^Error: "))
    look(page, "principles-error")
    page.locator(".nhsuk-error-summary a").click()
    expect(page.locator("textarea:focus")).to_have_count(1)
    page.keyboard.type("No advocate was offered.")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved at")).to_be_visible()
    look(page, "review-principles-done")

    follow(page.get_by_role("link", name="Questions and rating"))
    look(page, "outcome-empty")
    for name in ("is_safe", "good_care", "future", "community"):
        page.fill(f"[name={name}]", f"What the panel saw about {name}.")
    page.get_by_label("Amber").check()
    page.fill("[name=why]", "School starts again on Monday.")
    page.fill("[name=words_for_person]", "You go back to school.")
    follow(page.get_by_role("button", name="Save"))

    follow(page.get_by_role("link", name="Recommendations").first)
    page.fill("[name=text]", "Consider a sensory assessment")
    page.fill("[name=owner]", "Tom Bell and Ann Fox")
    fill_date(page, "due_on", reviews.today - timedelta(days=1))
    follow(page.get_by_role("button", name="Add this recommendation"))
    expect(page.locator(".nhsuk-error-summary li")).to_have_count(3)
    look(page, "recommendations-error")
    page.fill("[name=text]", "Book a sensory assessment")
    page.fill("[name=owner]", "Tom Bell (CAMHS)")
    fill_date(page, "due_on", reviews.today + timedelta(days=10))
    follow(page.get_by_role("button", name="Add this recommendation"))
    expect(page.locator(".cetr-drafts > li")).to_have_count(1)
    look(page, "recommendations")
    follow(page.get_by_role("link", name="Back to the review").first)
    look(page, "review-ready")

    follow(page.get_by_role("link", name="Conclude").first)
    look(page, "conclude")
    follow(page.get_by_role("button", name="Conclude this review"))
    look(page, "report-draft")
    follow(page.get_by_role("button", name="Issue this report"))
    expect(page.get_by_text("The report is issued.")).to_be_visible()
    look(page, "list-after")
    assert Rating.objects.get(about=review.pk).colour == "amber"
    assert Report.objects.filter(review=review).count() == 1


def test_a_coordinator_plans_and_asks_for_consent(live_server: Any, window: Page, reviews: Reviews) -> None:
    entry, page = reviews.world.entry(), window
    reviews.world.rate(entry, "red")
    sign_in(page, live_server, reviews.coordinator)
    page.goto(f"{live_server.url}/reviews/")
    look(page, "list-empty")
    page.goto(f"{live_server.url}/reviews/plan/{entry.pk}/")
    look(page, "plan")
    follow(page.get_by_role("button", name="Plan this review"))
    look(page, "plan-error")
    fill_date(page, "planned_for", reviews.today + timedelta(days=20))
    page.fill("[name=starts_at]", "10:00")
    page.fill("[name=place]", "The Lantern, Northmoor")
    page.select_option("[name=chair]", label="Charles Airey")
    page.select_option("[name=clinical]", label="Asha Rao")
    follow(page.get_by_role("button", name="Plan this review"))
    look(page, "review-planned")
    expect(page.get_by_text("The panel still needs: independent expert by experience.")).to_be_visible()

    follow(page.get_by_role("link", name="Record answers about consent"))
    look(page, "consent")
    page.locator("[name=disclosure][value=yes]").check()
    page.fill("[name=given_by]", "Jade herself")
    page.locator("[name=basis][value=person]").check()
    page.fill("[name=evidence]", "With pictures, her advocate was there.")
    follow(page.get_by_role("button", name="Record these answers"))
    expect(page.get_by_text("Jade herself said yes to showing papers")).to_be_visible()
    follow(page.get_by_role("link", name="Add a paper"))
    look(page, "paper-add")
    follow(page.get_by_role("link", name="Cancel"))
    follow(page.get_by_role("link", name="Call this review off"))
    look(page, "cancel")
    page.goto(f"{live_server.url}/experts/")
    look(page, "experts")
    follow(page.get_by_role("button", name="Add somebody"))
    look(page, "expert-add")
    assert RegisterEntry.objects.get(pk=entry.pk).deadlines.open().filter(key="review_held").exists()


def test_two_tabs_of_a_chair_lose_nothing(live_server: Any, window: Page, reviews: Reviews) -> None:
    review, page = planned(reviews), window
    sign_in(page, live_server, reviews.chair)
    page.goto(f"{live_server.url}/reviews/{review.pk}/outcome/")
    page.fill("[name=why]", "Typed in the first tab.")
    reviews.outcome(review, why="Saved in the second tab.")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved in the second tab.")).to_be_visible()
    expect(page.locator("[name=why]")).to_have_value("Typed in the first tab.")
    look(page, "outcome-two-versions")
    follow(page.get_by_role("button", name="Save mine over it"))
    assert Review.objects.get(pk=review.pk).outcome.why == "Typed in the first tab."


def test_locked_papers_look_locked(live_server: Any, window: Page, reviews: Reviews) -> None:
    review, page = reviews.planned(), window
    reviews.paper(review, "A very private title")
    sign_in(page, live_server, reviews.member)
    page.goto(f"{live_server.url}/reviews/{review.pk}/")
    expect(page.get_by_text("Locked.")).to_be_visible()
    assert "A very private title" not in page.content()
    look(page, "review-locked")
