"""A review is locked before anything about it changes, and only moves as its life allows."""

from accounts.models import User
from cetr.models import Review
from cetr.statuses import State, check_can_move
from config.refused import Refused


def locked(review: Review) -> Review:
    """The review as it is now, held until the transaction ends."""
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("entry__person", "entry__area")
        .get(pk=review.pk)
    )


def locked_while_planned(review: Review) -> Review:
    """The same, refused when the review is no longer planned."""
    review = locked(review)
    check_can_move(State(review.state), State.CONCLUDED)
    return review


def refuse_unless_chair(review: Review, user: User) -> None:
    """Only the chair of this very review signs off what its panel agreed."""
    if not review.is_chaired_by(user):
        raise Refused("Only the chair of this review can do that.")


def refuse_unless_on_panel(review: Review, user: User) -> None:
    """Only somebody who sits on this panel says what it found."""
    if not review.is_sat_on_by(user):
        raise Refused("Only the panel of this review can do that.")
