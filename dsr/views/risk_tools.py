"""What an area sets about ratings: its risk tool, question by question, and the colour after hospital."""

from collections.abc import Callable
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
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions, risk_tool
from dsr.models import AfterHospital, RiskTool
from dsr.risk_tool import AGES_LABELS, Ages
from dsr.risk_tool_forms import (
    AfterHospitalForm,
    EndForm,
    FrameForm,
    PublishForm,
    QuestionForm,
    StartForm,
    TryForm,
    first_day,
)
from dsr.views.entries import GET_POST


def _areas(request: HttpRequest) -> Any:
    return Area.objects.filter(pk__in=areas_with(request.user, Permission.SET_AREA))


@needs(Permission.SET_AREA)
@GET_POST
def area_ratings(request: HttpRequest, area_slug: str) -> HttpResponse:
    """The tools an area uses, used and drafts; beginning a draft; the colour on leaving hospital."""
    area, today = get_object_or_404(_areas(request), slug=area_slug), timezone.localdate()
    rows = list(RiskTool.objects.filter(area=area, thrown_away_on=None).order_by("ages", "-number"))
    what = request.POST.get("what")
    start = StartForm(
        request.POST if what == "start" else None,
        versions=[row for row in rows if row.number],
        prefix="start",
    )
    after = AfterHospitalForm(
        request.POST if what == "after" else None, prefix="after", initial=first_day(today)
    )
    if start.is_bound and start.is_valid():
        try:
            made = actions.start_tool(area=area, by=request.user, **start.facts())
        except Refused as refused:
            start.add_error(None, str(refused))
        else:
            return redirect("risk-tool", tool_id=made.pk)
    if after.is_bound and after.is_valid():
        try:
            actions.set_after_hospital(area=area, by=request.user, today=today, **after.facts())
        except Refused as refused:
            after.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. It counts for everybody who leaves hospital from that day.")
            return redirect("area-ratings", area_slug=area.slug)
    past = AfterHospital.objects.filter(area=area).select_related("by").order_by("-from_day", "-pk")
    facts = {
        "area": area,
        "today": today,
        "start": start,
        "after": after,
        "groups": [(label, _of(rows, ages, today)) for ages, label in AGES_LABELS.items()],
        "colour_now": AfterHospital.objects.colour(area.pk, today),
        "past": list(past),
    }
    return render(request, "dsr/area_ratings.html", facts)


def _of(rows: list[RiskTool], ages: Ages, today: Any) -> list[tuple[RiskTool, str]]:
    """The versions for these ages, newest first, each with how it stands."""
    mine = [row for row in rows if row.ages == ages]
    begun = [row for row in mine if row.number and row.published_from <= today]
    latest = max(begun, key=lambda row: (row.published_from, row.number), default=None)
    drafts = [(row, "draft") for row in mine if row.is_draft]
    return drafts + [(row, _standing(row, latest, today)) for row in mine if row.number]


def _standing(row: RiskTool, latest: RiskTool | None, today: Any) -> str:
    if row.published_from > today:
        return "to come"
    if row.ended_on and row.ended_on <= today:
        return "stopped"
    return "in use" if row == latest else "replaced"


# ---------------------------------------------------------------- one version


@needs(Permission.SET_AREA)
@GET_POST
def tool(request: HttpRequest, tool_id: UUID) -> HttpResponse:
    """One version: a draft is written here and published; what is published is read, tried and stopped."""
    found, today = _tool(request, tool_id), timezone.localdate()
    what = request.POST.get("what", "")
    forms, theirs = _forms(request, found, what), None
    try:
        answer = _do(request, found, what, forms)
    except actions.ToolChangedFirst as first:
        found = theirs = first.theirs
        forms |= _mine_over_theirs(request, what, forms, first)
    except Refused as refused:
        _say(request, forms.get(what), str(refused))
    else:
        if answer:
            return answer
    content, trying = found.tool, bool(request.GET)
    attempt = TryForm(request.GET or None, tool=content)
    facts = {
        "row": found,
        "area": found.area,
        "ages": AGES_LABELS[Ages(found.ages)],
        "today": today,
        "content": content,
        "points_to": risk_tool.POINTS_TO,
        "bands": sorted(content.bands, key=lambda band: band.from_score),
        "problems": risk_tool.problems(content) if found.is_draft else [],
        "scores": sorted(risk_tool.scores(content)),
        "attempt": attempt,
        "tried": risk_tool.suggest(content, attempt.given) if trying else None,
        "version": found.version,
        "theirs": theirs,
        "forms": [form for form in forms.values() if form.is_bound],
        **forms,
    }
    return render(request, "dsr/risk_tool.html", facts)


def _tool(request: HttpRequest, tool_id: UUID) -> RiskTool:
    rows = RiskTool.objects.filter(area__in=_areas(request)).select_related("area")
    return get_object_or_404(rows, pk=tool_id)


def _forms(request: HttpRequest, found: RiskTool, what: str) -> dict[str, Any]:
    today, version = timezone.localdate(), {"version": found.version}

    def sent(name: str) -> Any:
        return request.POST if what == name else None

    return {
        "frame": FrameForm(sent("frame"), initial=FrameForm.of(found)),
        "publish": PublishForm(sent("publish"), initial=first_day(today) | version, prefix="publish"),
        "end": EndForm(sent("end"), initial=first_day(today), prefix="end"),
    }


def _do(request: HttpRequest, found: RiskTool, what: str, forms: dict[str, Any]) -> HttpResponse | None:
    """The one act that was sent, and where to go after it; None where its form is wrong."""
    today, form = timezone.localdate(), forms.get(what)
    signed: dict[str, Any] = {"tool": found, "by": request.user}
    if form is not None and not form.is_valid():
        return None
    if what == "frame":
        actions.name_tool(**form.facts(), **signed)
    elif what == "publish":
        facts = form.cleaned_data
        actions.publish_tool(
            expected_version=facts["version"], from_day=facts["from_day"], today=today, **signed
        )
    elif what == "end":
        actions.end_tool(today=today, **form.cleaned_data, **signed)
    elif what in SMALL_ACTS:
        version, code = request.POST.get("version", ""), request.POST.get("code", "")
        SMALL_ACTS[what](int(version) if version.isdecimal() else 0, code, signed)
        if what == "throw":
            return redirect("area-ratings", area_slug=found.area.slug)
    else:
        return None
    messages.success(request, SAVED[what])
    return redirect("risk-tool", tool_id=found.pk)


SMALL_ACTS: dict[str, Callable[[int, str, dict[str, Any]], Any]] = {
    "up": lambda v, code, s: actions.move_question(expected_version=v, code=code, places=-1, **s),
    "down": lambda v, code, s: actions.move_question(expected_version=v, code=code, places=1, **s),
    "remove": lambda v, code, s: actions.remove_question(expected_version=v, code=code, **s),
    "throw": lambda v, _, s: actions.throw_tool_away(expected_version=v, today=timezone.localdate(), **s),
}
SAVED = {
    "frame": "Saved.",
    "publish": "Published. From that day the rating page asks these questions.",
    "end": "Saved. From that day nobody is asked these questions.",
    "up": "Moved up.",
    "down": "Moved down.",
    "remove": "The question is taken out.",
}


def _say(request: HttpRequest, form: NHSForm | None, sentence: str) -> None:
    """A refusal at the head of its form, or over the page where a button was pressed."""
    if form is not None:
        form.add_error(None, sentence)
    else:
        messages.error(request, sentence)


def _mine_over_theirs(
    request: HttpRequest, what: str, forms: dict[str, Any], first: actions.ToolChangedFirst
) -> dict[str, Any]:
    """What was typed under the version of now: the page shows theirs, and a second press saves mine."""
    form = forms.get(what)
    if form is None:
        messages.error(request, f"{first} Look at it as it stands, then do it again.")
        return {}
    again = _with_version(form, first.theirs.version)
    again.add_error(None, f"{first} Theirs is on this page; to save yours over it, press once more.")
    return {what: again}


def _with_version(form: Any, version: int) -> Any:
    """The same form as sent, under another version."""
    data = form.data.copy()
    data[form.add_prefix("version")] = str(version)
    again = form.__class__(data, initial=form.initial, prefix=form.prefix, **_extra(form))
    again.full_clean()
    return again


def _extra(form: Any) -> dict[str, Any]:
    return {"question": form.question} if isinstance(form, QuestionForm) else {}


# ---------------------------------------------------------------- one question


@needs(Permission.SET_AREA)
@GET_POST
def question(request: HttpRequest, tool_id: UUID, question: str = "") -> HttpResponse:
    """A question of a draft with its answers: a new one, or one that is there."""
    found = _tool(request, tool_id)
    now = found.tool.question(question) if question else None
    if question and now is None:
        raise Http404
    if not found.is_draft:
        messages.error(
            request, "This version is published and never changes. Make the next from a copy of it."
        )
        return redirect("risk-tool", tool_id=found.pk)
    form, theirs = QuestionForm(request.POST or None, question=now, initial={"version": found.version}), None
    if "more" in request.POST:
        form.errors.clear()
    elif form.is_bound and form.is_valid():
        try:
            actions.save_question(tool=found, by=request.user, **form.facts(found.tool))
        except actions.ToolChangedFirst as first:
            form, theirs = _with_version(form, first.theirs.version), first.theirs.tool.question(question)
            form.add_error(None, f"{first} To save yours, press once more.")
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The question is saved.")
            return redirect("risk-tool", tool_id=found.pk)
    facts = {"row": found, "area": found.area, "form": form, "theirs": theirs, "is_new": now is None}
    return render(request, "dsr/risk_tool_question.html", facts | {"points_to": risk_tool.POINTS_TO})
