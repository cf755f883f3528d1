"""The only writers of reviews: keyword-only, signed `by` somebody, one transaction each."""

from cetr.actions.concluding import conclude_review
from cetr.actions.consents import Answer, record_review_consent
from cetr.actions.findings import (
    SavedFirst,
    add_draft_recommendation,
    change_draft_recommendation,
    remove_draft_recommendation,
    save_outcome,
    save_views,
)
from cetr.actions.leaving import hand_over_places
from cetr.actions.papers import add_paper, take_away_paper
from cetr.actions.planning import (
    Panel,
    add_expert,
    cancel_review,
    change_plan,
    confirm_panel,
    plan_review,
    settle_decisions,
)
from cetr.actions.reporting import issue_report

__all__ = [
    "Answer",
    "Panel",
    "SavedFirst",
    "add_draft_recommendation",
    "add_expert",
    "add_paper",
    "cancel_review",
    "change_draft_recommendation",
    "change_plan",
    "conclude_review",
    "confirm_panel",
    "hand_over_places",
    "issue_report",
    "plan_review",
    "record_review_consent",
    "remove_draft_recommendation",
    "save_outcome",
    "save_views",
    "settle_decisions",
    "take_away_paper",
]
