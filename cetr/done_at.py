"""Where what is due about reviews is done, for the worklist."""

from accounts.permissions import Permission
from dsr.where_done import done_at

done_at(
    "red_review_decision",
    "post_admission_cetr",
    "rating_review_blue",
    at="review-plan",
    words="Plan the review",
    needs=Permission.PLAN_REVIEW,
)
