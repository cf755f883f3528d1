"""Addresses of the reviews. Identifiers are random; nothing personal is in an address."""

from django.urls import path

from cetr.views import lists, papers, planning, reports, the_day

ONE = "reviews/<uuid:review_id>/"

urlpatterns = [
    path("reviews/", lists.reviews, name="reviews"),
    path("experts/", lists.experts, name="experts"),
    path("experts/add/", lists.add_expert, name="expert-add"),
    path("reviews/plan/<uuid:entry_id>/", planning.plan, name="review-plan"),
    path(ONE, the_day.review, name="review"),
    path(f"{ONE}change/", planning.change, name="review-change"),
    path(f"{ONE}cancel/", planning.cancel, name="review-cancel"),
    path(f"{ONE}panel/confirm/", planning.confirm_panel, name="review-panel-confirm"),
    path(f"{ONE}consent/", planning.consent, name="review-consent"),
    path(f"{ONE}papers/add/", papers.add, name="review-paper-add"),
    path(f"{ONE}papers/<uuid:paper_id>/", papers.paper, name="review-paper"),
    path(f"{ONE}papers/<uuid:paper_id>/take-away/", papers.take_away, name="review-paper-take-away"),
    path(f"{ONE}principles/", the_day.principles, name="review-principles"),
    path(f"{ONE}outcome/", the_day.outcome, name="review-outcome"),
    path(f"{ONE}recommendations/", the_day.recommendations, name="review-recommendations"),
    path(f"{ONE}recommendations/<uuid:draft_id>/", the_day.recommendation, name="review-recommendation"),
    path(
        f"{ONE}recommendations/<uuid:draft_id>/remove/",
        the_day.remove_recommendation,
        name="review-recommendation-remove",
    ),
    path(f"{ONE}conclude/", the_day.conclude, name="review-conclude"),
    path(f"{ONE}report/", reports.page, name="review-report"),
    path(f"{ONE}report.pdf", reports.as_pdf, name="review-report-pdf"),
    path(f"{ONE}report/issue/", reports.issue, name="review-issue"),
]
