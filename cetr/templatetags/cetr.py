"""The reviews' parts of pages that belong to others: {% load cetr %}."""

from typing import Any
from uuid import UUID

from django import template
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission, Reach
from accounts.stand_in import rows_for
from cetr.models import Outcome, Review
from cetr.standing import Standing, standings
from cetr.statuses import ROLE_PLAINLY, Role, State
from config.compiled import compiled
from dsr.consent import Purpose
from dsr.gate import Ledger, answers_about, assessments_of
from dsr.models import Deadline, RegisterEntry
from dsr.statuses import EntryStatus

register = template.Library()
MOST = 15


@register.inclusion_tag("cetr/tags/reviews_for.html", takes_context=True)
def reviews_for(
    context: dict[str, Any], entry: RegisterEntry, deadlines: list[Deadline] | None = None
) -> dict[str, Any]:
    """The entry page's part: this person's reviews, and for who plans them a button with its reason.

    `deadlines` are the open ones of the entry, the first to fall due first, where the page has read them.
    """
    user, today = context["request"].user, context["today"]
    if not user.may(Permission.SEE_REVIEWS):
        return {}
    # Whoever may see reviews here, by area or as given to them, sees each of this entry, which they have
    # before them; anybody else by a place on its panel.
    whole = entry.lets(user, Permission.SEE_REVIEWS)
    rows = _all_of(entry.pk) if whole else _of(Review.objects.visible_to(user), entry.pk)
    found = standings(rows, today=today)
    may_plan = entry.area_id in user.areas_where(Permission.PLAN_REVIEW, Reach.AREA)
    planned = any(row.review.is_planned for row in found)
    plan = may_plan and not planned and entry.status == EntryStatus.ACTIVE
    keys = ("red_review_decision", "post_admission_cetr")
    if deadlines is None:
        deadlines = list(entry.deadlines.open().order_by("due_on"))
    due = next((row for row in deadlines if row.key in keys), None) if not planned else None
    return {"show": True, "rows": found, "plan": plan, "due": due, "entry": entry, "today": today}


@compiled
def _all_of(entry_id: UUID) -> QuerySet:
    return _of(Review.objects.all(), entry_id)


def _of(scope: QuerySet, entry_id: UUID) -> QuerySet:
    return scope.filter(entry=entry_id).with_people().order_by("-planned_for")[:MOST]


@register.inclusion_tag("cetr/tags/reviews_for_work.html", takes_context=True)
def reviews_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """The home page's part: for a panel the reviews they sit on, for an area those that need something."""
    request, today = context["request"], context["today"]
    user = request.user
    if not user.may(Permission.SEE_REVIEWS):
        return {}
    rows = standings(rows_for(user, "reviews", _going_on), today=today)
    mine = [row for row in rows if row.review.is_sat_on_by(user)]
    theirs = [row for row in rows if row not in mine and row.needs_something]
    shown = [*mine[:MOST], *theirs[:MOST]]
    record_look(request, page="my work", people={row.review.entry.person_id for row in shown})
    return {
        "mine": [(row, _part(row, user)) for row in mine[:MOST]],
        "theirs": theirs[:MOST],
        "more": len(theirs) > MOST,
        "today": today,
        "on_panels": bool(user.areas_where(Permission.SEE_REVIEWS, Reach.PLACE)),
    }


def _going_on(user: User) -> QuerySet:
    sits = Review.objects.sat_on_by(user).values("pk")
    areas = user.areas_where(Permission.PLAN_REVIEW, Reach.AREA)
    rows = Review.objects.visible_to(user).going_on().filter(Q(pk__in=sits) | Q(entry__area__in=areas))
    return rows.with_people().order_by("planned_for", "pk")


@register.inclusion_tag("cetr/tags/reports_for_oversight.html")
def reports_for_oversight(entry: RegisterEntry) -> dict[str, Any]:
    """The oversight panel's part: issued reports, but for one whose use was not agreed [S]."""
    issued = Review.objects.filter(entry=entry).exclude(report_issued_at=None).with_people()
    rows = []
    for row in standings(issued.order_by("-held_on")[:MOST], today=timezone.localdate()):
        use, report = row.gates[Purpose.USE], row.review.reports.order_by("-version").first()
        rows.append(
            {
                "review": row.review,
                "withheld": "" if use.allowed else use.sentence,
                "content": report.content if use.allowed and report else [],
            }
        )
    return {"rows": rows}


def _part(row: Standing, user: Any) -> str:
    """What this person does on that panel."""
    return next(place.get_role_display() for place in row.panel if place.account == user)


@register.inclusion_tag("cetr/tags/my_reviews.html", takes_context=True)
def my_reviews(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """The person's own part: when, where, who will be there; and what was decided after."""
    user, today = context["request"].user, context["today"]
    scope = Review.objects.visible_to(user, Permission.SEE_OWN_SPACE).filter(entry=entry)
    rows = scope.exclude(state=State.CANCELLED).with_people().order_by("-planned_for")[:MOST]
    decided = {row.review_id: row for row in Outcome.objects.filter(review__in=[r.pk for r in rows])}
    own = entry.person.contacts.filter(user=user, is_the_person=True).exists()
    answers = answers_about(entry.person, [review.pk for review in rows])
    ledger = Ledger(entry.person.date_of_birth, answers, assessments_of(entry.person))
    found = [
        {
            "review": review,
            "panel": [(place.name, ROLE_PLAINLY[Role(place.role)]) for place in review.panel()],
            "outcome": decided.get(review.pk) if review.is_concluded else None,
            # The person always reads what was decided about them; anybody else needs the yes to its use.
            "withheld": not own and not ledger.may(Purpose.USE, on=today, about=review.pk).allowed,
        }
        for review in rows
    ]
    coming = [row for row in found if row["review"].is_planned]
    return {
        "coming": coming,
        "held": [row for row in found if row not in coming],
        "entry": entry,
        "today": today,
    }
