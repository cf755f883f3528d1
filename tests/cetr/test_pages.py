"""Who sees which page of a review, and what the pages say."""

import nhs_number
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLogEntry, User
from accounts.permissions import RoleName
from cetr.models import Review
from dsr.models import RegisterEntry
from tests.cetr.worlds import Reviews
from tests.worlds import World, signed_in


def somebody(reviews: Reviews, role: str) -> User:
    if role == "member":
        return reviews.member
    if role == "elsewhere":
        return World("Southmoor").user(RoleName.COORDINATOR, "Sue South")
    return getattr(reviews.world, role)


def test_a_coordinator_of_another_area_finds_nothing(reviews: Reviews) -> None:
    review = reviews.ready()
    client = signed_in(somebody(reviews, "elsewhere"))
    assert client.get(reverse("review", args=[review.pk])).status_code == 404
    assert client.get(reverse("review-plan", args=[review.entry_id])).status_code == 404
    assert "MORRIS" not in client.get(reverse("reviews")).content.decode()


def test_a_panel_member_of_the_same_area_sees_only_their_own_reviews(reviews: Reviews) -> None:
    review = reviews.ready()
    other = reviews.world.user(RoleName.PANEL_MEMBER, "Mo Member")
    assert signed_in(other).get(reverse("review", args=[review.pk])).status_code == 404


@pytest.mark.parametrize("role", ["chair", "member"])
def test_the_panels_part_ends_when_the_report_is_issued(reviews: Reviews, role: str) -> None:
    review = reviews.concluded()
    client = signed_in(somebody(reviews, role))
    assert client.get(reverse("review-report", args=[review.pk])).status_code == 200
    signed_in(reviews.coordinator).post(reverse("review-issue", args=[review.pk]))
    assert client.get(reverse("review-report", args=[review.pk])).status_code == 404
    assert client.get(reverse("review", args=[review.pk])).status_code == 404


def test_a_look_is_on_record_before_the_page_is_shown(reviews: Reviews) -> None:
    review = reviews.ready()
    signed_in(reviews.member).get(reverse("review", args=[review.pk]))
    look = AccessLogEntry.objects.get(user_id=reviews.member.pk)
    assert (look.page, look.people) == ("review", [review.entry.person_id])


def test_the_nhs_number_is_for_those_who_may_see_the_entry(reviews: Reviews) -> None:
    digits = nhs_number.generate(for_region=nhs_number.REGION_SYNTHETIC, quantity=1)[0]
    entry = reviews.world.entry(reviews.world.person(nhs_number=digits))
    url = reverse("review", args=[reviews.planned(entry).pk])
    shown = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    assert shown in signed_in(reviews.coordinator).get(url).content.decode()
    assert shown not in signed_in(reviews.member).get(url).content.decode()


def planned_many(reviews: Reviews, count: int) -> None:
    for number in range(count):
        person = reviews.world.person(given_name=f"Person{number}")
        entry = reviews.world.entry(person)
        reviews.world.rate(entry, "red")
        reviews.planned(entry)


def test_the_list_costs_the_same_for_five_and_for_fifty(reviews: Reviews) -> None:
    client = signed_in(reviews.coordinator)
    planned_many(reviews, 5)
    with CaptureQueriesContext(
        connection,
    ) as five:
        client.get(reverse("reviews"))
    planned_many(reviews, 45)
    with CaptureQueriesContext(connection) as fifty:
        assert client.get(reverse("reviews")).content.decode().count("<tr>") == 51
    assert len(fifty) == len(five)
    assert Review.objects.count() == 50 and RegisterEntry.objects.count() == 50


def test_an_empty_list_says_how_to_begin(reviews: Reviews) -> None:
    assert "No review is going on" in signed_in(reviews.coordinator).get(reverse("reviews")).content.decode()
    assert "Nobody" not in signed_in(reviews.coordinator).get(reverse("experts")).content.decode()
