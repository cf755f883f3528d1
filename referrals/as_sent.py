"""A form as it was sent, read out for the team, or for whoever just sent it."""

from collections.abc import Mapping
from typing import Any

from referrals import summary
from referrals.kinds import HANDLED
from referrals.models import Referral
from referrals.steps import Kind
from referrals.summary import Row


def kept_of(referral: Referral) -> dict[str, Any]:
    """Every answer by its column: those about the person, and the professional's own."""
    if not referral.is_flag:
        return dict(vars(referral))
    return {**vars(referral), **vars(referral.flag)}


def for_the_team(referral: Referral, areas: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """All answers, part by part, also what the person answered alone."""
    return _rows(referral, areas, headings=HANDLED[Kind(referral.kind)].for_the_team, private=True)


def for_the_sender(referral: Referral, areas: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """What they typed, and no more."""
    return _rows(referral, areas)


def _rows(referral: Referral, areas: Mapping[str, str], **how: Any) -> list[tuple[str, list[Row]]]:
    handled, kept = HANDLED[Kind(referral.kind)], kept_of(referral)
    asked = handled.asked_of(kept, referral.age)
    return summary.rows(handled.sheet, handled.lines, kept, areas=areas, asked=asked, **how)
