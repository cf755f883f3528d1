"""Papers: put into the pack, handed out after the gate is asked, taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from cetr import actions
from cetr.filetypes import MIME
from cetr.forms.before import PaperForm, TakeAwayForm
from cetr.models import Paper, Review
from cetr.statuses import PaperKind
from cetr.views.scope import GET_POST, head, one_form, review_for, saved
from config.access import download, needs
from dsr.consent import Purpose
from dsr.gate import gate


def _paper(review: Review, paper_id: UUID) -> Paper:
    return get_object_or_404(review.papers.filter(taken_away_at=None), pk=paper_id)


@needs(Permission.ADD_PAPER)
@GET_POST
def add(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Put a paper into the pack."""
    review = review_for(request, review_id, Permission.ADD_PAPER, page="add a paper")
    form = PaperForm(request.POST or None, request.FILES or None)

    def save() -> Any:
        data = form.cleaned_data
        kind = PaperKind(data["kind"])
        return actions.add_paper(
            review=review, title=data["title"], kind=kind, upload=data["file"], by=request.user
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, "The paper is in the pack.")
        return redirect("review", review_id=review.pk)
    return one_form(
        request,
        head(request, review.entry, review),
        form,
        title="Add a paper",
        intro="The panel can read it once somebody has said yes to showing papers, until the report is sent.",
        button="Add this paper",
        upload=True,
    )


@download
@needs(Permission.SEE_PAPERS)
@require_GET
def paper(request: HttpRequest, review_id: UUID, paper_id: UUID) -> HttpResponse:
    """Hand out one paper, if consent allows it at this moment; the look is on record first."""
    review = review_for(request, review_id, Permission.SEE_PAPERS, page="paper", download=True)
    found = _paper(review, paper_id)
    named = review.entry.lets(request.user, Permission.SEE_CONTACTS)
    answer = gate(
        review.entry.person, Purpose.DISCLOSURE, on=timezone.localdate(), about=review.pk, named=named
    )
    if not answer.allowed:
        facts = head(request, review.entry, review) | {"sentence": answer.sentence}
        return render(request, "cetr/papers_locked.html", facts, status=403)
    # An attachment of a fixed kind in a sandbox: whatever is in the file, no browser runs it as a page.
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"paper-{str(found.pk)[:8]}.{found.format}",
        content_type=MIME[found.format],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@needs(Permission.ADD_PAPER)
@GET_POST
def take_away(request: HttpRequest, review_id: UUID, paper_id: UUID) -> HttpResponse:
    """Close one paper for everybody, with the reason."""
    review = review_for(request, review_id, Permission.ADD_PAPER, page="take a paper away")
    found, form = _paper(review, paper_id), TakeAwayForm(request.POST or None)
    if request.method == "POST" and saved(
        form, lambda: actions.take_away_paper(paper=found, why=form.cleaned_data["why"], by=request.user)
    ):
        messages.success(request, "The paper is closed for everybody.")
        return redirect("review", review_id=review.pk)
    return one_form(
        request,
        head(request, review.entry, review),
        form,
        title="Take a paper away",
        intro=f"“{found.title}” is closed for everybody at once. That it was there stays on record.",
        button="Take it away",
        warning=True,
    )
