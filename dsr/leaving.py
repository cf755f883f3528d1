"""What of the register somebody leaves behind: the people given to them. Read by accounts.leaving."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.leaving import Work, hands_over
from accounts.models import Area, User
from dsr import actions
from dsr.actions.entries import MAY_KEYWORK, MAY_LEAD
from dsr.days import plain
from dsr.models import RegisterEntry
from dsr.statuses import HOLDS_A_PLACE

LEFT = {
    User.Stopped.LEFT: "who left on",
    User.Stopped.SUSPENDED: "whose account was suspended on",
    User.Stopped.UNUSED: "whose account was not used, and closed on",
}


def _count(part: str) -> Callable[[User, Area], int]:
    def count(user: User, area: Area) -> int:
        return RegisterEntry.objects.filter(area=area, status__in=HOLDS_A_PLACE, **{part: user}).count()

    return count


for name, words, roles in (
    ("keyworker", "Keyworker of", MAY_KEYWORK),
    ("lead_professional", "Lead professional of", MAY_LEAD),
):
    hands_over(
        Work(
            name, words, "person", "people", roles, _count(name), partial(actions.hand_over_people, part=name)
        )
    )


def whose_it_was(entries: Iterable[RegisterEntry]) -> dict[UUID, str]:
    """Of entries without a keyworker: "was Priya Nair's, who left on 3 March 2026". One query."""
    ids = [entry.pk for entry in entries if entry.keyworker_id is None]
    held = RegisterEntry.history.filter(id__in=ids, keyworker__isnull=False).select_related("keyworker")
    latest = held.order_by("id", "-history_id").distinct("id")
    return {row.id: _sentence(row.keyworker) for row in latest}


def _sentence(user: User) -> str:
    if user.stopped_at is None:
        return f"was {user.name}’s"
    day = plain(timezone.localdate(user.stopped_at))
    return f"was {user.name}’s, {LEFT[User.Stopped(user.stopped_why)]} {day}"
