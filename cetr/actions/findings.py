"""What the panel thinks, answers and asks for: a working draft until the review is concluded."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cetr import rules
from cetr.actions.locks import locked_while_planned, refuse_unless_chair, refuse_unless_on_panel
from cetr.models import DraftRecommendation, Outcome, PrincipleCheck, Review
from cetr.personal import BY_KEY
from cetr.statuses import View
from config.refused import Refused
from dsr.ratings import Colour


class SavedFirst(Refused):
    """Somebody saved the outcome after this page was opened; `theirs` is what they saved."""

    def __init__(self, theirs: Outcome) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.saved_by.name} saved this after you opened the page. Nothing you typed is lost: "
            "both versions are below. Saving again keeps yours."
        )


@transaction.atomic
def save_views(*, review: Review, views: Mapping[str, tuple[View, str]], by: User) -> int:
    """Keep one panel member's views, by principle, each with what they saw; how many changed."""
    review = locked_while_planned(review)
    refuse_unless_on_panel(review, by)
    had = {check.principle: check for check in review.principle_checks.filter(member=by)}
    changed = 0
    for key, (view, seen) in views.items():
        if view is not View.UPHELD and not seen.strip():
            raise Refused(f"{BY_KEY[key].name}: say what you saw.")
        check = had.get(key) or PrincipleCheck(review=review, member=by, principle=key)
        if (check.view, check.what_was_seen) != (view, seen):
            check.view, check.what_was_seen = view, seen
            check.save(by=by)
            changed += 1
    return changed


@transaction.atomic
def save_outcome(
    *,
    review: Review,
    expected_version: int,
    answers: Mapping[str, str],
    colour: Colour | None,
    why: str,
    words_for_person: str,
    by: User,
) -> Outcome:
    """Keep the chair's draft of the outcome. Raises SavedFirst when a newer one has been saved since."""
    review = locked_while_planned(review)
    refuse_unless_chair(review, by)
    facts = {**answers, "colour": colour or "", "why": why, "words_for_person": words_for_person}
    now = Outcome.objects.select_related("saved_by").filter(review=review).first()
    if now and all(getattr(now, name) == value for name, value in facts.items()):
        return now
    if (now.version if now else 0) != expected_version:
        raise SavedFirst(now)
    outcome = now or Outcome(review=review, version=0)
    for name, value in facts.items():
        setattr(outcome, name, value)
    outcome.version += 1
    outcome.saved_by, outcome.saved_at = by, timezone.now()
    outcome.save(by=by)
    return outcome


@transaction.atomic
def add_draft_recommendation(
    *, review: Review, text: str, owner: str, due_on: date, by: User, measure: str = "", serves: str = ""
) -> DraftRecommendation:
    """Ask for something: one owner, one date; how we will know, and which principle it serves (a key of
    `dsr.principles`), may be left open. The same sent twice is one.
    """
    review = locked_while_planned(review)
    refuse_unless_chair(review, by)
    _check(review, text, owner, due_on)
    facts = {"text": text, "owner": owner, "due_on": due_on, "measure": measure, "serves": serves}
    same = review.draft_recommendations.now().filter(**facts).first()
    if same:
        return same
    last = review.draft_recommendations.order_by("-position").values_list("position", flat=True).first() or 0
    return DraftRecommendation.objects.create(review=review, position=last + 1, **facts, by=by)


def _check(review: Review, text: str, owner: str, due_on: date) -> None:
    rules.check_words(text)
    rules.check_owner(owner)
    rules.check_due(due_on, review_on=review.planned_for)


@transaction.atomic
def change_draft_recommendation(
    *,
    recommendation: DraftRecommendation,
    text: str,
    owner: str,
    due_on: date,
    by: User,
    measure: str = "",
    serves: str = "",
) -> DraftRecommendation:
    """Put a draft recommendation in other words, or give it another owner, date, measure or principle."""
    review = locked_while_planned(recommendation.review)
    refuse_unless_chair(review, by)
    _check(review, text, owner, due_on)
    recommendation = _still_there(recommendation)
    recommendation.text, recommendation.owner, recommendation.due_on = text, owner, due_on
    recommendation.measure, recommendation.serves = measure, serves
    recommendation.save(by=by)
    return recommendation


def _still_there(recommendation: DraftRecommendation) -> DraftRecommendation:
    found = DraftRecommendation.objects.now().filter(pk=recommendation.pk).first()
    if found is None:
        raise Refused("This recommendation was taken out.")
    return found


@transaction.atomic
def remove_draft_recommendation(*, recommendation: DraftRecommendation, by: User) -> None:
    """Take a draft recommendation out; done twice it is out."""
    review = locked_while_planned(recommendation.review)
    refuse_unless_chair(review, by)
    found = DraftRecommendation.objects.now().filter(pk=recommendation.pk).first()
    if found:
        found.removed_at = timezone.now()
        found.save(by=by)
