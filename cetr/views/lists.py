"""The reviews in sight, and the pool of experts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from cetr import actions
from cetr.forms.experts import ExpertForm
from cetr.models import Expert, Review
from cetr.standing import standings
from cetr.views.scope import GET_POST, saved
from config.access import needs

MOST = 100
KINDS = [(Expert.Kind.CLINICAL, "Clinical experts"), (Expert.Kind.EXPERIENCE, "Experts by experience")]


@needs(Permission.SEE_REVIEWS)
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """What is planned, late and due; or, on the other list, what is finished."""
    today, finished = timezone.localdate(), "finished" in request.GET
    scope = Review.objects.visible_to(request.user)
    going_on = scope.going_on()
    chosen = scope.exclude(pk__in=going_on.values("pk")) if finished else going_on
    order = ["-planned_for", "pk"] if finished else ["planned_for", "pk"]
    rows = standings(chosen.with_people().order_by(*order)[: MOST + 1], today=today)
    record_look(request, page="reviews", people={row.review.entry.person_id for row in rows[:MOST]})
    facts = {
        "finished": finished,
        "late": [row for row in rows[:MOST] if row.is_late and not finished],
        "rows": [row for row in rows[:MOST] if finished or not row.is_late],
        "more": len(rows) > MOST,
        "most": MOST,
        "today": today,
        "may_plan": request.user.may(Permission.PLAN_REVIEW),
    }
    return render(request, "cetr/reviews.html", facts)


@needs(Permission.PLAN_REVIEW)
@require_GET
def experts(request: HttpRequest) -> HttpResponse:
    """Who can sit on a panel in this area, and whose training or registration runs out."""
    today = timezone.localdate()
    pool = Expert.objects.visible_to(request.user).select_related("area").order_by("area__name", "name")
    rows = [(expert, expert.warnings(today)) for expert in pool]
    kinds = [(label, [row for row in rows if row[0].kind == kind]) for kind, label in KINDS]
    return render(request, "cetr/experts.html", {"kinds": kinds, "today": today})


@needs(Permission.PLAN_REVIEW)
@GET_POST
def add_expert(request: HttpRequest) -> HttpResponse:
    """Put somebody in the pool."""
    areas = Area.objects.filter(pk__in=request.user.areas_where(Permission.PLAN_REVIEW, Reach.AREA))
    form = ExpertForm(request.POST or None, areas=areas, today=timezone.localdate())
    if request.method == "POST" and saved(form, lambda: actions.add_expert(by=request.user, **form.facts())):
        messages.success(request, f"{form.cleaned_data['name']} is in the pool.")
        return redirect("experts")
    return render(request, "cetr/expert_add.html", {"form": form})
