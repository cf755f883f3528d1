"""Concluding a review: all of it, or none, and only once (S13, S14)."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.models import OutboxMessage
from accounts.permissions import RoleName
from cetr import actions
from cetr.models import Review
from config.refused import Refused
from dsr.actions import admit, allocate
from dsr.models import Deadline, Rating, Recommendation, RegisterEntry
from dsr.ratings import Colour
from tests.cetr.worlds import Reviews
from tests.worlds import World, signed_in


def deadlines(review: Review, key: str) -> list[Deadline]:
    return list(Deadline.objects.filter(entry=review.entry, key=key))


def test_a_concluded_review_changes_the_rating_and_says_where_it_came_from(reviews: Reviews) -> None:
    review = reviews.concluded()
    rating = Rating.objects.get(about=review.pk)
    assert (rating.colour, rating.decided_at) == ("amber", "review")
    assert rating.decided_by == "the panel, chaired by Charles Airey"
    assert RegisterEntry.objects.get(pk=review.entry_id).colour == "amber"


def test_its_recommendations_are_on_the_entry_in_their_order(reviews: Reviews) -> None:
    review = reviews.ready()
    second = reviews.recommendation(review, "Find a school place")
    reviews.recommendation(review, "Book a sensory assessment")
    actions.remove_draft_recommendation(recommendation=second, by=reviews.world.chair)
    reviews.conclude(review)
    rows = Recommendation.objects.filter(about=review.pk).order_by("position")
    assert [(row.position, row.text) for row in rows] == [
        (1, "Write the crisis plan"),
        (2, "Book a sensory assessment"),
    ]


def test_its_recommendations_go_with_all_that_was_said_of_them(reviews: Reviews, world: World) -> None:
    """Whose they are by name, how we will know, the principle; one that says none of it goes all the same."""
    review = reviews.ready()
    said = {"owner": "priya nair (keyworker)", "measure": "She has slept in it.", "serves": "rights_led"}
    for _ in "ab":
        actions.add_draft_recommendation(
            review=review, text="Find a quiet room", due_on=reviews.today, by=reviews.chair, **said
        )
    reviews.conclude(review)
    plain, full = Recommendation.objects.filter(about=review.pk).order_by("position")
    assert (full.owner_user, full.measure, full.served) == (
        world.keyworker, "She has slept in it.", "Rights led",
    )  # fmt: skip
    assert (plain.owner, plain.owner_user, plain.measure, plain.serves) == ("Tom Bell (CAMHS)", None, "", "")


def test_a_name_is_matched_when_the_review_is_concluded_so_a_new_keyworker_stops_nothing(
    reviews: Reviews, world: World
) -> None:
    review = reviews.ready()
    reviews.recommendation(review, "Find a quiet room", owner="Priya Nair")
    allocate(entry=review.entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator)
    reviews.conclude(review)
    row = Recommendation.objects.get(about=review.pk, text="Find a quiet room")
    assert (row.owner, row.owner_user) == ("Priya Nair", None)


def test_its_clocks_stop_and_the_reports_begins(reviews: Reviews) -> None:
    review = reviews.concluded()
    assert deadlines(review, "review_held")[0].met_on == reviews.today
    assert deadlines(review, "red_review_decision")[0].met_on == reviews.today
    report = deadlines(review, "cetr_report")[0]
    assert (report.about, report.due_on) == (review.pk, reviews.today + timedelta(days=14))


def test_turning_red_at_the_review_asks_for_no_second_decision(reviews: Reviews) -> None:
    review = reviews.planned(colour="amber")
    reviews.consent(review)
    reviews.views(review)
    reviews.outcome(review, Colour.RED)
    reviews.recommendation(review)
    reviews.conclude(review)
    assert not [row for row in deadlines(review, "red_review_decision") if row.met_on is None]


def test_the_family_is_told_that_there_is_something_new(reviews: Reviews) -> None:
    review = reviews.concluded()
    assert OutboxMessage.objects.filter(key=f"review-{review.pk}", kind="something_new").exists()


def test_concluding_twice_changes_nothing_more(reviews: Reviews) -> None:
    review = reviews.concluded()
    again = reviews.conclude(review)
    assert again.concluded_at == review.concluded_at
    assert Rating.objects.filter(about=review.pk).count() == 1
    assert Recommendation.objects.filter(about=review.pk).count() == 1
    assert len(deadlines(review, "cetr_report")) == 1


def test_somebody_in_hospital_stays_blue_and_their_review_is_done(reviews: Reviews, world: World) -> None:
    entry = world.entry()
    admit(
        entry=entry, hospital="Ashby Unit", legal_status="3", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    entry = RegisterEntry.objects.get(pk=entry.pk)
    review = reviews.ready(entry=entry)
    before = Rating.objects.count()
    reviews.conclude(review)
    assert Rating.objects.count() == before
    assert RegisterEntry.objects.get(pk=entry.pk).colour == "blue"
    assert deadlines(review, "post_admission_cetr")[0].met_on == world.today
    assert [row.met_on for row in deadlines(review, "rating_review_blue")].count(None) == 1


def test_a_rating_made_meanwhile_is_shown_to_the_chair_first(reviews: Reviews, world: World) -> None:
    review = reviews.ready()
    seen = RegisterEntry.objects.get(pk=review.entry_id).rating_number
    world.rate(review.entry, "red", reason="A&E again.")
    with pytest.raises(Refused, match="rating was changed"):
        reviews.conclude(review, rating_number=seen)
    assert reviews.conclude(review).is_concluded


def test_after_a_rating_made_meanwhile_the_same_button_works(reviews: Reviews, world: World) -> None:
    review = reviews.ready()
    url, chair = reverse("review-conclude", args=[review.pk]), signed_in(reviews.chair)
    day = {f"held_on_{part}": str(getattr(reviews.today, part)) for part in ("day", "month", "year")}
    sent = {"rating_number": str(review.entry.rating_number), **day}
    world.rate(review.entry, "red", reason="A&E again.")
    page = chair.post(url, sent)
    assert "The rating was changed after you opened this page" in page.text
    sent["rating_number"] = re.search(r'name="rating_number" value="(\d+)"', page.text).group(1)
    assert chair.post(url, sent).status_code == 302
    assert Review.objects.get(pk=review.pk).is_concluded


def test_only_the_chair_of_this_review_concludes_it(reviews: Reviews, world: World) -> None:
    review = reviews.ready()
    other = world.user(RoleName.PANEL_CHAIR, "Olu Chair")
    with pytest.raises(Refused, match="Only the chair"):
        reviews.conclude(review, by=other)


def test_a_refusal_leaves_everything_as_it_was(reviews: Reviews) -> None:
    review = reviews.planned()
    with pytest.raises(Refused) as refused:
        reviews.conclude(review)
    assert "Not yet" in str(refused.value) and "consent" in str(refused.value)
    assert Review.objects.get(pk=review.pk).is_planned
    assert not Recommendation.objects.exists()


def test_what_the_panel_found_is_frozen_for_everybody(reviews: Reviews) -> None:
    review = reviews.concluded()
    with pytest.raises(Refused, match="concluded"):
        reviews.outcome(review, Colour.GREEN)
    for table in ("cetr_outcome", "cetr_principlecheck", "cetr_draftrecommendation"):
        with (
            pytest.raises(DatabaseError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET review_id = review_id")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_conclude_one_review_once() -> None:
    reviews = Reviews(World())
    review = reviews.ready()
    number = RegisterEntry.objects.get(pk=review.entry_id).rating_number
    answers = at_once(20, lambda: str(reviews.conclude(review, rating_number=number).concluded_at))
    assert len(set(answers)) == 1, answers
    assert Rating.objects.filter(about=review.pk).count() == 1
    assert Recommendation.objects.filter(about=review.pk).count() == 1
    assert Deadline.objects.filter(about=review.pk, key="cetr_report").count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_plan_one_review() -> None:
    reviews = Reviews(World())
    entry = reviews.world.entry()
    reviews.world.rate(entry, "red")
    answers = at_once(10, lambda: str(reviews.planned(entry).pk))
    assert len(set(answers)) == 1, answers
    assert Review.objects.count() == 1


def at_once(count: int, do: Callable[[], str]) -> list[str]:
    """What `do` answered in `count` threads that began together; an error answers with its words."""
    gate, answers = Barrier(count), []

    def run() -> None:
        gate.wait()
        try:
            answers.append(do())
        except Exception as error:
            answers.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
