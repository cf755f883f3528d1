"""Forms as they were sent, what the team makes of them, and answers not sent yet."""

from referrals.choices import choices
from referrals.models.codes import AddressCode
from referrals.models.consent import ChangeOfMind, ConsentForm
from referrals.models.drafts import Draft
from referrals.models.duty import DutyTurn
from referrals.models.flags import Flag, FlagSecondPart, SecondPartAsk
from referrals.models.referrals import INCOMPLETE, TRIAGED, Referral, ReferralQuerySet, running
from referrals.models.triage import Act, Conversation, Decision, Disagreement, Handover, Telling

__all__ = [
    "INCOMPLETE",
    "TRIAGED",
    "Act",
    "AddressCode",
    "ChangeOfMind",
    "ConsentForm",
    "Conversation",
    "Decision",
    "Disagreement",
    "Draft",
    "DutyTurn",
    "Flag",
    "FlagSecondPart",
    "Handover",
    "Referral",
    "ReferralQuerySet",
    "SecondPartAsk",
    "Telling",
    "choices",
    "running",
]
