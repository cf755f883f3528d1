"""A no to using what a review found keeps it with the panel; a planned review answers turning red."""

import pytest

from cetr import actions
from cetr.actions.concluding import WITHHELD
from cetr.tasks import check_reviews
from dsr.actions import add_contact
from dsr.consent import Decision, Purpose
from dsr.models import Deadline, Rating
from tests.cetr.test_elsewhere import MINE, tag
from tests.cetr.worlds import Reviews


@pytest.mark.parametrize(("use", "shown"), [(Decision.YES, True), (Decision.NO, False)])
def test_the_reason_reaches_the_entry_only_with_a_yes_to_its_use(
    reviews: Reviews, use: Decision, shown: bool
) -> None:
    review = reviews.ready()
    reviews.consent(review, use, only=(Purpose.USE,))
    reviews.conclude(review)
    rating = Rating.objects.get(about=review.pk)
    assert rating.reason == ("School starts again." if shown else WITHHELD)
    assert bool(rating.words_for_person) is shown


@pytest.mark.parametrize("own", [True, False])
def test_a_no_to_its_use_closes_it_to_the_family_and_not_to_the_person(reviews: Reviews, own: bool) -> None:
    review = reviews.ready()
    reviews.consent(review, Decision.NO, only=(Purpose.USE,))
    reviews.conclude(review)
    facts = {"may_be_told": True, "user": reviews.world.family, "is_the_person": own}
    add_contact(person=review.entry.person, name="Mary", relation="Mum", by=reviews.coordinator, **facts)
    words = tag(MINE, reviews.world.family, reviews, review.entry)
    assert ("You go back to school." in words) is own
    assert ("There is no yes to using" in words) is not own


def test_turning_red_with_a_review_planned_asks_for_no_other(reviews: Reviews) -> None:
    review = reviews.planned(colour="amber")
    reviews.world.rate(review.entry, "red")
    waiting = Deadline.objects.open().filter(entry=review.entry, key="red_review_decision")
    assert waiting.exists()
    check_reviews()
    assert not waiting.exists()
    met = Deadline.objects.get(entry=review.entry, key="red_review_decision")
    assert met.met_on == reviews.today
    assert met.history.first().history_user.name == "Automatic checks"
    assert actions.settle_decisions(on=reviews.today, by=reviews.coordinator) == 0
