"""Changing a rating, and the page for when somebody saved first."""

from datetime import date
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
from dsr import actions, meetings_held, ratings
from dsr.entry_page import rating_facts
from dsr.models import Rating, RegisterEntry, RiskTool
from dsr.next_steps import steps
from dsr.rate_form import RateForm
from dsr.rating_words import more_about, preview
from dsr.risk_tool import ages_of
from dsr.views.scope import entry_for

KEPT = "csrfmiddlewaretoken", "expected_number"


@needs(Permission.CHANGE_RATING)
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Rate somebody. What was typed is never lost, whoever else saved in the meantime."""
    entry = entry_for(request, entry_id, Permission.CHANGE_RATING, page="rate")
    form = _form(request, entry)
    if "look" in request.POST:  # what the tool suggests and how the words look: nothing is saved or refused
        form.errors.clear()
        return _page(request, entry, form)
    if request.method == "POST" and form.is_valid():
        if form.must_ask_sure:
            return _page(request, entry, _form(request, entry, ask_sure=True), after=form.unsaved())
        try:
            rating = actions.change_rating(
                entry=entry, by=request.user, today=timezone.localdate(), **form.facts()
            )
        except actions.SavedFirst as first:
            return _conflict(request, entry, form, first)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _saved(request, entry, rating)
    return _page(request, entry, form)


def _saved(request: HttpRequest, entry: RegisterEntry, rating: Rating) -> HttpResponse:
    """On to what this colour asks for; straight to the entry where it asks for nothing."""
    label = ratings.MEANINGS[ratings.Colour(rating.colour)].label
    messages.success(request, f"Rated {label}. What must follow now stands under “Next”.")
    asked = steps(entry.deadlines.open().values_list("key", flat=True))
    return redirect("rate-next" if asked else "entry", entry_id=entry.pk)


def _form(request: HttpRequest, entry: RegisterEntry, *, ask_sure: bool = False) -> RateForm:
    today = timezone.localdate()
    first = {"expected_number": entry.rating_number, "decided_by": request.user.name, "decided_on": today}
    return RateForm(
        request.POST or None,
        initial=first,
        now=ratings.Colour(entry.colour) if entry.colour else None,
        today=today,
        tool=_tool(request, entry, today),
        meetings=tuple(meetings_held.recent(entry.area, today)),
        ask_sure=ask_sure or "sure" in request.POST,
    )


def _tool(request: HttpRequest, entry: RegisterEntry, today: date) -> RiskTool | None:
    """The version the page asked, where answers came in; else the one of today for this age."""
    ages = ages_of(entry.person.age_on(today))
    try:
        sent = UUID(request.POST.get("tool", ""))
    except ValueError:
        return RiskTool.objects.in_force(entry.area_id, ages, today)
    begun = RiskTool.objects.published().filter(area_id=entry.area_id, published_from__lte=today)
    return begun.filter(pk=sent).first() or RiskTool.objects.in_force(entry.area_id, ages, today)


def _page(
    request: HttpRequest, entry: RegisterEntry, form: RateForm, *, after: Rating | None = None
) -> HttpResponse:
    """`after` is the rating as it would be, where the page asks whether that is right."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "entry": entry,
        "person": entry.person,
        "today": today,
        "rating": rating_facts(entry),
        "form": form,
        "after": after,
        "looking": request.POST.get("look", ""),
        "suggestion": form.suggestion,
        "space": _preview(form, entry, today),
        "open_grounds": form.opens("evidence", "evidence_words", "works", "must_change"),
        "open_views": form.opens("person_view", "family_view", "telling", "telling_how", "telling_on"),
        "meanings": [(colour.value, ratings.MEANINGS[colour]) for colour in ratings.BY_HAND],
    }
    return render(request, "dsr/rate.html", facts)


def _preview(form: RateForm, entry: RegisterEntry, today: date) -> dict[str, Any] | None:
    """How the person will see it, once a colour is chosen."""
    colour, words = form["colour"].value(), form["words_for_person"].value() or ""
    if colour not in ratings.BY_HAND:
        return None
    since = entry.coloured_since if colour == entry.colour else today
    return preview(colour, words, since=since)


def _conflict(
    request: HttpRequest, entry: RegisterEntry, form: RateForm, first: actions.SavedFirst
) -> HttpResponse:
    """Both versions side by side; yours can be saved as the next rating with one press."""
    theirs = rating_facts(RegisterEntry.objects.get(pk=entry.pk))
    mine = form.unsaved()
    meaning = ratings.MEANINGS[ratings.Colour(mine.colour)]
    kept = [(name, value) for name, values in request.POST.lists() if name not in KEPT for value in values]
    facts = {
        "entry": entry,
        "person": entry.person,
        "today": timezone.localdate(),
        "sentence": str(first),
        "theirs": theirs,
        "yours": mine,
        "yours_more": more_about(mine),
        "criteria": [meaning.criteria[code] for code in form.criteria],
        "place": ratings.DECIDED_AT_LABELS[ratings.DecidedAt(mine.decided_at)].lower(),
        "kept": [*kept, ("expected_number", first.theirs.number)],
    }
    return render(request, "dsr/rate_conflict.html", facts, status=409)
