"""An area's own time limits: what counts, what counted before, and another number after a look ahead."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Area
from accounts.models.second import areas_with
from accounts.permissions import Permission, Reach
from config.access import needs
from config.refused import Refused
from dsr import actions, area_times, rules
from dsr.area_time_forms import SetTimeForm
from dsr.clock_forms import WholeReviewForm
from dsr.views.entries import GET_POST

NOT_KEPT = ("csrfmiddlewaretoken", "step", "anew")
WHOLE = "whole_register_review"


def _area(request: HttpRequest, area_slug: str, permission: Permission) -> Area:
    return get_object_or_404(Area.objects.filter(pk__in=areas_with(request.user, permission)), slug=area_slug)


@needs(Permission.SET_TIMES)
@require_GET
def times(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Every time limit with the number that counts today and who says so, and every number ever set."""
    area, today = _area(request, area_slug, Permission.SET_TIMES), timezone.localdate()
    past = [(row, rules.RULES[row.key]) for row in area_times.history(area) if row.key in rules.RULES]
    facts = {"area": area, "today": today, "sections": area_times.sections(area, today), "past": past}
    return render(request, "dsr/area_times.html", facts | {"marks": rules.MARKS, "named": area_times.name})


@needs(Permission.SET_TIMES)
@GET_POST
def time(request: HttpRequest, area_slug: str, rule_key: str) -> HttpResponse:
    """Another number for one limit: asked for, shown with what it would do, and only then saved."""
    area, today = _area(request, area_slug, Permission.SET_TIMES), timezone.localdate()
    rule = rules.RULES.get(rule_key)
    if rule is None or rule_key in area_times.FIXED:
        raise Http404
    form = SetTimeForm(request.POST or None, rule=rule, by=request.user)
    facts = {"area": area, "rule": rule, "what": area_times.name(rule), "form": form, "today": today}
    facts |= {"past": area_times.history(area, [rule_key]), "mark": rules.MARKS[rule.mark]}
    facts["administrator"] = _may_change_open(request, area)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "save":
            return _save(request, area, rule_key, form)
        if request.POST.get("step") != "change":
            return render(request, "dsr/area_time_preview.html", facts | _ahead(request, area, rule, form))
    return render(request, "dsr/area_time.html", facts)


def _may_change_open(request: HttpRequest, area: Area) -> bool:
    return area.pk in request.user.areas_where(Permission.MANAGE_AREAS, Reach.NOBODY)


def _ahead(request: HttpRequest, area: Area, rule: rules.Rule, form: SetTimeForm) -> dict[str, Any]:
    """What the number would do to what is open, and what was typed, so that nothing is typed twice."""
    said, today = form.facts(), timezone.localdate()
    seen = area_times.preview(
        area, rule, count=said["count"], off=said["off"], group=said["group"], today=today
    )
    kept = [(n, v) for n, values in request.POST.lists() if n not in NOT_KEPT for v in values]
    whom = area_times.GROUP_LABELS[said["group"]] if said["group"] else ""
    size = abs(said["count"]) if said["count"] is not None else None
    facts = {"ahead": seen, "kept": kept, "said": said, "whom": whom, "size": size}
    facts["follows"] = area_times.what_follows(rule.key, said["from_day"])
    return facts | {"stored": rule.key not in area_times.READ_ANEW}


def _save(request: HttpRequest, area: Area, key: str, form: SetTimeForm) -> HttpResponse:
    said = form.facts()
    actions.set_own_number(area=area, key=key, by=request.user, **said)
    done = f"Saved. {area_times.what_follows(key, said['from_day'])}"
    today = timezone.localdate()
    if request.POST.get("anew") == "yes" and said["from_day"] <= today and _may_change_open(request, area):
        moved = actions.recompute_area(
            area=area, key=key, group=said["group"], why=said["reason"], by=request.user, today=today
        )
        done = f"Saved, and the days of what is open were worked out anew: {moved} changed."
    messages.success(request, done)
    return redirect("area-times", area_slug=area.slug)


@needs(Permission.CHANGE_RATING)
@GET_POST
def gone_through(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Record that everybody on the register was looked at; the times before stand below."""
    theirs = request.user.areas_where(Permission.CHANGE_RATING, Reach.AREA)
    area, today = get_object_or_404(Area, pk__in=theirs, slug=area_slug), timezone.localdate()
    form = WholeReviewForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_whole_review(area=area, by=request.user, today=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "Recorded. The next time has its date.")
            return redirect("my-work")
    rows = area.deadlines.filter(key=WHOLE).order_by("-started_on")
    facts = {"area": area, "form": form, "today": today, "now": rows.filter(met_on=None).first()}
    return render(request, "dsr/gone_through.html", facts | {"past": rows.exclude(met_on=None)[:24]})
