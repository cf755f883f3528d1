"""A review is planned, changed or called off; its panel is found."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import RoleName
from cetr import rules
from cetr.actions.locks import locked, locked_while_planned
from cetr.models import Expert, PanelPlace, Review
from cetr.statuses import Role, State, Trigger, check_can_move
from config.refused import Refused
from dsr import actions as register
from dsr.days import plain
from dsr.models import RegisterEntry
from dsr.ratings import Colour
from dsr.statuses import EntryStatus

CLOCKS = ("review_held", "cetr_consent_and_planner")


@dataclass(frozen=True)
class Panel:
    """Who sits on a panel, as far as it is known."""

    chair: User | None = None
    clinical: Expert | None = None
    experience: Expert | None = None
    other: User | None = None

    def places(self) -> list[tuple[Role, User | Expert]]:
        """The places that are taken."""
        held = (
            (Role.CHAIR, self.chair),
            (Role.CLINICAL, self.clinical),
            (Role.EXPERIENCE, self.experience),
            (Role.OTHER, self.other),
        )
        return [(role, who) for role, who in held if who]


@transaction.atomic
def add_expert(*, area: Area, name: str, kind: Expert.Kind, by: User, **facts: Any) -> Expert:
    """Put somebody in an area's pool of people who may sit on panels; one place for each account."""
    user = facts.get("user")
    if user and Expert.objects.filter(area=area, user=user).exists():
        raise Refused(f"{user.name} is in the pool already.")
    return Expert.objects.create(area=area, name=name, kind=kind, by=by, **facts)


@transaction.atomic
def plan_review(
    *,
    entry: RegisterEntry,
    kind: rules.Kind,
    trigger: Trigger,
    planned_for: date,
    starts_at: time,
    place: str,
    by: User,
    today: date,
    panel: Panel = Panel(),
    kind_reason: str = "",
) -> Review:
    """Plan a review: its day, its panel as far as known, and the clocks it starts; the decision is met.

    One review of an entry is planned at a time: sent twice, the second finds the first.
    """
    # Lock the entry first: two coordinators may plan for the same person.
    entry = (
        RegisterEntry.objects.select_for_update(of=("self",))
        .select_related("area", "person")
        .get(pk=entry.pk)
    )
    rules.check_day(planned_for, today=today)
    if entry.status != EntryStatus.ACTIVE:
        raise Refused("This person is not on the register now, so no review is planned.")
    facts = {"planned_for": planned_for, "starts_at": starts_at, "place": place, "kind": kind}
    already = Review.objects.planned().filter(entry=entry).first()
    if already:
        return _same_or_refused(already, facts)
    review = Review.objects.create(entry=entry, trigger=trigger, kind_reason=kind_reason, by=by, **facts)
    _seat(review, panel, by)
    register.meet_deadlines(entry=entry, keys=["red_review_decision"], on=today, by=by)
    _open_clocks(review, CLOCKS, by)
    return review


def _same_or_refused(review: Review, facts: dict[str, Any]) -> Review:
    if all(getattr(review, name) == value for name, value in facts.items()):
        return review
    raise Refused(f"A review is planned already, for {plain(review.planned_for)}. Change that one.")


def _open_clocks(review: Review, keys: tuple[str, ...], by: User) -> None:
    for key in keys:
        register.open_deadline(
            entry=review.entry, key=key, started_on=review.planned_for, about=review.pk, by=by
        )


@transaction.atomic
def change_plan(
    *,
    review: Review,
    kind: rules.Kind,
    trigger: Trigger,
    planned_for: date,
    starts_at: time,
    place: str,
    panel: Panel,
    by: User,
    today: date,
    kind_reason: str = "",
) -> Review:
    """Change a planned review; another day moves its clocks, another panel must be confirmed again."""
    review = locked_while_planned(review)
    before = review.planned_for
    rules.check_day(planned_for, today=today, was=before)
    review.kind, review.kind_reason, review.trigger = kind, kind_reason, trigger
    review.planned_for, review.starts_at, review.place = planned_for, starts_at, place
    if _seat(review, panel, by):
        review.panel_confirmed_at = review.panel_confirmed_by = None
    review.save(by=by)
    register.meet_deadlines(entry=review.entry, keys=["red_review_decision"], on=today, by=by)
    if planned_for != before:
        _move_clocks(review, by, today)
    return review


@transaction.atomic
def settle_decisions(*, on: date, by: User) -> int:
    """Somebody who turns red with a review planned already needs no other: how many were settled."""
    waiting = Q(entry__deadlines__key="red_review_decision", entry__deadlines__met_on=None)
    waiting &= Q(entry__deadlines__cancelled_on=None)
    reviews = list(Review.objects.planned().filter(waiting).select_related("entry"))
    for review in reviews:
        register.meet_deadlines(entry=review.entry, keys=["red_review_decision"], on=on, by=by)
    return len(reviews)


def _move_clocks(review: Review, by: User, today: date) -> None:
    """Planner and consent keep their clock only if they are still to come; the day itself always moves."""
    still_open = review.entry.deadlines.open().filter(about=review.pk, key__in=CLOCKS)
    keys = tuple(still_open.values_list("key", flat=True))
    why = f"The review was moved to {plain(review.planned_for)}."
    register.cancel_deadlines(entry=review.entry, keys=keys, on=today, why=why, about=review.pk, by=by)
    _open_clocks(review, keys, by)


def _seat(review: Review, panel: Panel, by: User) -> bool:
    """Put these people on the panel, and those who are not among them off it; whether anybody changed."""
    _refuse_strangers(review, panel)
    wanted = set(panel.places())
    seated = {(Role(place.role), place.user or place.expert): place for place in review.places.now()}
    rules.check_different_people(
        rules.Seat(role, who.name, who.pk if isinstance(who, User) else who.user_id) for role, who in wanted
    )
    for taken in seated.keys() - wanted:
        seated[taken].left_at = timezone.now()
        seated[taken].save(by=by)
    for role, who in wanted - seated.keys():
        as_whom = {"user": who} if isinstance(who, User) else {"expert": who}
        PanelPlace.objects.create(review=review, role=role, by=by, **as_whom)
    return wanted != seated.keys()


def _refuse_strangers(review: Review, panel: Panel) -> None:
    area = review.entry.area_id
    for who, roles in (
        (panel.chair, {RoleName.PANEL_CHAIR}),
        (panel.other, {RoleName.PANEL_CHAIR, RoleName.PANEL_MEMBER}),
    ):
        if who and not any((role, area) in who.places() for role in roles):
            raise Refused(f"{who.name} does not sit on panels in {review.entry.area.name} today.")
    for expert, kind in ((panel.clinical, Role.CLINICAL), (panel.experience, Role.EXPERIENCE)):
        if expert and (expert.area_id, expert.kind) != (area, kind):
            raise Refused(f"{expert.name} is not in the pool for that place.")


@transaction.atomic
def confirm_panel(*, review: Review, by: User) -> Review:
    """Say that the panel will come. Refuses unless three different people fill the three places."""
    review = locked_while_planned(review)
    rules.check_panel(place.seat for place in review.panel())
    if review.panel_confirmed_at is None:
        review.panel_confirmed_at, review.panel_confirmed_by = timezone.now(), by
        review.save(by=by)
    return review


@transaction.atomic
def cancel_review(*, review: Review, why: str, by: User, today: date) -> Review:
    """Call a planned review off, with the reason; somebody who is red needs a new decision."""
    review = locked(review)
    if review.state == State.CANCELLED:
        if review.cancelled_why == why:
            return review
        raise Refused("This review is called off already. What you typed is kept here.")
    check_can_move(State(review.state), State.CANCELLED)
    if not why.strip():
        raise Refused("Say why the review is called off.")
    review.state, review.cancelled_why = State.CANCELLED, why
    review.save(by=by)
    entry = review.entry
    called_off = "The review was called off."
    register.cancel_deadlines(entry=entry, keys=CLOCKS, on=today, why=called_off, about=review.pk, by=by)
    # It answered any turn to red until now, also one that the hourly task had not come to yet.
    register.meet_deadlines(entry=entry, keys=["red_review_decision"], on=today, by=by)
    if entry.colour == Colour.RED and entry.status == EntryStatus.ACTIVE:
        register.open_deadline(entry=entry, key="red_review_decision", started_on=today, by=by)
    return review
