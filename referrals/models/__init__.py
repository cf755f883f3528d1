"""Forms as they were sent, what the team makes of them, and answers not sent yet."""

from referrals.choices import choices
from referrals.models.codes import AddressCode
from referrals.models.duty import DutyTurn
from referrals.models.flags import Flag, FlagSecondPart, SecondPartAsk
from referrals.models.referrals import (
    TRIAGED,
    Conversation,
    Decision,
    Draft,
    Referral,
    ReferralQuerySet,
)

__all__ = [
    "TRIAGED",
    "AddressCode",
    "Conversation",
    "Decision",
    "Draft",
    "DutyTurn",
    "Flag",
    "FlagSecondPart",
    "Referral",
    "ReferralQuerySet",
    "SecondPartAsk",
    "choices",
]
