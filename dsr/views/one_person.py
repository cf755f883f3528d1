"""One person's page at a meeting: what it shows, as it was when it was opened and as it stands now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from dsr import discuss_page, meeting_page, ratings
from dsr.agenda_rows import table_of
from dsr.discuss_form import STAY, DiscussForm, as_initial, as_sent
from dsr.meeting_consent import MayHear
from dsr.meeting_drafts import ROWS, Typed
from dsr.meeting_words import ItemState, MeetingState, missing_for_quorum
from dsr.models import MeetingItem, Rating
from dsr.owners import owners_of
from dsr.typed_so_far import latest_decision, typed_so_far
from dsr.typed_words import in_words


def number_in(data: Mapping[str, str], name: str) -> int:
    """A number that the page sent back; nonsense is 0, which fits nothing that was saved since."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


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

    @cached_property
    def rating_shown(self) -> int:
        """The number of the rating that the page showed: its version check."""
        sent = self.request.POST if self.request.method == "POST" else None
        return self.item.entry.rating_number if sent is None else number_in(sent, "rating_number")

    @property
    def rated_since(self) -> bool:
        return self.rating_shown != self.item.entry.rating_number

    @property
    def decided_since(self) -> bool:
        return number_in(self.request.POST, "number") != (self.latest.number if self.latest else 0)

    @cached_property
    def colour_shown(self) -> ratings.Colour | None:
        """The rating as it was when the page was opened: "stay as it is" meant that one."""
        entry = self.item.entry
        if not self.rated_since:
            return discuss_page.now_of(entry)
        shown = entry.ratings.filter(number=self.rating_shown).values_list("colour", flat=True).first()
        return ratings.Colour(shown) if shown else None

    def latest_rating(self) -> Rating | None:
        return self.item.entry.ratings.select_related("by").order_by("-number").first()

    def look_again(self) -> "OnePage":
        """The same page as it stands now, for whoever was second."""
        self.item.entry.refresh_from_db(fields=["colour", "coloured_since", "rating_number"])
        again = OnePage(self.request, self.item, self.today)
        again.rating_shown = self.item.entry.rating_number
        return again

    def meant(self, choice: str, before: ratings.Colour | None) -> str:
        """A choice made while somebody was rated `before`, as it is said now: "stay" meant that colour."""
        now = discuss_page.now_of(self.item.entry)
        colour = before if choice == STAY else choice
        if colour == now:
            return STAY if now else ""
        return str(colour) if colour in ratings.BY_HAND and now is not ratings.Colour.BLUE else ""

    def form(self, data: Any = None) -> DiscussForm:
        typed = typed_so_far(self.item, self.latest) if data is None else {}
        facts: dict[str, Any] = {"now": self.colour_shown, "room": self.room, "today": self.today}
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
            "rating_number": self.rating_shown,
            "place": place, "of": of, "rows_shown": min(form.rows_in_use + 1, ROWS),
            "pace": meeting_page.pace_of(meeting, self.lines, timezone.now()),
            "next": meeting_page.next_after(self.lines, self.item.pk), "before": self._before(),
            "last": last, "new": discuss_page.whats_new(entry, last["since"], self.today) if last else [],
            "stay": entry.stays.filter(discharged_on=None).first(), "everybody": self.everybody,
            "missing": missing_for_quorum(set(self.hears.stays)) if self.everybody else (),
            "colleagues": owners_of(entry) if meeting.state == MeetingState.OPEN else [],
            "open": meeting.state == MeetingState.OPEN, "off": self.item.state == ItemState.TAKEN_OFF,
        }  # fmt: skip
        if not (facts["open"] and self.hears.allowed) or facts["off"]:
            facts["undecided"] = self._undecided(form)
        return render(self.request, "dsr/meeting_person.html", facts | more, status=status)

    def _undecided(self, form: DiscussForm) -> list[tuple[str, str, str]]:
        """What was just sent, or else what was kept, in words, where the page takes nothing in."""
        rows = self.item.drafts.values_list("field", "text", "by__name")
        kept = {field: Typed(text, by) for field, text, by in rows}
        if form.is_bound:
            me = self.request.user.name
            kept |= {field: Typed(text, me) for field, text in as_sent(form.data, self.room).items() if text}
        return in_words(kept)

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
