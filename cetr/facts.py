"""Reads what the pure rules need to know about a review."""

from datetime import date

from cetr.models import Outcome, Review
from cetr.rules import Asked, Facts
from dsr.actions.ratings import hold
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.ratings import Colour
from dsr.statuses import EntryStatus


def facts_of(review: Review, *, held_on: date, today: date) -> Facts:
    """All that decides whether this review can be concluded as held on that day."""
    entry, chair = review.entry, review.chair()
    outcome = Outcome.objects.filter(review=review).first() or Outcome(review=review)
    by_chair = review.principle_checks.filter(member=chair.account if chair else None)
    held_until, held_at = hold(entry)
    return Facts(
        planned_for=review.planned_for,
        held_on=held_on,
        today=today,
        on_register=entry.status == EntryStatus.ACTIVE,
        colour_now=Colour(entry.colour) if entry.colour else None,
        held_until=held_until,
        held_at=held_at,
        panel=tuple(place.seat for place in review.panel()),
        # The chair reads it, who is not told the people in somebody's life by name.
        meeting=gate(entry.person, Purpose.MEETING, on=min(held_on, today), about=review.pk, named=False),
        principles=frozenset(by_chair.values_list("principle", flat=True)),
        answers=outcome.answers(),
        colour=Colour(outcome.colour) if outcome.colour else None,
        why=outcome.why,
        recommendations=tuple(
            Asked(owner, due)
            for owner, due in review.draft_recommendations.now().values_list("owner", "due_on")
        ),
    )
