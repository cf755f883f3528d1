"""Reviews that somebody can be asked about, for whoever takes their answers: the register asks this."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from cetr.actions import Answer, record_review_consent
from cetr.models import Review
from config.refused import Refused
from dsr.consent import Purpose
from dsr.days import plain
from dsr.models import Person
from dsr.reviews_asked import AskedReview, Said, lists_reviews, records_answers


@lists_reviews
def _going_on(person: Person, today: date) -> list[AskedReview]:
    reviews = Review.objects.filter(entry__person=person).going_on().order_by("planned_for", "pk")
    return [
        AskedReview(review.pk, f"{review.kind_label} of {plain(review.planned_for)}") for review in reviews
    ]


@records_answers
def _record(*, review: UUID, answers: Mapping[Purpose, Said], **facts: Any) -> None:
    found = Review.objects.filter(pk=review).first()
    if found is None:
        raise Refused("This review is not there any more. Open the page again.")
    said = {purpose: Answer(decision, limits) for purpose, (decision, limits) in answers.items()}
    record_review_consent(review=found, answers=said, **facts)
