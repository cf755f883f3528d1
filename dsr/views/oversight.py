"""The oversight panel: cases are put before it, its members read them, and they are closed again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.permissions import Permission
from config.access import needs
from dsr import actions, oversight_page
from dsr.models import Escalation
from dsr.restricted_forms import EscalateForm, WhyForm
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for

WORDS = {
    "title": "Put this case before the oversight panel",
    "intro": "Its members see the rating, stays in hospital, what was agreed and what is late, and issued "
    "reports. They see no notes, no reasons and no phone numbers or addresses.",
    "button": "Put it before the panel",
    "done": "The case is before the oversight panel.",
}
CLOSE_WORDS = {
    "title": "Take this case from the oversight panel",
    "intro": "Its members no longer find it, from now on.",
    "button": "Close the case",
    "done": "The case is no longer before the oversight panel.",
}


@needs(Permission.ESCALATE)
@GET_POST
def escalate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Put somebody's case before the panel."""
    found = entry_for(request, entry_id, Permission.ESCALATE, page="put before the oversight panel")
    form = EscalateForm(request.POST or None)

    def save(form: EscalateForm) -> None:
        actions.escalate(entry=found, by=request.user, today=timezone.localdate(), **form.cleaned_data)

    return one_form(request, found, form, save, WORDS)


@needs(Permission.ESCALATE)
@GET_POST
def close(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take it away again, with what came of it."""
    found = entry_for(request, entry_id, Permission.ESCALATE, page="close an oversight case")
    case = get_object_or_404(found.escalations, closed_on=None)
    form = WhyForm(request.POST or None)

    def save(form: WhyForm) -> None:
        actions.close_escalation(
            escalation=case, by=request.user, today=timezone.localdate(), **form.cleaned_data
        )

    return one_form(request, found, form, save, CLOSE_WORDS)


@needs(Permission.SEE_ESCALATED)
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases before the reader's panel, the longest waiting first."""
    today = timezone.localdate()
    rows = oversight_page.rows(Escalation.objects.visible_to(request.user).on(today), today)
    record_look(request, page="oversight", people=[row.case.entry.person_id for row in rows])
    return render(request, "dsr/oversight.html", {"rows": rows, "today": today})


@needs(Permission.SEE_ESCALATED)
@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: what was agreed, who does it, what is late; no notes and no way to reach anybody."""
    today = timezone.localdate()
    scope = Escalation.objects.visible_to(request.user).on(today)
    found = get_object_or_404(scope.select_related("entry__person", "entry__area", "put_by"), pk=case_id)
    record_look(request, page="oversight case", people=[found.entry.person_id])
    return render(request, "dsr/oversight_case.html", oversight_page.facts(found, today))
