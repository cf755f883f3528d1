"""What panels and meetings asked for, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.models import Organisation
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, recommendation_list, statuses
from dsr.actions.recommendations import may_confirm
from dsr.came_from import where_from
from dsr.follow_forms import ProgressForm, RecommendForm, ReplaceForm, first_answers
from dsr.models import Recommendation, RegisterEntry
from dsr.owner_forms import OwnerForm
from dsr.owners import owners_of
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for
from dsr.views.two_savers import NOT_KEPT


@needs(Permission.SEE_ENTRY)
@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    """Mine, my organisation's or everybody's in sight: open, late, to be confirmed, ended."""
    today, filters = timezone.localdate(), recommendation_list.Filters.read(request.GET)
    rows = filters.of(Recommendation.objects.visible_to(request.user), request.user)
    counts = recommendation_list.counts(rows, today)
    shown, after = recommendation_list.page(
        filters.narrow(rows, today), filters, after=request.GET.get("after", "")
    )
    record_look(request, page="recommendations", people={row.person_id for row in shown})
    links = filters.links(counts)
    facts = {
        "rows": shown,
        "today": today,
        "whose": links[: len(recommendation_list.WHOSE)],
        "states": links[len(recommendation_list.WHOSE) :],
        "nothing": recommendation_list.NOTHING[filters.state],
        "next_page": filters.query(after) if after else "",
        "first_page": "after" not in request.GET,
        "several": len({area for _, area in request.user.places()}) > 1,
        "labels": statuses.STEP_LABELS,
    }
    return render(request, "dsr/recommendations.html", facts)


def _found(request: HttpRequest, recommendation_id: UUID) -> Recommendation:
    """The recommendation, if this person may follow it up; the look is on record before it is used."""
    rows = Recommendation.objects.visible_to(request.user, Permission.FOLLOW_UP)
    rows = rows.select_related(
        "entry__person", "entry__area", "organisation", "owner_user", "replaces", "replaced_by"
    )
    found = get_object_or_404(rows, pk=recommendation_id)
    record_look(request, page="recommendation", people=[found.entry.person_id])
    return found


@needs(Permission.FOLLOW_UP)
@GET_POST
def recommendation(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """One recommendation and its steps; the next step is recorded here, and what was left open is said."""
    found = _found(request, recommendation_id)
    if request.POST.get("what") == "owner":
        return _say_who(request, found)
    form = _progress_form(found, request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_progress(
                recommendation=found, on=timezone.localdate(), by=request.user, **form.facts()
            )
        except actions.ProgressFirst as first:
            return _both(request, found, str(first))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. The family can see it too.")
            return redirect("entry", entry_id=found.entry_id)
    return render(request, "dsr/recommendation.html", _facts(request, found, form))


def _say_who(request: HttpRequest, found: Recommendation) -> HttpResponse:
    """Its owner's account, organisation, measure and principle; the second of two sees both versions."""
    form = OwnerForm(request.POST, row=found, **_choices(found.entry))
    if form.is_valid():
        try:
            actions.say_who_and_how(recommendation=found, by=request.user, **form.facts())
        except actions.OwnerChangedFirst as first:
            return _both_owners(request, found, form, first)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. The family can see how we will know.")
            return redirect("recommendation", recommendation_id=found.pk)
    return render(
        request, "dsr/recommendation.html", _facts(request, found, _progress_form(found, request), form)
    )


def _both_owners(
    request: HttpRequest, found: Recommendation, form: OwnerForm, first: actions.OwnerChangedFirst
) -> HttpResponse:
    kept = [(name, text) for name, text in request.POST.items() if name not in NOT_KEPT]
    facts = {
        "entry": found.entry,
        "person": found.entry.person,
        "today": timezone.localdate(),
        "sentence": str(first),
        "rows": form.both(first.theirs),
        "kept": [*kept, ("version", first.theirs.version)],
    }
    return render(request, "dsr/person_conflict.html", facts, status=409)


def _progress_form(found: Recommendation, request: HttpRequest, sent: Any = None) -> ProgressForm:
    now, may = statuses.Step(found.step), may_confirm(found, request.user)
    return ProgressForm(sent, initial={"shown": found.progress.count()}, now=now, may_confirm=may)


def _both(request: HttpRequest, found: Recommendation, sentence: str) -> HttpResponse:
    """What somebody else wrote stands above what was typed here, which can be saved after it."""
    found.refresh_from_db()
    typed = request.POST.copy()
    typed["shown"] = str(found.progress.count())
    form = _progress_form(found, request, typed)
    form.add_error(None, sentence)
    return render(request, "dsr/recommendation.html", _facts(request, found, form), status=409)


def _facts(
    request: HttpRequest, found: Recommendation, form: ProgressForm, who: OwnerForm | None = None
) -> dict[str, Any]:
    where = where_from([found])[found.pk]
    return {
        "who": who or OwnerForm(row=found, **_choices(found.entry)),
        "recommendation": found,
        "where": where,
        "where_open": where.opens_for(request.user),
        "progress": found.progress.select_related("by").order_by("at", "pk"),
        "chases": found.chases.filter(due_on=found.due_on).order_by("pk"),
        "replaced_by": getattr(found, "replaced_by", None),
        "replaceable": statuses.Step.REPLACED in statuses.STEP_MOVES[statuses.Step(found.step)],
        "entry": found.entry,
        "person": found.entry.person,
        "today": timezone.localdate(),
        "form": form,
        "finished": not statuses.STEP_MOVES[statuses.Step(found.step)],
    }


def _choices(entry: RegisterEntry) -> dict[str, Any]:
    """Who may be its owner: the accounts that may follow it up; and the organisations there are."""
    return {"owners": owners_of(entry), "organisations": list(Organisation.objects.order_by("name"))}


@needs(Permission.FOLLOW_UP)
@GET_POST
def add(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Put something that was agreed on the entry."""
    found = entry_for(request, entry_id, Permission.FOLLOW_UP, page="recommendation")
    start = first_answers(timezone.localdate())
    form = RecommendForm(request.POST or None, initial=start, **_choices(found))

    def save(form: RecommendForm) -> None:
        actions.add_recommendation(entry=found, by=request.user, **form.facts())

    words = {
        "title": "Add a recommendation",
        "intro": "One thing, one person, one day. Its owner is asked on that day and after a week; after two "
        "weeks it comes before the oversight panel. The person and the family see it.",
        "button": "Add it",
        "done": "The recommendation is on the entry. The family can see it too.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.FOLLOW_UP)
@GET_POST
def replace(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """Another recommendation in the place of this one."""
    old = _found(request, recommendation_id)
    today = timezone.localdate()
    form = ReplaceForm(request.POST or None, initial=first_answers(today), **_choices(old.entry))

    def save(form: ReplaceForm) -> None:
        why = form.cleaned_data["why"]
        actions.replace_recommendation(recommendation=old, why=why, on=today, by=request.user, **form.facts())

    words = {
        "title": "Replace a recommendation",
        "intro": f"Instead of: {old.text}",
        "button": "Replace it",
        "done": "Replaced. The new one is on the entry, and points to the old one.",
    }
    return one_form(request, old.entry, form, save, words)
