"""The reviews' parts of other people's pages, the timeline, and the nightly check."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLogEntry, Heartbeat, User
from cetr import actions, checks
from cetr.models import Review
from cetr.tasks import check_reviews
from dsr.actions import add_contact, cancel_deadlines
from dsr.models import RegisterEntry
from dsr.timeline import timeline
from tests.cetr.worlds import Reviews


def tag(words: str, user: User, reviews: Reviews, entry: RegisterEntry | None = None) -> str:
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=user.pk)
    context = Context({"request": request, "today": reviews.today, "entry": entry, "user": request.user})
    return " ".join(Template("{% load cetr %}" + words).render(context).split())


REVIEWS_FOR, WORK, MINE = "{% reviews_for entry %}", "{% reviews_for_work %}", "{% my_reviews entry %}"


def test_an_entry_offers_to_plan_a_review_and_says_by_when(reviews: Reviews) -> None:
    entry = reviews.world.entry()
    reviews.world.rate(entry, "red")
    words = tag(REVIEWS_FOR, reviews.coordinator, reviews, RegisterEntry.objects.get(pk=entry.pk))
    assert (
        "Plan a review" in words and "Review to be decided and planned" in words and "2 working days" in words
    )
    assert reverse("review-plan", args=[entry.pk]) in words


def test_a_planned_review_stands_on_the_entry_and_no_second_is_offered(reviews: Reviews) -> None:
    review = reviews.planned()
    words = tag(REVIEWS_FOR, reviews.coordinator, reviews, review.entry)
    assert reverse("review", args=[review.pk]) in words and "Plan a review" not in words
    assert "Consent 0 of 3" in words
    assert "Plan a review" not in tag(REVIEWS_FOR, reviews.world.keyworker, reviews, review.entry)


def test_without_reviews_a_keyworkers_entry_page_has_nothing_from_here(reviews: Reviews) -> None:
    assert tag(REVIEWS_FOR, reviews.world.keyworker, reviews, reviews.world.entry()) == ""
    assert (
        tag(REVIEWS_FOR, reviews.world.family, reviews, reviews.world.entry(reviews.world.person("Al"))) == ""
    )


def test_a_panels_home_page_says_what_is_missing(reviews: Reviews) -> None:
    reviews.planned()
    for user in (reviews.chair, reviews.member):
        words = tag(WORK, user, reviews)
        assert "Jade MORRIS" in words and "Consent 0 of 3" in words and "The papers are locked." in words
    assert AccessLogEntry.objects.filter(page="my work").count() == 2


def test_a_coordinators_home_page_has_what_needs_something(reviews: Reviews) -> None:
    reviews.planned()
    assert "Still missing: Panel not confirmed, Consent 0 of 3" in tag(WORK, reviews.coordinator, reviews)
    assert tag(WORK, reviews.world.keyworker, reviews) == ""
    assert tag(WORK, reviews.world.family, reviews) == ""


def test_the_person_reads_when_where_and_who(reviews: Reviews) -> None:
    review = reviews.planned()
    facts = {"may_be_told": True, "user": reviews.world.family}
    add_contact(person=review.entry.person, name="Mary", relation="Mum", by=reviews.coordinator, **facts)
    words = tag(MINE, reviews.world.family, reviews, review.entry)
    assert "The Lantern, Northmoor" in words and "Charles Airey, who leads the review" in words
    reviews.consent(review)
    reviews.views(review)
    reviews.outcome(review)
    reviews.recommendation(review)
    reviews.conclude(review)
    after = tag(MINE, reviews.world.family, reviews, review.entry)
    assert "You go back to school." in after and "The report is being written." in after
    actions.issue_report(review=review, by=reviews.chair, today=reviews.today)
    assert "The report is ready." in tag(MINE, reviews.world.family, reviews, review.entry)


def test_somebody_elses_family_reads_nothing(reviews: Reviews) -> None:
    review = reviews.planned()
    assert tag(MINE, reviews.world.family, reviews, review.entry) == ""


@pytest.mark.parametrize("words", [REVIEWS_FOR, WORK])
def test_a_tag_costs_the_same_for_one_and_for_ten(reviews: Reviews, words: str) -> None:
    first = reviews.planned()
    with CaptureQueriesContext(connection) as one:
        tag(words, reviews.coordinator, reviews, first.entry)
    for number in range(9):
        reviews.planned(reviews.world.entry(reviews.world.person(given_name=f"P{number}")))
    with CaptureQueriesContext(connection) as ten:
        tag(words, reviews.coordinator, reviews, first.entry)
    assert len(one) == len(ten)


def test_the_timeline_tells_a_review_from_its_plan_to_its_report(reviews: Reviews) -> None:
    review = reviews.issued()
    found = [
        (line.sentence.split(":")[0], line.who) for line in timeline(review.entry) if line.kind == "review"
    ]
    assert found[::-1] == [
        ("Planned", "Cora Ordway"),
        ("Concluded", "Charles Airey"),
        ("Report issued", "Charles Airey"),
    ]


def test_a_moved_and_a_called_off_review_stay_on_the_timeline(reviews: Reviews) -> None:
    review = reviews.planned(planned_for=reviews.today + timedelta(days=3))
    facts: dict[str, Any] = {
        name: getattr(review, name) for name in ("kind", "trigger", "starts_at", "place")
    }
    later = reviews.today + timedelta(days=9)
    actions.change_plan(
        review=review,
        planned_for=later,
        panel=reviews.panel,
        by=reviews.coordinator,
        today=reviews.today,
        **facts,
    )
    actions.cancel_review(review=review, why="Snow.", by=reviews.coordinator, today=reviews.today)
    lines = [line for line in timeline(review.entry) if line.kind == "review"]
    assert [line.sentence.split(":")[0] for line in lines] == ["Called off", "Moved", "Planned"]
    assert lines[0].detail == "Snow."


def test_the_nightly_check_finds_nothing_wrong_in_any_state(reviews: Reviews) -> None:
    reviews.planned()
    for number, make in enumerate((reviews.ready, reviews.concluded, reviews.issued)):
        entry = reviews.world.entry(reviews.world.person(given_name=f"P{number}"))
        reviews.world.rate(entry, "red")
        make(entry=RegisterEntry.objects.get(pk=entry.pk))
    assert checks.differences() == []


def test_the_nightly_check_names_a_review_whose_clock_is_gone(reviews: Reviews, caplog: Any) -> None:
    planned, today = reviews.planned(), reviews.today
    cancel_deadlines(
        entry=planned.entry, keys=["review_held"], on=today, why="A slip.", by=reviews.coordinator
    )
    with caplog.at_level(logging.ERROR):
        check_reviews()
    assert f"Review {planned.pk}: planned, and no open deadline" in caplog.text
    assert "MORRIS" not in caplog.text
    assert Heartbeat.objects.get(name="reviews").finding == "1 differences"
    assert Review.objects.get(pk=planned.pk).is_planned
