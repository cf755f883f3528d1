"""What people saw."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from config.records import AppendOnlyModel


class AccessLogEntry(AppendOnlyModel):
    """Who saw whom, on which page, and why. No foreign keys, so that nothing can block it."""

    at = models.DateTimeField(default=timezone.now)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=60)
    people = ArrayField(models.UUIDField(), help_text="Ids of the people shown.")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "record of a look"
        indexes = [GinIndex(fields=["people"], name="look_by_person")]
