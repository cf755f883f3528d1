"""One person a page: what was decided last time beside it, typed in place, kept as typed, decided once."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions
from dsr.actions.meeting_decisions import is_same
from dsr.actions.meeting_drafts import Kept
from dsr.discuss_form import DiscussForm, as_sent
from dsr.meeting_drafts import EVERYBODY, SETS
from dsr.meeting_words import ItemState
from dsr.typed_words import choice_in_words
from dsr.views.agenda import item_at, item_for
from dsr.views.entries import GET_POST
from dsr.views.one_person import OnePage, number_in


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
    if done and form.is_valid() and is_same(page.latest, form.said(), number_in(data, "number")):
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
    form = page.form(_merged(page, kept))
    if done and (page.decided_since or page.rated_since):
        return _second(page, kept)
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
            item=page.item, expected_number=number_in(page.request.POST, "number"), said=form.said(),
            expected_rating=page.rating_shown, by=page.request.user, today=page.today,
        )  # fmt: skip
    except (actions.DecidedFirst, actions.SavedFirst):
        return _second(page, kept)
    except Refused as refused:
        form.add_error("choice", str(refused))
        return page.render(form, marks=kept.now, kept_at=timezone.localtime())
    page.item.state = ItemState.DONE
    return page.go_on()


def _second(page: OnePage, kept: Kept) -> HttpResponse:
    """Somebody decided here, or rated elsewhere, after the page was opened: theirs is shown beside yours.

    The choice is said again as it was meant: "stay" chosen while somebody was red is red, whatever they
    are now.
    """
    before = page.colour_shown
    again, data = page.look_again(), _merged(page, kept)
    chosen = choice_in_words(data.get("choice", ""), before)
    data["choice"] = again.meant(data.get("choice", ""), before)
    latest, rated = again.latest, again.latest_rating()
    first = actions.DecidedFirst(latest) if again.decided_since and latest else None
    facts = {"first": first, "rated": None if first else rated, "chosen": chosen}
    if rated and not first:
        facts["sentence"] = str(actions.SavedFirst(rated))
    return again.render(again.form(data), marks=kept.now, status=409, **facts)


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


def _merged(page: OnePage, kept: Kept) -> Any:
    """What was sent, with the words of others in the fields that only they changed."""
    merged = page.request.POST.copy()
    for name in kept.theirs:
        text = kept.now[name].text
        if name == "there" and text == EVERYBODY:
            text = ",".join(page.room)
        merged.setlist(name, [each for each in text.split(",") if each] if name in SETS else [text])
    return merged


@needs(Permission.RUN_MEETING)
@require_POST
def draft(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Keep what is being typed, sent by the page every few seconds; only the fields that changed."""
    item = item_at(request, meeting_id, item_id, Permission.RUN_MEETING)  # the page recorded its look
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
