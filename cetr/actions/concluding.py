"""A review is concluded: its rating, its recommendations and its clocks, all of it or none."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import User
from cetr import rules
from cetr.actions.locks import locked, refuse_unless_chair
from cetr.drafts import drafts_of
from cetr.facts import facts_of
from cetr.models import Outcome, Review
from cetr.statuses import State, check_can_move
from config.refused import Refused
from dsr import actions as register
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.models import RegisterEntry
from dsr.ratings import Colour, DecidedAt

WITHHELD = "Decided at a review. There is no consent to use what it found: the reason stays with the panel."


@transaction.atomic
def conclude_review(*, review: Review, held_on: date, rating_number: int, by: User, today: date) -> Review:
    """Close a review and put its rating and recommendations on the entry: all of it or none.

    `rating_number` is the number of the rating that the chair saw; refuses when there is a newer one.
    Concluded already, it changes nothing and answers with the review.
    """
    # Lock first: two chairs, or one impatient one, may conclude the same review.
    review = locked(review)
    if review.is_concluded:
        return review
    check_can_move(State(review.state), State.CONCLUDED)
    refuse_unless_chair(review, by)
    review.entry = _entry_as_seen(review, rating_number)
    rules.check_can_conclude(facts_of(review, held_on=held_on, today=today))
    _rate(review, held_on, by, today)
    _put_recommendations_on_entry(review, held_on, by)
    _turn_clocks(review, held_on, by, today)
    review.state, review.held_on = State.CONCLUDED, held_on
    review.concluded_at, review.concluded_by = timezone.now(), by
    review.save(by=by)
    outbox.post("something_new", key=f"review-{review.pk}", payload={"entry": str(review.entry_id)})
    return review


def _entry_as_seen(review: Review, rating_number: int) -> RegisterEntry:
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person", "area")
    entry = rows.get(pk=review.entry_id)
    if entry.rating_number != rating_number:
        raise Refused("The rating was changed after you opened this page. Look at it, then conclude again.")
    return entry


def _rate(review: Review, held_on: date, by: User, today: date) -> None:
    """The panel's colour; somebody in hospital stays blue, and their stay has been looked at."""
    entry, outcome = review.entry, Outcome.objects.get(review=review)
    register.meet_deadlines(entry=entry, keys=["red_review_decision"], on=held_on, by=by)
    if entry.colour == Colour.BLUE:
        keys = ["post_admission_cetr", "rating_review_blue"]
        register.meet_deadlines(entry=entry, keys=keys, on=held_on, by=by)
        register.decide_stuck(entry=entry, on=held_on, by=by)
        register.open_deadline(entry=entry, key="rating_review_blue", started_on=held_on, by=by)
        return
    # A reason is read by everybody who sees the entry: a no to using what was found keeps it in the review.
    usable = gate(entry.person, Purpose.USE, on=today, about=review.pk).allowed
    register.change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=Colour(outcome.colour),
        reason=outcome.why if usable else WITHHELD,
        words_for_person=outcome.words_for_person if usable else "",
        decided_by=f"the panel, chaired by {review.chair().name}",
        decided_at=DecidedAt.REVIEW,
        # Rated again since the review: the chair saw that, and confirms the panel's colour after it.
        decided_on=max(held_on, entry.rated_on or held_on),
        by=by,
        today=today,
        about=review.pk,
    )


def _put_recommendations_on_entry(review: Review, held_on: date, by: User) -> None:
    """Each with all that was said of it; what is one colleague's by name is theirs from this moment."""
    for position, draft in enumerate(drafts_of(review), 1):
        register.add_recommendation(
            entry=review.entry,
            text=draft.text,
            owner=draft.owner,
            owner_user=draft.account,
            measure=draft.measure,
            serves=draft.serves,
            due_on=draft.due_on,
            agreed_on=held_on,
            about=review.pk,
            position=position,
            by=by,
        )


def _turn_clocks(review: Review, held_on: date, by: User, today: date) -> None:
    entry, about = review.entry, review.pk
    register.meet_deadlines(entry=entry, keys=["review_held"], on=held_on, about=about, by=by)
    register.cancel_deadlines(
        entry=entry,
        keys=["cetr_consent_and_planner"],
        on=today,
        why="The review was held.",
        about=about,
        by=by,
    )
    # A rating of red just given by this review does not ask for another decision about one.
    register.meet_deadlines(entry=entry, keys=["red_review_decision"], on=held_on, by=by)
    register.open_deadline(entry=entry, key="cetr_report", started_on=held_on, about=about, by=by)
