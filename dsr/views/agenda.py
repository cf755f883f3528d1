"""Who is on an agenda: by rule with a tick each, by hand, in which order, off again with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.looks import record_look
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, agenda_rows
from dsr.models import Meeting, MeetingItem, RegisterEntry
from dsr.restricted_forms import WhyForm
from dsr.search import find
from dsr.views.entries import GET_POST
from dsr.views.meetings import meeting_for
from dsr.views.scope import with_rules


def item_at(request: HttpRequest, meeting_id: UUID, item_id: UUID, permission: Permission) -> MeetingItem:
    """One person of a meeting, if this person may run it and finds the entry."""
    rows = MeetingItem.objects.filter(
        meeting__in=Meeting.objects.visible_to(request.user, permission).values("pk"),
        entry__in=RegisterEntry.objects.visible_to(request.user, permission).values("pk"),
    ).select_related("meeting__area", "entry__person", "entry__area")
    item: MeetingItem = get_object_or_404(rows, pk=item_id, meeting_id=meeting_id)
    return item


def item_for(
    request: HttpRequest, meeting_id: UUID, item_id: UUID, permission: Permission, *, page: str
) -> MeetingItem:
    """The same for a page that shows them: the look is on record."""
    item = item_at(request, meeting_id, item_id, permission)
    record_look(request, page=page, people=[item.entry.person_id], areas=[item.entry.area_id])
    with_rules(item.entry, request.user)
    return item


@needs(Permission.RUN_MEETING)
@GET_POST
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who comes up by rule, with a tick each. Red and not yet rated are there always."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    named = request.user.may(Permission.SEE_CONTACTS)
    rows = agenda_rows.proposed(meeting, request.user, named=named)
    record_look(request, page="agenda", people=[row.person for row in rows], areas=[meeting.area_id])
    if request.method == "POST":
        ticked = set(request.POST.getlist("entry"))
        chosen = {
            row.entry: [str(why) for why in row.why] for row in rows if row.always or str(row.entry) in ticked
        }
        try:
            added = actions.add_to_agenda(meeting=meeting, entries=chosen, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{len(added)} put on the agenda.")
            return redirect("meeting", meeting_id=meeting.pk)
    facts = {"meeting": meeting, "rows": rows, "blocked": [row for row in rows if not row.hears.allowed]}
    return render(request, "dsr/meeting_agenda.html", facts)


@needs(Permission.RUN_MEETING)
@GET_POST
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Find somebody and add them by hand. What was typed travels in the body, never in an address."""
    meeting = meeting_for(request, meeting_id, Permission.RUN_MEETING)
    entries = agenda_rows.entries_of(meeting, request.user)
    if request.method == "POST" and "entry" in request.POST:
        chosen = get_object_or_404(entries, pk__in=_ids(request.POST["entry"]))
        record_look(request, page="agenda", people=[chosen.person_id], areas=[meeting.area_id])
        try:
            added = actions.add_to_agenda(meeting=meeting, entries={chosen.pk: []}, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, "On the agenda, at the end." if added else "They are on the agenda already."
            )
        if request.POST.get("after") == "rating":  # back to what else follows from it
            return redirect("rate-next", entry_id=chosen.pk)
        return redirect("meeting", meeting_id=meeting.pk)
    text = request.POST.get("who", "").replace("\x00", "")[:100].strip()
    today = timezone.localdate()
    found = find(entries.active(), text, today=today, reader=request.user) if text else []
    record_look(request, page="agenda", people=[one.person_id for one in found], areas=[meeting.area_id])
    on = set(meeting.items.exclude(state="taken_off").values_list("entry_id", flat=True))
    facts = {"meeting": meeting, "text": text, "found": found, "on": on, "today": today}
    return render(request, "dsr/meeting_add.html", facts)


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


@needs(Permission.RUN_MEETING)
@require_POST
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One place earlier or later."""
    item = item_for(request, meeting_id, item_id, Permission.RUN_MEETING, page="agenda")
    try:
        actions.move_on_agenda(item=item, earlier="earlier" in request.POST, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("meeting", meeting_id=meeting_id)


@needs(Permission.RUN_MEETING)
@GET_POST
def take_off(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take somebody off, with the reason."""
    item = item_for(request, meeting_id, item_id, Permission.RUN_MEETING, page="agenda")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_off_agenda(item=item, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Taken off the agenda. The reason is in the minutes.")
            return redirect("meeting", meeting_id=meeting_id)
    facts = {"meeting": item.meeting, "entry": item.entry, "person": item.entry.person, "form": form}
    return render(request, "dsr/meeting_off.html", facts | {"today": timezone.localdate()})
