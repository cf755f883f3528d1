"""A form that one of the team is taking in for somebody: remembered with their session, by its draft."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from accounts.permissions import Permission
from referrals.actions.send import TakenIn
from referrals.statuses import CAME_BY, CameBy

KEY = "referrals.taking_in"


def remember(request: HttpRequest, draft: UUID, *, came_by: str, received_on: date) -> None:
    """This draft came on paper, as a PDF or by phone, on this day."""
    facts = {"draft": str(draft), "came_by": came_by, "received_on": received_on.isoformat()}
    request.session[KEY] = facts


def of(request: HttpRequest, draft: UUID | None) -> TakenIn | None:
    """How the draft came, when the reader is of the team and is taking it in; None for any other."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    if draft is None or kept.get("draft") != str(draft) or not _of_the_team(request):
        return None
    return TakenIn(CameBy(kept["came_by"]), date.fromisoformat(kept["received_on"]))


def _of_the_team(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.may(Permission.DECIDE_REFERRAL)


def words(taken: TakenIn) -> str:
    """How it came, for the top of each page."""
    return CAME_BY[taken.came_by]
