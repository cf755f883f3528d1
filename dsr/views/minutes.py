"""The minutes: as a page and a PDF, with additions, and an extract for each organisation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.permissions import Permission, Reach
from config import pdf
from config.access import download, needs
from config.refused import Refused
from dsr import actions, minutes
from dsr.consent_words import ShareKind
from dsr.meeting_extracts import counts_for, shown_now
from dsr.meeting_forms import AddendumForm, ExtractForm
from dsr.meeting_words import SHORT, MeetingState
from dsr.models import Meeting, MeetingExtract
from dsr.views.entries import GET_POST
from dsr.views.meetings import meeting_for

SHEET = ("dsr/minutes_pdf.html", "dsr/minutes_pdf.css")


def _minutes(request: HttpRequest, meeting_id: UUID, *, page: str, count: bool = False) -> dict[str, Any]:
    """The minutes as this reader may see them; what was said only for those who read narrative."""
    meeting = meeting_for(request, meeting_id, Permission.SEE_MEETINGS)
    narrative = meeting.area_id in request.user.areas_where(Permission.SEE_NARRATIVE, Reach.AREA)
    content, people = minutes.content_of(meeting, request.user, narrative=narrative)
    told = len(people) if count and people else None
    record_look(request, page=page, people=people, areas=[meeting.area_id], count=told)
    may_run = meeting.area_id in request.user.areas_where(Permission.RUN_MEETING, Reach.AREA)
    return {
        "meeting": meeting,
        "content": content,
        "narrative": narrative,
        "closed": meeting.state == MeetingState.CLOSED,
        "may_run": may_run,
        "title": f"Minutes of the {meeting.get_kind_display().lower()}",
    }


@needs(Permission.SEE_MEETINGS)
@GET_POST
def page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes to read; once the meeting is closed something can be added, and nothing changed."""
    form = AddendumForm(request.POST or None)
    if request.method == "POST":
        meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
        if form.is_valid():
            try:
                actions.add_to_minutes(meeting=meeting, by=request.user, text=form.cleaned_data["text"])
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "Added at the end of the minutes.")
                return redirect("meeting-minutes", meeting_id=meeting_id)
    facts = _minutes(request, meeting_id, page="minutes")
    shown = form if facts["closed"] and facts["may_run"] else None
    return render(request, "dsr/minutes.html", facts | {"form": shown, "pdf_missing": pdf.why_not()})


@download
@needs(Permission.SEE_MEETINGS)
@require_GET
def as_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The same text as a tagged PDF."""
    facts = _minutes(request, meeting_id, page="minutes as PDF", count=True)
    if pdf.why_not():
        return redirect("meeting-minutes", meeting_id=meeting_id)
    return _file(facts, f"minutes-{facts['meeting'].on}.pdf")


def _file(facts: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(pdf.write(*SHEET, facts), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs(Permission.RUN_MEETING)
@GET_POST
def extracts(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make an extract for one kind of organisation; those that were made, with who got them."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    today = timezone.localdate()
    counts, limits, people = counts_for(meeting, request.user, today)
    record_look(request, page="extracts of minutes", people=people, areas=[meeting.area_id])
    form = ExtractForm(request.POST or None, counts=counts)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.make_extract(
                meeting=meeting, kind=ShareKind(data["kind"]), to_whom=data["to_whom"], by=request.user,
                today=today,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Made. That each person in it was shared is on record.")
            return redirect("meeting-extract", meeting_id=meeting.pk, extract_id=made.pk)
    facts = {
        "meeting": meeting, "form": form, "limits": limits, "counts": counts,
        "closed": meeting.state == MeetingState.CLOSED,
        "made": meeting.extracts.select_related("by").order_by("-at"),
        "nobody": [SHORT[kind] for kind, count in counts.items() if not count],
    }  # fmt: skip
    return render(request, "dsr/meeting_extracts.html", facts)


def _extract(request: HttpRequest, meeting: Meeting, extract_id: UUID, *, page: str) -> dict[str, Any]:
    """An extract, without whoever has taken their consent back since, or is not found by this reader."""
    found: MeetingExtract = get_object_or_404(meeting.extracts.select_related("by"), pk=extract_id)
    shown, gone = shown_now(found, request.user, timezone.localdate())
    people = [UUID(one["person"]) for one in shown]
    told = len(people) if page.endswith("PDF") and people else None
    record_look(request, page=page, people=people, areas=[meeting.area_id], count=told)
    content = [block for one in shown for block in (minutes.heading(one["name"]), *one["blocks"])]
    return {
        "meeting": meeting, "extract": found, "content": content, "gone": gone,
        "title": f"Extract of minutes for: {SHORT[ShareKind(found.kind)]}", "closed": True,
    }  # fmt: skip


@needs(Permission.RUN_MEETING)
@require_GET
def extract(request: HttpRequest, meeting_id: UUID, extract_id: UUID) -> HttpResponse:
    """One extract, to read before it goes out."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    facts = _extract(request, meeting, extract_id, page="extract of minutes")
    return render(request, "dsr/meeting_extract.html", facts | {"pdf_missing": pdf.why_not()})


@download
@needs(Permission.RUN_MEETING)
@require_GET
def extract_pdf(request: HttpRequest, meeting_id: UUID, extract_id: UUID) -> HttpResponse:
    """The same as a tagged PDF, to be given to that organisation."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    facts = _extract(request, meeting, extract_id, page="extract of minutes as PDF")
    if pdf.why_not():
        return redirect("meeting-extract", meeting_id=meeting_id, extract_id=extract_id)
    return _file(facts, f"extract-{meeting.on}.pdf")
