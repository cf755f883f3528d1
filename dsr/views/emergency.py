"""Opening a record in an emergency: one person, to read, for four hours, and somebody is told."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import actions as accounts
from accounts import emergency
from accounts.fresh import fresh
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr.days import add_working_days
from dsr.emergency_search import entries_meant
from dsr.models import RegisterEntry
from dsr.putting_right_forms import EmergencyForm

NOT_ONE = (
    "Nothing was opened: what you entered does not fit exactly one person on a register. Check it with "
    "whoever told you, or phone the area’s team. This try is counted."
)
YOURS = "You may open this record as it is, so no emergency access was started."


@needs(Permission.OPEN_IN_EMERGENCY)
@fresh
@require_http_methods(["GET", "POST"])
def emergency_access(request: HttpRequest) -> HttpResponse:
    """Say who and why; exactly one match opens, anything else shows nothing. Every try is counted."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meant = entries_meant(**form.whom())
        people = {entry.person_id for entry in meant}
        try:
            accounts.count_emergency_attempt(people_found=len(people), by=request.user)
            if len(people) == 1:
                return _open(request, meant, form, timezone.localdate())
            form.add_error(None, NOT_ONE)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "dsr/emergency.html", {"form": form, "hours": emergency.HOURS})


def _open(request: HttpRequest, meant: list[RegisterEntry], form: EmergencyForm, today: date) -> HttpResponse:
    """Go to the entry: as it is, when one's role reaches it, else with emergency access to each."""
    in_sight = RegisterEntry.objects.visible_to(request.user).filter(pk__in=[entry.pk for entry in meant])
    known = in_sight.first()
    if known:
        messages.info(request, YOURS)
        return redirect("entry", entry_id=known.pk)
    due = add_working_days(today, emergency.REVIEW_WITHIN)
    for entry in meant:
        accounts.start_emergency_access(
            person_id=entry.person_id,
            area=entry.area,
            reason=emergency.Reason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            review_due_on=due,
            by=request.user,
        )
    return redirect("entry", entry_id=meant[0].pk)
