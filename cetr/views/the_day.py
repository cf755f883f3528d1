"""The review on the day: its page, the principles, the outcome, what is asked for, the end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from cetr import actions, day_page, rules
from cetr.acts import acts_of
from cetr.drafts import drafts_of
from cetr.facts import facts_of
from cetr.forms.findings import ConcludeForm, OutcomeForm, PrinciplesForm, RecommendationForm
from cetr.models import DraftRecommendation, Outcome, Review
from cetr.views.scope import GET_POST, head, one_form, review_chaired, review_for, saved
from config.access import needs
from config.refused import Refused
from dsr.models import RegisterEntry
from dsr.owners import owners_of


@needs(Permission.SEE_REVIEWS)
@require_GET
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Everything about one review: before, on the day, and after."""
    found = review_for(request, review_id, Permission.SEE_REVIEWS, page="review")
    today, user = timezone.localdate(), request.user
    on_entry = RegisterEntry.objects.visible_to(user, Permission.SEE_ENTRY).filter(pk=found.entry_id).exists()
    facts = day_page.facts(found, user=user, today=today, may=acts_of(user, found))
    return render(
        request, "cetr/review.html", head(request, found.entry, found) | facts | {"on_entry": on_entry}
    )


def _saved_now() -> str:
    return f"Saved at {timezone.localtime():%H:%M}. You can come back and change it."


def _over(request: HttpRequest, found: Review) -> bool:
    """Whether to show the review itself instead of a form that nobody can save any more."""
    return request.method == "GET" and not found.is_planned


@needs(Permission.RECORD_FINDINGS)
@GET_POST
def principles(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One's own view of the eight principles; the others' show once one has said one's own."""
    found = review_for(request, review_id, Permission.RECORD_FINDINGS, page="principles")
    if _over(request, found):
        return redirect("review", review_id=found.pk)
    form = PrinciplesForm(request.POST or None, initial=day_page.own_views(found, request.user))
    if request.method == "POST" and saved(
        form, lambda: actions.save_views(review=found, views=form.views(), by=request.user)
    ):
        messages.success(request, _saved_now())
        return redirect("review", review_id=found.pk)
    facts = head(request, found.entry, found) | {"form": form}
    return render(request, "cetr/principles.html", facts | day_page.principle_rows(found, request.user, form))


@needs(Permission.CONCLUDE_REVIEW)
@GET_POST
def outcome(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The four questions and the rating: a draft that can be saved as often as wanted."""
    found = review_chaired(request, review_id, page="outcome")
    if _over(request, found):
        return redirect("review", review_id=found.pk)
    now = Outcome.objects.select_related("saved_by").filter(review=found).first()
    form = OutcomeForm(request.POST or None, initial=day_page.outcome_now(now), colour_now=found.entry.colour)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_outcome(review=found, by=request.user, **form.facts())
        except actions.SavedFirst as first:
            theirs, form = first.theirs, _with_version(request, found, first)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _saved_now())
            return redirect("review", review_id=found.pk)
    facts = head(request, found.entry, found) | {"form": form, "theirs": theirs, "now": now}
    return render(request, "cetr/outcome.html", facts | {"theirs_rows": day_page.outcome_rows(theirs)})


def _with_version(request: HttpRequest, found: Review, first: actions.SavedFirst) -> OutcomeForm:
    """What was typed, on top of what the other one saved: saving again keeps the typed words."""
    sent = request.POST.copy()
    sent["version"] = str(first.theirs.version)
    form = OutcomeForm(sent, colour_now=found.entry.colour)
    form.add_error(None, str(first))
    return form


@needs(Permission.CONCLUDE_REVIEW)
@GET_POST
def recommendations(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """What the panel asks for so far, and the next one."""
    found = review_chaired(request, review_id, page="recommendations of a review")
    if _over(request, found):
        return redirect("review", review_id=found.pk)
    form = RecommendationForm(request.POST or None, review=found)
    if request.method == "POST" and saved(
        form, lambda: actions.add_draft_recommendation(review=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Added. Write the next one, or go back to the review.")
        return redirect("review-recommendations", review_id=found.pk)
    colleagues = owners_of(found.entry)
    facts = {"form": form, "drafts": drafts_of(found, colleagues=colleagues), "colleagues": colleagues}
    return render(request, "cetr/recommendations.html", head(request, found.entry, found) | facts)


def _draft(found: Review, draft_id: UUID) -> DraftRecommendation:
    return get_object_or_404(found.draft_recommendations.now(), pk=draft_id)


@needs(Permission.CONCLUDE_REVIEW)
@GET_POST
def recommendation(request: HttpRequest, review_id: UUID, draft_id: UUID) -> HttpResponse:
    """Change one of them."""
    found = review_chaired(request, review_id, page="recommendations of a review")
    draft = _draft(found, draft_id)
    kept = {name: getattr(draft, name) for name in RecommendationForm.base_fields}
    form = RecommendationForm(request.POST or None, initial=kept, review=found)

    def save() -> Any:
        return actions.change_draft_recommendation(recommendation=draft, by=request.user, **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, "Saved.")
        return redirect("review-recommendations", review_id=found.pk)
    facts = head(request, found.entry, found) | {"colleagues": owners_of(found.entry)}
    return one_form(request, facts, form, title="Change a recommendation", button="Save")


@needs(Permission.CONCLUDE_REVIEW)
@require_POST
def remove_recommendation(request: HttpRequest, review_id: UUID, draft_id: UUID) -> HttpResponse:
    """Take one of them out."""
    found = review_chaired(request, review_id, page="recommendations of a review")
    try:
        actions.remove_draft_recommendation(recommendation=_draft(found, draft_id), by=request.user)
        messages.success(request, "The recommendation is taken out.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("review-recommendations", review_id=found.pk)


@needs(Permission.CONCLUDE_REVIEW)
@GET_POST
def conclude(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Show what concluding will do, or what is still missing; then do it, once."""
    found = review_chaired(request, review_id, page="conclude a review")
    if found.is_concluded:
        return redirect("review-report", review_id=found.pk)
    today, entry = timezone.localdate(), found.entry
    start = {"held_on": min(found.planned_for, today), "rating_number": entry.rating_number}
    form = ConcludeForm(request.POST or None, initial=start)
    if request.method == "POST" and saved(
        form, lambda: actions.conclude_review(review=found, by=request.user, today=today, **form.cleaned_data)
    ):
        messages.success(request, "The review is concluded. The report is ready to be read and issued.")
        return redirect("review-report", review_id=found.pk)
    if form.is_bound:
        # This page shows the rating as it is now, so that is the one the chair confirms next time.
        form.data = {**form.data.dict(), "rating_number": entry.rating_number}
    drafts = drafts_of(found)
    facts = head(request, entry, found) | {
        "form": form,
        "missing": rules.not_yet(facts_of(found, held_on=found.planned_for, today=today)),
        "outcome": Outcome.objects.filter(review=found).first(),
        "drafts": drafts,
        "gaps": any(draft.missing for draft in drafts),
    }
    return render(request, "cetr/conclude.html", facts)
