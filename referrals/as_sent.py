"""A form as it was sent, read out for the team, or for whoever just sent it."""

from collections.abc import Mapping
from typing import Any

from referrals import summary
from referrals.kinds import HANDLED
from referrals.models import ConsentForm, Referral
from referrals.steps import Kind
from referrals.summary import Row

Sent = Referral | ConsentForm


def kept_of(sent: Sent) -> dict[str, Any]:
    """Every answer by its column: those about the person, and a professional's own."""
    of_flag = vars(sent.flag) if isinstance(sent, Referral) and sent.is_flag else {}
    return {**vars(sent), **of_flag}


def for_the_team(sent: Sent, areas: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """All answers, part by part, also what the person answered alone."""
    return _rows(sent, areas, headings=HANDLED[_kind(sent)].for_the_team, private=True)


def for_the_sender(sent: Sent, areas: Mapping[str, str]) -> list[tuple[str, list[Row]]]:
    """What they typed, and no more."""
    return _rows(sent, areas)


def _kind(sent: Sent) -> Kind:
    return Kind(sent.kind) if isinstance(sent, Referral) else Kind.CONSENT


def _rows(sent: Sent, areas: Mapping[str, str], **how: Any) -> list[tuple[str, list[Row]]]:
    handled, kept = HANDLED[_kind(sent)], kept_of(sent)
    asked = handled.asked_of(kept, sent.age) if handled.asked_of and isinstance(sent, Referral) else None
    return summary.rows(handled.sheet, handled.lines, kept, areas=areas, asked=asked, **how)
