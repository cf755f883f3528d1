"""What panels ask for, and what became of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel, TrackedModel
from dsr import statuses
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry


class Recommendation(TrackedModel):
    """What a panel asks for: one owner, one date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="recommendations")
    about = models.UUIDField(null=True, help_text="The review that asked for it.")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    owner = models.CharField(max_length=200, help_text="One named person and where they work.")
    due_on = models.DateField()
    agreed_on = models.DateField()
    step = models.CharField(
        max_length=12, choices=choices(statuses.STEP_LABELS), default=statuses.Step.AGREED
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "position"], name="one_recommendation_at_a_position"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="due_after_agreed"),
        ]
        indexes = [models.Index(fields=["entry", "step", "due_on"])]


class Progress(AppendOnlyModel):
    """One thing that happened to a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="progress")
    step = models.CharField(max_length=12, choices=choices(statuses.STEP_LABELS))
    note = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
