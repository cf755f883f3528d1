"""Reviews, who sits on them, what they read, what they found. Rules live in the pure modules."""

from cetr.models.experts import Expert
from cetr.models.findings import DraftRecommendation, Outcome, Paper, PrincipleCheck, Report, stored_name
from cetr.models.reviews import OPEN_TO_PANEL, PanelPlace, Review

__all__ = [
    "OPEN_TO_PANEL",
    "DraftRecommendation",
    "Expert",
    "Outcome",
    "PanelPlace",
    "Paper",
    "PrincipleCheck",
    "Report",
    "Review",
    "stored_name",
]
