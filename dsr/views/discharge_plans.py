"""The plan for leaving hospital: one point of somebody's plan, and the list that an area works by."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.models import Area
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, discharge_plan
from dsr.discharge_plan_forms import ChecklistForm, PointForm
from dsr.models import DischargeChecklist, HospitalStay, PlanPoint
from dsr.stay_rules import POINT_LABELS, PointStep
from dsr.views.entries import GET_POST
from dsr.views.scope import entry_for
from dsr.views.stays import stay_form, stay_of
from dsr.views.two_savers import NOT_KEPT


@needs(Permission.FOLLOW_UP)
@GET_POST
def point(request: HttpRequest, entry_id: UUID, stay_id: UUID, point: str) -> HttpResponse:
    """Where one point stands, who does it and by when."""
    row = stay_of(entry_for(request, entry_id, Permission.FOLLOW_UP, page="plan for leaving"), stay_id)
    plan = discharge_plan.plan_of(row, timezone.localdate())
    place = discharge_plan.place_of(point) or 0
    if not 1 <= place <= len(plan.points):
        raise Http404
    found = plan.points[place - 1]
    form = PointForm(request.POST or None, initial=_now(found.row))

    def save(facts: dict[str, Any]) -> None:
        version = facts.pop("version")
        actions.change_point(stay=row, place=place, expected_version=version, by=request.user, **facts)

    words = {
        "title": found.text,
        "intro": f"Point {place} of {len(plan.points)} of the plan for leaving {row.hospital}.",
        "button": "Save",
        "done": "Saved in the plan.",
    }
    try:
        return stay_form(request, row, form, save, words)
    except actions.PointChangedFirst as first:
        return _both_versions(request, row, form, first)


def _now(point: PlanPoint | None) -> dict[str, Any]:
    if point is None:
        return {"version": 0, "step": PointStep.NOT_STARTED}
    return {name: getattr(point, name) for name in ("version", "step", "who", "due_on", "note")}


def _both_versions(
    request: HttpRequest, row: HospitalStay, form: PointForm, first: actions.PointChangedFirst
) -> HttpResponse:
    """Theirs and yours side by side; yours can be saved over theirs with one press."""
    rows = [
        (
            form.fields[name].label,
            _said(name, getattr(first.theirs, name)),
            _said(name, form.cleaned_data[name]),
        )
        for name in ("step", "who", "due_on", "note")
    ]
    kept = [(n, v) for n, values in request.POST.lists() if n not in NOT_KEPT for v in values]
    facts = {
        "entry": row.entry, "person": row.entry.person, "today": timezone.localdate(), "sentence": str(first),
        "rows": rows, "kept": [*kept, ("version", first.theirs.version)],
    }  # fmt: skip
    return render(request, "dsr/person_conflict.html", facts, status=409)


def _said(name: str, value: Any) -> Any:
    return POINT_LABELS[PointStep(value)] if name == "step" else value


@needs(Permission.SET_AREA)
@GET_POST
def checklist(request: HttpRequest, area_slug: str) -> HttpResponse:
    """The list that an area works by: what counts now, and setting another one."""
    areas = Area.objects.filter(pk__in=areas_with(request.user, Permission.SET_AREA))
    area = get_object_or_404(areas, slug=area_slug)
    current = discharge_plan.current_list(area.pk)
    version, points = discharge_plan.version_of(current), discharge_plan.points_of(current)
    first = {"version": version, "points": "\n".join(points)}
    form = ChecklistForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            actions.set_checklist(
                area=area, points=facts["points"].splitlines(), source=facts["source"],
                expected_version=facts["version"], by=request.user,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
            form.data = form.data.copy()
            form.data["version"] = version
        else:
            messages.success(request, "The list is saved. Plans that begin from now on follow it.")
            return redirect("area-discharge-plan", area_slug=area.slug)
    past = DischargeChecklist.objects.filter(area=area).select_related("by").order_by("-version")
    facts = {"area": area, "form": form, "version": version, "points": points, "past": past}
    return render(request, "dsr/discharge_checklist.html", facts)
