"""The report of a review: a page first, a tagged PDF of the same text, and the moment it is issued."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from cetr import actions, report
from cetr.acts import acts_of, report_withheld
from cetr.standing import standing
from cetr.views.scope import head, review_for
from config import pdf
from config.access import download, needs
from config.refused import Refused
from dsr.consent import Purpose

REPORT = ("cetr/report_pdf.html", "cetr/report_pdf.css")


def _report(request: HttpRequest, review_id: UUID, *, page: str, download: bool = False) -> dict[str, Any]:
    """The report as issued, or as it would be now; refused to a keyworker when its use was not agreed."""
    review = review_for(request, review_id, Permission.SEE_REVIEWS, page=page, download=download)
    today = timezone.localdate()
    stands = standing(review, today=today, reader=request.user)
    use = stands.gates[Purpose.USE]
    if withheld := report_withheld(request.user, review, use):
        raise PermissionDenied(f"{withheld} So its report is not shared with you.")
    issued = review.reports.order_by("-version").select_related("issued_by").first()
    content = issued.content if issued else report.content_of(review)
    return head(request, review.entry, review) | {
        "issued": issued,
        "content": content,
        "sha256": issued.sha256 if issued else report.fingerprint(content),
        "use": use,
        "acts": acts_of(request.user, review),
        "due": stands.clocks.get("cetr_report"),
    }


@needs(Permission.SEE_REVIEWS)
@require_GET
def page(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The report to read on the screen."""
    facts = _report(request, review_id, page="report")
    return render(request, "cetr/report.html", facts | {"pdf_missing": pdf.why_not()})


@download
@needs(Permission.SEE_REVIEWS)
@require_GET
def as_pdf(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The same text as a tagged PDF."""
    facts = _report(request, review_id, page="report as PDF", download=True)
    if pdf.why_not():
        return redirect("review-report", review_id=review_id)
    response = HttpResponse(pdf.write(*REPORT, facts), content_type="application/pdf")
    version = f"v{facts['issued'].version}" if facts["issued"] else "draft"
    response["Content-Disposition"] = f'attachment; filename="review-report-{version}.pdf"'
    return response


@needs(Permission.ISSUE_REPORT)
@require_POST
def issue(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Issue the report: from here on it stays as it is, and the panel's part ends."""
    review = review_for(request, review_id, Permission.ISSUE_REPORT, page="issue a report")
    on_panel = review.is_sat_on_by(request.user)
    try:
        actions.issue_report(review=review, by=request.user, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("review-report", review_id=review.pk)
    messages.success(request, "The report is issued. The panel can no longer open this review.")
    return redirect("reviews") if on_panel else redirect("review-report", review_id=review.pk)
