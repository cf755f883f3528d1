"""The reviews that somebody can be asked about. An upper app knows them, so that the register need not.

The answers about a review are recorded by whoever keeps reviews: it has a clock of its own to stop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.refused import Refused
from dsr.consent import Decision, Purpose
from dsr.models import Person

Said = tuple[Decision, str]  # an answer, and its limits


@dataclass(frozen=True)
class AskedReview:
    """A review that is going on: its id, and how it is called."""

    pk: UUID
    called: str


Lister = Callable[[Person, date], list[AskedReview]]
Recorder = Callable[..., None]
LISTERS: list[Lister] = []
RECORDERS: list[Recorder] = []


def lists_reviews(lister: Lister) -> Lister:
    """Register who knows the reviews that are going on for somebody."""
    LISTERS.append(lister)
    return lister


def records_answers(recorder: Recorder) -> Recorder:
    """Register who writes down the answers about a review."""
    RECORDERS.append(recorder)
    return recorder


def reviews_of(person: Person, *, today: date) -> list[AskedReview]:
    """The reviews of somebody that are planned or not finished."""
    return [review for lister in LISTERS for review in lister(person, today)]


def record_for_review(*, review: UUID, answers: Mapping[Purpose, Said], **facts: Any) -> None:
    """Write down answers about one review, with all that `record_consent` takes; refuses as it does."""
    if not RECORDERS:
        raise Refused("No reviews are kept here, so there is nothing to answer.")
    for recorder in RECORDERS:
        recorder(review=review, answers=answers, **facts)
