"""Notes and the log of contacts: to read, to write, to put right."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, notes_page
from dsr.models import Note, RegisterEntry
from dsr.note_forms import FullNoteForm
from dsr.note_lines import NOT_SHOWN, readable
from dsr.notes import KINDS, Kind
from dsr.views.entries import GET_POST
from dsr.views.scope import entry_for

THEIRS_SHOWN = "Read it below; to change it, put their correction right."


@needs(Permission.SEE_NARRATIVE)
@require_GET
def notes(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Every note, by kind; with `?log` the calls, visits, messages and meetings as a table."""
    found = entry_for(request, entry_id, Permission.SEE_NARRATIVE, page="notes")
    asked = notes_page.Asked.read(request.GET)
    facts = notes_page.facts(found, lets=partial(found.lets, request.user), reader=request.user, asked=asked)
    return render(request, "dsr/notes.html", facts | _about(found))


@needs(Permission.WRITE_NOTE)
@GET_POST
def add(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write a note with all that can be said about it; `?kind=` chooses its kind."""
    found = entry_for(request, entry_id, Permission.WRITE_NOTE, page="a note")
    kind = next((kind for kind in KINDS if kind.value == request.GET.get("kind")), Kind.NOTE)
    form = FullNoteForm(request.POST or None, initial={"kind": kind.value})
    return _write(request, found, form, corrects=None)


@needs(Permission.WRITE_NOTE)
@GET_POST
def correct(request: HttpRequest, entry_id: UUID, note_id: UUID) -> HttpResponse:
    """Put a note right with a further one; the first stays, struck."""
    found = entry_for(request, entry_id, Permission.WRITE_NOTE, page="a note")
    first = get_object_or_404(_readable(request, found), key=note_id)
    return _write(
        request, found, FullNoteForm(request.POST or None, initial=_as_it_was(first)), corrects=first
    )


def _readable(request: HttpRequest, found: RegisterEntry) -> QuerySet:
    sees = found.lets(request.user, Permission.SEE_SENSITIVE)
    return readable(found.notes.select_related("by"), reader=request.user.pk, sees=sees)


def _as_it_was(first: Note) -> dict[str, Any]:
    moment = timezone.localtime(first.happened_at) if first.happened_at else None
    return {
        "kind": first.kind,
        "text": first.text,
        "with_whom": first.with_whom,
        "how": first.how,
        "reached": {True: "yes", False: "no", None: ""}[first.reached],
        "happened_on": moment.date() if moment else first.happened_on,
        "happened_time": moment.time() if moment else None,
        "sensitive": first.sensitive,
    }


def _write(
    request: HttpRequest, found: RegisterEntry, form: FullNoteForm, *, corrects: Note | None
) -> HttpResponse:
    """The form, and what became of it; whoever is second reads the correction that was first."""
    theirs, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_note(entry=found, by=request.user, corrects=corrects, **form.facts())
        except actions.CorrectedFirst as first:
            theirs, status = _readable(request, found).filter(pk=first.theirs.pk).first(), 409
            then = THEIRS_SHOWN if theirs else f"{NOT_SHOWN} Save yours as a note of its own."
            form.add_error(None, f"{first} {then}")
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. It is on the timeline.")
            return redirect("entry", entry_id=found.pk)
    facts = {"form": form, "corrects": corrects, "theirs": theirs}
    return render(request, "dsr/note.html", facts | _about(found), status=status)


def _about(found: RegisterEntry) -> dict[str, Any]:
    return {"entry": found, "person": found.person, "today": timezone.localdate()}
