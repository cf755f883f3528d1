"""What people saw."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.utils import timezone

from config.records import AppendOnlyModel


class AccessLogEntry(AppendOnlyModel):
    """Who saw whom, on which page, and why. No foreign keys, so that nothing can block it."""

    at = models.DateTimeField(default=timezone.now)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    areas = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Areas the viewer had a role in then, and the area of what was shown.",
    )
    page = models.CharField(max_length=60)
    people = ArrayField(models.UUIDField(), help_text="Ids of the people shown.")
    reason = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(null=True, help_text="How many people went out in a download.")
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the sorted ids of everybody in a download."
    )

    class Meta:
        verbose_name = "record of a look"
        indexes = [
            GinIndex(fields=["people"], name="look_by_person"),
            models.Index(fields=["user_id", "id"], name="look_by_viewer"),
            BrinIndex(fields=["at"], name="look_by_day"),
        ]
