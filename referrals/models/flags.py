"""What only a professional is asked: beside the referral that a flag is, and kept as it was sent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel, TrackedModel
from dsr.ratings import MEANINGS
from referrals import flags, statuses
from referrals.choices import choices
from referrals.models.referrals import Referral

COLOURS = [(colour.value, meaning.label) for colour, meaning in MEANINGS.items()]


def _ticks() -> ArrayField:
    """Any number of answers of a table, by code."""
    return ArrayField(models.CharField(max_length=40), default=list, blank=True)


class Flag(AppendOnlyModel):
    """The professional's part of a flag."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="flag")
    flag_kind = models.CharField(max_length=10, choices=choices(flags.FLAG_KINDS))
    urgency = models.CharField(max_length=10, choices=choices(statuses.URGENCY))
    referrer_name = models.CharField(max_length=200)
    referrer_role = models.CharField(max_length=100)
    referrer_organisation = models.CharField(max_length=200)
    referrer_email = models.EmailField(blank=True)
    referrer_phone = models.CharField(max_length=40)
    manager = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=choices(flags.STANDINGS))
    eligibility = _ticks()
    consent_answer = models.CharField(max_length=10, choices=choices(flags.CONSENT_ANSWERS))
    consent_sought_from = models.CharField(max_length=200, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_why_not = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=20, choices=choices(flags.LEGAL_BASES), blank=True)
    proposed_colour = models.CharField(max_length=10, choices=COLOURS)
    reasons = models.TextField()
    legal_status = _ticks()
    support_now = models.TextField()
    gaps = models.TextField()
    lead_professional = models.CharField(max_length=200, blank=True)
    care_coordinator = models.CharField(max_length=200, blank=True)
    social_worker = models.CharField(max_length=200, blank=True)
    keyworker = models.CharField(max_length=200, blank=True)
    asked_for = _ticks()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    @property
    def about_somebody_known(self) -> bool:
        """Whether it tells news of somebody, rather than of somebody new."""
        return self.flag_kind != flags.FlagKind.NEW

    @property
    def held(self) -> bool:
        """Whether nobody has agreed and no law stands in for it: closed until an answer is there."""
        open_answers = (flags.ConsentAnswer.YES, flags.ConsentAnswer.PARENT)
        return self.consent_answer not in open_answers and self.legal_basis in ("", flags.LegalBasis.HOLD)


class SecondPartAsk(TrackedModel):
    """The link by which a referrer sends the second part: its hash, and whether it still opens anything."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="second_part_ask")
    link_hash = models.CharField(max_length=64, blank=True, help_text="Of the latest link; empty before one.")
    asked_on = models.DateField()
    link_until = models.DateTimeField(null=True, blank=True)


class FlagSecondPart(AppendOnlyModel):
    """The fuller part of a flag, sent after it was accepted, kept as it was sent."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="second_part")
    tool_answers = models.TextField(blank=True)
    plans_in_place = models.TextField(blank=True)
    good_outcome = models.TextField(blank=True)
    who_should_meet = models.TextField(blank=True)
    risks_to_others = models.TextField(blank=True)
    medication = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    what_calms = models.TextField(blank=True)
    anything_else = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
