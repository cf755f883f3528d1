"""Meetings: the list, the plan, the meeting itself, who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr import actions, discuss_page, meeting_page
from dsr.days import plain
from dsr.meeting_forms import AgainForm, CameForm, PlanForm, plan_in_words
from dsr.models import Meeting
from dsr.restricted_forms import WhyForm
from dsr.views.entries import GET_POST
from dsr.views.scope import entry_for
from dsr.views.two_savers import NOT_KEPT

EARLIER = 20


def meeting_for(request: HttpRequest, meeting_id: UUID, permission: Permission) -> Meeting:
    """The meeting, if this person holds `permission` in its area; else it is not found."""
    scope = Meeting.objects.visible_to(request.user, permission).select_related("area")
    return get_object_or_404(scope, pk=meeting_id)


@needs(Permission.SEE_MEETINGS)
@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """Coming and past meetings of the reader's areas; of the past ones the latest."""
    today, scope = timezone.localdate(), meeting_page.listed(request.user)
    past = scope.exclude(pk__in=scope.coming()).order_by("-on", "-starts_at", "pk")
    page = meeting_page.past(past, request.GET.get("before"), size=EARLIER)
    facts = {
        "today": today,
        "coming": list(scope.coming().order_by("on", "starts_at", "pk")),
        "past": page.rows,
        "more": page.next,
        "several": len(request.user.area_names()) > 1,
        "first_page": "before" not in request.GET,
    }
    return render(request, "dsr/meetings.html", facts)


def _areas(request: HttpRequest) -> list[Area]:
    held = request.user.areas_where(Permission.RUN_MEETING, Reach.AREA)
    return list(Area.objects.filter(pk__in=held).order_by("name"))


@needs(Permission.RUN_MEETING)
@GET_POST
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; its agenda is chosen next. With `for`, an entry, it is one about that person."""
    if about := request.POST.get("for") or request.GET.get("for"):
        return _plan_about(request, _uuid(about) or UUID(int=0))
    form = PlanForm(request.POST or None, areas=_areas(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_meeting(
                area=form.area_chosen, by=request.user, today=timezone.localdate(), **form.facts()
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "The meeting is planned. Choose who comes up.")
            return redirect("meeting-agenda", meeting_id=made.pk)
    words = {"title": "Plan a meeting", "button": "Save and choose who comes up"}
    return render(request, "dsr/meeting_form.html", {"form": form} | words)


def _plan_about(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """An urgent meeting with one person on its agenda already."""
    entry = entry_for(request, entry_id, Permission.RUN_MEETING, page="plan a meeting")
    form = PlanForm(request.POST or None, areas=[entry.area], urgent=True)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_meeting_about(
                entry=entry, by=request.user, today=timezone.localdate(), **form.facts()
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "The meeting is planned, with this person on its agenda.")
            return redirect("meeting", meeting_id=made.pk)
    words = {"title": "Plan an urgent meeting", "button": "Plan it, with them on the agenda"}
    facts = {"entry": entry, "person": entry.person, "today": timezone.localdate()}
    return render(request, "dsr/meeting_form.html", {"form": form} | words | facts)


@needs(Permission.RUN_MEETING)
@GET_POST
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Change its plan. Whoever saves second sees that somebody was first; what they typed is kept."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    form = PlanForm(request.POST or None, areas=[meeting.area], meeting=meeting)

    def save() -> None:
        version = form.cleaned_data["version"] or 0
        actions.change_meeting(
            meeting=meeting, by=request.user, today=timezone.localdate(), expected_version=version,
            **form.facts(),
        )  # fmt: skip

    words = {"title": "Change the plan", "button": "Save", "done": "Saved."}
    try:
        return _form_page(request, meeting, form, save, words)
    except actions.PlanChangedFirst as first:
        return _both_plans(request, meeting, form, first)


def _both_plans(
    request: HttpRequest, meeting: Meeting, form: PlanForm, first: actions.PlanChangedFirst
) -> HttpResponse:
    """Field by field, theirs and yours; yours can be saved over theirs with one press."""
    theirs, yours = plan_in_words(first.theirs), form.in_words()
    kept = [(n, v) for n, values in request.POST.lists() if n not in NOT_KEPT for v in values]
    facts = {
        "meeting": first.theirs, "sentence": str(first),
        "rows": [(label, words, yours[label]) for label, words in theirs.items()],
        "kept": [*kept, ("version", first.theirs.version)],
    }  # fmt: skip
    return render(request, "dsr/meeting_conflict.html", facts, status=409)


@needs(Permission.RUN_MEETING)
@GET_POST
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Call it off, with the reason."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    form = WhyForm(request.POST or None)

    def save() -> None:
        actions.cancel_meeting(meeting=meeting, by=request.user, **form.cleaned_data)

    words = {
        "title": "Call this meeting off", "button": "Call it off", "done": "The meeting is called off.",
        "intro": "It stays in the list with the reason. Nobody is told by the register: tell those invited.",
    }  # fmt: skip
    return _form_page(request, meeting, form, save, words)


def _form_page(
    request: HttpRequest, meeting: Meeting, form: NHSForm, save: Any, words: dict[str, str]
) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except actions.PlanChangedFirst:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, words["done"])
            return redirect("meeting", meeting_id=meeting.pk)
    return render(request, "dsr/meeting_form.html", {"meeting": meeting, "form": form} | words, status=status)


@needs(Permission.SEE_MEETINGS)
@require_GET
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: where it stands, its agenda, who is here; from here to the next person."""
    found = meeting_for(request, meeting_id, Permission.SEE_MEETINGS)
    facts = meeting_page.facts(found, request.user, today=timezone.localdate(), now=timezone.now())
    record_look(request, page="meeting", people=facts["people"], areas=[found.area_id])
    return render(request, "dsr/meeting.html", facts)


@needs(Permission.RUN_MEETING)
@require_POST
def begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Open it: the time runs from here. Who is here comes first."""
    found = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    try:
        opened = actions.open_meeting(
            meeting=found, by=request.user, now=timezone.now(), today=timezone.localdate()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("meeting", meeting_id=found.pk)
    if opened.on != found.on:
        moved = f"It was planned for {plain(found.on)} and is held today: its day is {plain(opened.on)} now."
        messages.success(request, moved)
    return redirect("meeting-attendance", meeting_id=found.pk)


@needs(Permission.RUN_MEETING)
@GET_POST
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """End it, after a look at who was not reached: they come up at the next one."""
    found = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    if request.method == "POST":
        try:
            carried = actions.close_meeting(meeting=found, by=request.user, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("meeting", meeting_id=found.pk)
        missed = f" {len(carried)} not reached: they come up at the next meeting." if carried else ""
        messages.success(request, f"The meeting is closed and its minutes are fixed.{missed}")
        return redirect("meeting-minutes", meeting_id=found.pk)
    facts = meeting_page.facts(found, request.user, today=timezone.localdate(), now=timezone.now())
    record_look(request, page="meeting", people=facts["people"], areas=[found.area_id])
    facts["undecided"] = discuss_page.undecided(found, facts["lines"])
    return render(request, "dsr/meeting_close.html", facts)


@needs(Permission.RUN_MEETING)
@GET_POST
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who is here, by organisation; one more; or somebody off the list."""
    found = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    if "again" in request.POST or "all" in request.POST:
        return _again(request, found)
    form = CameForm(request.POST or None, meeting=found)
    if request.method == "POST":
        try:
            if "off" in request.POST:
                row = get_object_or_404(found.attendance, pk=_uuid(request.POST["off"]))
                actions.take_off_attendance(attendance=row, by=request.user)
                return redirect("meeting-attendance", meeting_id=found.pk)
            if form.is_valid():
                actions.record_attendance(meeting=found, by=request.user, **form.facts())
                return redirect("meeting-attendance", meeting_id=found.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _attendance_page(request, found, form, None)


def _again(request: HttpRequest, found: Meeting) -> HttpResponse:
    """Those of last time who were ticked, all at once."""
    form = AgainForm(request.POST, people=meeting_page.came_last_time(found))
    if form.is_valid():
        try:
            actions.record_attendance_of(meeting=found, by=request.user, **form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("meeting-attendance", meeting_id=found.pk)
    return _attendance_page(request, found, CameForm(meeting=found), form)


def _attendance_page(
    request: HttpRequest, found: Meeting, form: CameForm, again: AgainForm | None
) -> HttpResponse:
    attendance = meeting_page.attendance_of(found)
    here = {(one.kind, one.name) for row in attendance for one in row["people"]}
    if again is None:
        last = meeting_page.came_last_time(found)
        again = AgainForm(people=[one for one in last if (one.kind, one.name) not in here])
    facts = {"meeting": found, "form": form, "again": again, "attendance": attendance}
    return render(request, "dsr/meeting_attendance.html", facts)


def _uuid(text: str) -> UUID | None:
    """An id that was sent; nonsense is nobody's."""
    try:
        return UUID(text)
    except ValueError:
        return None
