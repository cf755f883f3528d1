"""What panels asked for, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, statuses
from dsr.forms import ProgressForm
from dsr.models import Recommendation, RegisterEntry
from dsr.views.entries import GET_POST

MOST = 100


@needs(Permission.SEE_ENTRY)
@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    """Open recommendations of everybody in sight, the latest first."""
    visible = RegisterEntry.objects.visible_to(request.user)
    entries = visible.exclude(status=statuses.EntryStatus.REMOVED_IN_ERROR)
    rows = (
        Recommendation.objects.filter(entry__in=entries, step__in=statuses.OPEN_STEPS)
        .select_related("entry__person", "entry__area")
        .order_by("due_on", "position")
    )
    today = timezone.localdate()
    late = "late" in request.GET
    found = list(rows.filter(due_on__lt=today)[:MOST] if late else rows[:MOST])
    record_look(request, page="recommendations", people={row.entry.person_id for row in found})
    return render(
        request, "dsr/recommendations.html", {"rows": found, "today": today, "late": late, "most": MOST}
    )


@needs(Permission.FOLLOW_UP)
@GET_POST
def recommendation(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """Say what happened to one recommendation."""
    entries = RegisterEntry.objects.visible_to(request.user, Permission.FOLLOW_UP)
    rows = Recommendation.objects.filter(entry__in=entries).select_related("entry__person", "entry__area")
    found = get_object_or_404(rows, pk=recommendation_id)
    record_look(request, page="recommendation", people=[found.entry.person_id])
    today = timezone.localdate()
    form = ProgressForm(request.POST or None, now=statuses.Step(found.step))
    if request.method == "POST" and form.is_valid():
        step = statuses.Step(form.cleaned_data["step"])
        try:
            actions.record_progress(
                recommendation=found, step=step, note=form.cleaned_data["note"], on=today, by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. The family can see it too.")
            return redirect("entry", entry_id=found.entry_id)
    facts = {
        "recommendation": found,
        "progress": found.progress.select_related("by").order_by("-at"),
        "entry": found.entry,
        "person": found.entry.person,
        "today": today,
        "form": form,
        "finished": not statuses.STEP_MOVES[statuses.Step(found.step)],
    }
    return render(request, "dsr/recommendation.html", facts)
