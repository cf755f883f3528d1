"""One person a page: what was decided last time beside it, typed in place, kept as typed, decided once."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, discuss_page, meeting_page
from dsr.actions.meeting_decisions import is_same
from dsr.actions.meeting_drafts import Kept
from dsr.agenda_rows import table_of
from dsr.discuss_form import DiscussForm, as_initial, as_sent
from dsr.meeting_consent import MayHear
from dsr.meeting_drafts import ROWS, SETS, Typed
from dsr.meeting_words import ItemState, MeetingState, missing_for_quorum
from dsr.models import MeetingItem
from dsr.owners import owners_of
from dsr.typed_so_far import latest_decision, typed_so_far
from dsr.views.agenda import item_for
from dsr.views.entries import GET_POST


@dataclass
class OnePage:
    """One person's page at a meeting, for whoever runs it."""

    request: HttpRequest
    item: MeetingItem
    today: date

    @cached_property
    def lines(self) -> list[meeting_page.Line]:
        named = self.request.user.may(Permission.SEE_CONTACTS)
        kinds = [kind for _, kind, _ in self.everybody] or table_of(self.item.meeting)
        return meeting_page.lines(
            self.item.meeting, self.request.user, on=self.today, named=named, table=sorted(set(kinds))
        )

    @cached_property
    def everybody(self) -> list[tuple[str, str, str]]:
        return discuss_page.room_of(self.item)

    @cached_property
    def hears(self) -> MayHear:
        return next(line.hears for line in self.lines if line.id == self.item.pk)

    @cached_property
    def room(self) -> dict[str, str]:
        """Those who may stay for this one, by the id of their attendance."""
        return {pk: name for pk, kind, name in self.everybody if kind in self.hears.stays}

    @cached_property
    def latest(self) -> Any:
        return latest_decision(self.item)

    def form(self, data: Any = None) -> DiscussForm:
        typed = typed_so_far(self.item, self.latest) if data is None else {}
        now = discuss_page.now_of(self.item.entry)
        facts: dict[str, Any] = {"now": now, "room": self.room, "today": self.today}
        form = DiscussForm(data, initial=as_initial(typed, self.room) if typed else None, **facts)
        form.typed = typed
        return form

    def render(
        self, form: DiscussForm, *, marks: dict[str, Typed], status: int = 200, **more: Any
    ) -> HttpResponse:
        entry, meeting = self.item.entry, self.item.meeting
        place, of = discuss_page.place_of(self.lines, self.item)
        last = discuss_page.last_time(self.item) if self.hears.allowed else {}
        facts = {
            "meeting": meeting, "item": self.item, "entry": entry, "person": entry.person,
            "today": self.today, "clock": timezone.localtime(),
            "form": form, "marks": json.dumps({name: one.mark for name, one in marks.items()}),
            "number": self.latest.number if self.latest else 0, "latest": self.latest, "hears": self.hears,
            "place": place, "of": of, "rows_shown": min(form.rows_in_use + 1, ROWS),
            "pace": meeting_page.pace_of(meeting, self.lines, timezone.now()),
            "next": meeting_page.next_after(self.lines, self.item.pk), "before": self._before(),
            "last": last, "new": discuss_page.whats_new(entry, last["since"], self.today) if last else [],
            "stay": entry.stays.filter(discharged_on=None).first(), "everybody": self.everybody,
            "missing": missing_for_quorum(set(self.hears.stays)) if self.everybody else (),
            "colleagues": owners_of(entry) if meeting.state == MeetingState.OPEN else [],
            "open": meeting.state == MeetingState.OPEN, "off": self.item.state == ItemState.TAKEN_OFF,
        }  # fmt: skip
        return render(self.request, "dsr/meeting_person.html", facts | more, status=status)

    def _before(self) -> meeting_page.Line | None:
        shown = [line for line in self.lines if line.state != ItemState.TAKEN_OFF]
        place = next((place for place, line in enumerate(shown) if line.id == self.item.pk), 0)
        return shown[place - 1] if place else None

    def go_on(self) -> HttpResponse:
        """To the next one who waits; at the end back to the meeting."""
        found = meeting_page.next_after(self.lines, self.item.pk)
        if found is None:
            messages.success(
                self.request, "Recorded. Nobody else is waiting. Close the meeting when you are done."
            )
            return redirect("meeting", meeting_id=self.item.meeting_id)
        to = reverse("meeting-person", kwargs={"meeting_id": self.item.meeting_id, "item_id": found.id})
        return redirect(f"{to}#person")  # the next Tab is in the person's page, not in the menu again


@needs(Permission.RUN_MEETING)
@GET_POST
def discuss(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The page of one person: read, typed, kept, decided, and on to the next."""
    item = item_for(request, meeting_id, item_id, Permission.RUN_MEETING, page="person at a meeting")
    page = OnePage(request, item, timezone.localdate())
    if request.method == "POST":
        return _sent(page)
    form = page.form()
    return page.render(form, marks=form.typed)


def _sent(page: OnePage) -> HttpResponse:
    """Everything typed is kept first; then, when they are done, it is decided, once."""
    data, item = page.request.POST, page.item
    form = page.form(data)
    done = "done" in data
    if done and form.is_valid() and is_same(page.latest, form.said(), _number(data)):
        return page.go_on()
    try:
        kept = actions.keep_drafts(item=item, sent=_with_marks(page), by=page.request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return page.render(form, marks={}, status=409)
    if kept.clashes:
        both = [
            (form.fields[n].label or form.legends.get(n, n), kept.now[n], data.get(n, ""))
            for n in kept.clashes
        ]
        return page.render(form, marks=kept.now, status=409, both=both, kept_at=timezone.localtime())
    form = page.form(_merged(data, kept))
    if done and form.is_valid():
        return _decide(page, form, kept)
    if done:
        return page.render(form, marks=kept.now, kept_at=timezone.localtime())
    if "more" not in data:
        messages.success(page.request, f"Kept at {timezone.localtime():%H:%M:%S}. Nothing is decided yet.")
    fresh = page.form()
    return page.render(fresh, marks=fresh.typed, kept_at=timezone.localtime())


def _decide(page: OnePage, form: DiscussForm, kept: Kept) -> HttpResponse:
    try:
        actions.decide(
            item=page.item, expected_number=_number(page.request.POST), said=form.said(),
            by=page.request.user, today=page.today,
        )  # fmt: skip
    except actions.DecidedFirst as first:
        page.latest = first.theirs
        return page.render(form, marks=kept.now, status=409, first=first)
    except Refused as refused:
        form.add_error("choice", str(refused))
        return page.render(form, marks=kept.now, kept_at=timezone.localtime())
    page.item.state = ItemState.DONE
    return page.go_on()


def _number(data: Any) -> int:
    text = data.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _with_marks(page: OnePage) -> dict[str, tuple[str, str]]:
    marks = _marks(page.request.POST.get("marks", ""))
    return {name: (marks.get(name, ""), text) for name, text in as_sent(page.request.POST, page.room).items()}


def _marks(text: str) -> dict[str, str]:
    """What the page said of the versions it showed; nonsense is no version."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _merged(data: Any, kept: Kept) -> Any:
    """What was sent, with the words of others in the fields that only they changed."""
    merged = data.copy()
    for name in kept.theirs:
        text = kept.now[name].text
        merged.setlist(name, [each for each in text.split(",") if each] if name in SETS else [text])
    return merged


@needs(Permission.RUN_MEETING)
@require_POST
def draft(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Keep what is being typed, sent by the page every few seconds; only the fields that changed."""
    item = item_for(request, meeting_id, item_id, Permission.RUN_MEETING, page="person at a meeting")
    marks = _marks(request.POST.get("marks", ""))
    sent = {n.removeprefix("f-"): text for n, text in request.POST.items() if n.startswith("f-")}
    try:
        kept = actions.keep_drafts(
            item=item, sent={n: (marks.get(n, ""), text) for n, text in sent.items()}, by=request.user
        )
    except Refused as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    shown = {name: kept.now[name] for name in (*kept.theirs, *kept.clashes)}
    return JsonResponse(
        {
            "at": f"{timezone.localtime():%H:%M:%S}",
            "marks": {name: one.mark for name, one in kept.now.items()},
            "theirs": {name: {"text": shown[name].text, "by": shown[name].by} for name in kept.theirs},
            "clashes": {name: {"text": shown[name].text, "by": shown[name].by} for name in kept.clashes},
        }
    )
