"""Deadlines of an entry: why one cannot be met now, and the plan for growing up."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.permissions import Permission
from config.access import needs
from dsr import actions
from dsr.clock_forms import AGAIN, NotNowForm, PlanStepForm
from dsr.days import distance, plain_with_weekday
from dsr.models import PauseReason
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for


@needs(Permission.WRITE_NOTE)
@GET_POST
def not_now(request: HttpRequest, entry_id: UUID, deadline_id: UUID) -> HttpResponse:
    """Say why something cannot be done now, or that it can again; its day stays."""
    found = entry_for(request, entry_id, Permission.WRITE_NOTE, page="why something cannot be done now")
    deadline = get_object_or_404(found.deadlines.open(), pk=deadline_id)
    today = timezone.localdate()
    form = NotNowForm(request.POST or None, paused=bool(deadline.paused))

    def save(form: NotNowForm) -> None:
        said = form.cleaned_data
        if said["reason"] == AGAIN:
            actions.end_pause(deadline=deadline, by=request.user, today=today)
            return
        reason = PauseReason(said["reason"])
        actions.pause_deadline(
            deadline=deadline, reason=reason, words=said["words"], by=request.user, today=today
        )

    now = f" Now: {deadline.pause_label.lower()}." if deadline.paused else ""
    due = f"{plain_with_weekday(deadline.due_on)} ({distance(deadline.due_on, today)})"
    words = {
        "title": f"{deadline.rule.what}: not now?",
        "intro": f"Due {due}.{now}",
        "button": "Save",
        "done": "Saved. It stands beside the date.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.WRITE_NOTE)
@GET_POST
def plan_step(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The next step of somebody's plan for growing up; the steps before it are on the timeline."""
    found = entry_for(request, entry_id, Permission.WRITE_NOTE, page="plan for growing up")
    today = timezone.localdate()
    form = PlanStepForm(request.POST or None)

    def save(form: PlanStepForm) -> None:
        actions.add_plan_step(entry=found, by=request.user, today=today, **form.cleaned_data)

    words = {
        "title": "Plan for growing up",
        "intro": "We ask at 14, 16, 17 and 17½, so that nothing stops on the 18th birthday. One step is "
        "enough: the next one. Earlier steps are on the timeline.",
        "button": "Save this step",
        "done": "The step is on the timeline, and the question is answered.",
    }
    return one_form(request, found, form, save, words)
