"""Changing a rating, and the page for when somebody saved first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, ratings
from dsr.entry_page import rating_facts
from dsr.forms import RateForm
from dsr.models import RegisterEntry
from dsr.views.scope import entry_for

KEPT = "csrfmiddlewaretoken", "expected_number"


@needs(Permission.CHANGE_RATING)
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Rate somebody. What was typed is never lost, whoever else saved in the meantime."""
    entry = entry_for(request, entry_id, Permission.CHANGE_RATING, page="rate")
    form = _form(request, entry)
    if request.method == "POST" and form.is_valid():
        if form.must_ask_sure:
            return _page(request, entry, _form(request, entry, ask_sure=True), asks_sure=True)
        try:
            rating = actions.change_rating(
                entry=entry, by=request.user, today=timezone.localdate(), **form.facts()
            )
        except actions.SavedFirst as first:
            return _conflict(request, entry, form, first)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            label = ratings.MEANINGS[ratings.Colour(rating.colour)].label
            messages.success(request, f"Rated {label}. What must follow now stands under “Next”.")
            return redirect("entry", entry_id=entry.pk)
    return _page(request, entry, form)


def _form(request: HttpRequest, entry: RegisterEntry, *, ask_sure: bool = False) -> RateForm:
    now = ratings.Colour(entry.colour) if entry.colour else None
    first = {
        "expected_number": entry.rating_number,
        "decided_by": request.user.name,
        "decided_on": timezone.localdate(),
    }
    return RateForm(request.POST or None, initial=first, now=now, ask_sure=ask_sure or "sure" in request.POST)


def _page(
    request: HttpRequest, entry: RegisterEntry, form: RateForm, *, asks_sure: bool = False
) -> HttpResponse:
    facts: dict[str, Any] = {
        "entry": entry,
        "person": entry.person,
        "today": timezone.localdate(),
        "rating": rating_facts(entry),
        "form": form,
        "asks_sure": asks_sure,
        "meanings": [(colour.value, ratings.MEANINGS[colour]) for colour in ratings.BY_HAND],
    }
    return render(request, "dsr/rate.html", facts)


def _conflict(
    request: HttpRequest, entry: RegisterEntry, form: RateForm, first: actions.SavedFirst
) -> HttpResponse:
    """Both versions side by side; yours can be saved as the next rating with one press."""
    theirs = rating_facts(RegisterEntry.objects.get(pk=entry.pk))
    yours = {"meaning": ratings.MEANINGS[ratings.Colour(form.cleaned_data["colour"])], **form.cleaned_data}
    meaning = yours["meaning"]
    kept = [(name, value) for name, values in request.POST.lists() if name not in KEPT for value in values]
    facts = {
        "entry": entry,
        "person": entry.person,
        "today": timezone.localdate(),
        "sentence": str(first),
        "theirs": theirs,
        "yours": yours,
        "criteria": [meaning.criteria[code] for code in form.criteria],
        "place": ratings.DECIDED_AT_LABELS[ratings.DecidedAt(yours["decided_at"])].lower(),
        "kept": [*kept, ("expected_number", first.theirs.number)],
    }
    return render(request, "dsr/rate_conflict.html", facts, status=409)
