"""What is written down about a stay and only ever added to."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel
from dsr import stay_rules
from dsr.models.choices import choices
from dsr.models.stays import HospitalStay, WardMove


class PlannedDischarge(AppendOnlyModel):
    """The day for which leaving is planned, and why that day; without one the plan was given up."""

    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="plans")
    planned_for = models.DateField(null=True)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Readiness(AppendOnlyModel):
    """Whether somebody is ready to leave, since when, and what keeps them in; the latest row counts."""

    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="readiness")
    ready = models.BooleanField()
    on = models.DateField(help_text="Ready since, or no longer ready since.")
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class OversightVisit(AppendOnlyModel):
    """A commissioner's visit to somebody in hospital, and what was found (domain reference 6.13 [D])."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField()
    visitors = models.CharField(max_length=300, blank=True, help_text="Who visited.")
    spoke_with = models.CharField(max_length=300, blank=True, help_text="Who saw the person.")
    seen_alone = models.CharField(max_length=10, blank=True, choices=choices(stay_rules.ALONE_LABELS))
    environment = models.TextField(help_text="What was seen.")
    restrictions = ArrayField(models.CharField(max_length=20), default=list)
    about_restrictions = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    done_about = models.TextField(blank=True, help_text="What was done about the concerns.")
    persons_words = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class UnitNotice(AppendOnlyModel):
    """One of the three notices of an admission to a unit rated inadequate was sent (R55 [N])."""

    move = models.ForeignKey(WardMove, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=choices(stay_rules.NOTICE_LABELS))
    sent_on = models.DateField()
    to_whom = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "kind"], name="each_notice_is_sent_once")]


class StayCorrection(AppendOnlyModel):
    """A date or a status in a stay was wrong: what it said, what it says now, and why."""

    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=200)
    before = models.CharField(max_length=100)
    after = models.CharField(max_length=100)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="stay_corrected_with_a_reason")]
