"""A review is planned, changed, called off; its panel is confirmed; consent is recorded."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.looks import record_look
from accounts.permissions import Permission
from cetr import actions
from cetr.forms.before import ReviewConsentForm
from cetr.forms.planning import CancelForm, PlanForm
from cetr.standing import standing
from cetr.views.scope import GET_POST, head, one_form, review_for, saved
from config.access import needs
from config.refused import Refused
from dsr.models import RegisterEntry


@needs(Permission.PLAN_REVIEW)
@GET_POST
def plan(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Plan a review for somebody on the register."""
    scope = RegisterEntry.objects.visible_to(request.user, Permission.PLAN_REVIEW)
    entry = get_object_or_404(scope.select_related("person", "area"), pk=entry_id)
    record_look(request, page="plan a review", people=[entry.person_id])
    today = timezone.localdate()
    form = PlanForm(request.POST or None, entry=entry, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            review = actions.plan_review(entry=entry, by=request.user, today=today, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The review is planned. Next: ask for consent, and send the planner.")
            return redirect("review", review_id=review.pk)
    due = entry.deadlines.open().filter(key__in=("red_review_decision", "post_admission_cetr")).first()
    facts = head(request, entry) | {"due": due, "title": "Plan a review", "button": "Plan this review"}
    return render(request, "cetr/plan.html", facts | {"form": form})


@needs(Permission.PLAN_REVIEW)
@GET_POST
def change(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Change the day, the place or the panel of a planned review."""
    review = review_for(request, review_id, Permission.PLAN_REVIEW, page="change a review")
    today = timezone.localdate()
    form = PlanForm(request.POST or None, entry=review.entry, today=today, review=review)
    if request.method == "POST" and saved(
        form, lambda: actions.change_plan(review=review, by=request.user, today=today, **form.facts())
    ):
        messages.success(request, "The plan is changed.")
        return redirect("review", review_id=review.pk)
    facts = head(request, review.entry, review) | {"title": "Change the plan", "button": "Save the plan"}
    return render(request, "cetr/plan.html", facts | {"form": form})


@needs(Permission.PLAN_REVIEW)
@GET_POST
def cancel(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Call a planned review off, with the reason."""
    review = review_for(request, review_id, Permission.PLAN_REVIEW, page="call a review off")
    form = CancelForm(request.POST or None)
    if request.method == "POST" and saved(
        form,
        lambda: actions.cancel_review(
            review=review, why=form.cleaned_data["why"], by=request.user, today=timezone.localdate()
        ),
    ):
        messages.success(request, "The review is called off.")
        return redirect("review", review_id=review.pk)
    return one_form(
        request,
        head(request, review.entry, review),
        form,
        title="Call this review off",
        intro="The person, their family and the panel need to hear it from you. "
        "Somebody who is red needs a new decision about a review within two working days.",
        button="Call it off",
        warning=True,
    )


@needs(Permission.PLAN_REVIEW)
@require_POST
def confirm_panel(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Say that the panel will come."""
    review = review_for(request, review_id, Permission.PLAN_REVIEW, page="confirm a panel")
    try:
        actions.confirm_panel(review=review, by=request.user)
        messages.success(request, "The panel is confirmed.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("review", review_id=review.pk)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def consent(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Three separate answers, for this review alone."""
    review = review_for(request, review_id, Permission.RECORD_CONSENT, page="consent for a review")
    today = timezone.localdate()
    born = review.entry.person.date_of_birth
    form = ReviewConsentForm(request.POST or None, initial={"decided_on": today}, born=born, today=today)
    if request.method == "POST" and saved(
        form,
        lambda: actions.record_review_consent(review=review, by=request.user, today=today, **form.facts()),
    ):
        messages.success(request, "The answers are recorded and count from now.")
        return redirect("review", review_id=review.pk)
    stands = standing(review, today=today, reader=request.user)
    facts = head(request, review.entry, review) | {"form": form, "standing": stands}
    return render(request, "cetr/consent.html", facts)
