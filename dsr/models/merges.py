"""What a merge moved, so that it can be put back."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import TrackedModel
from dsr.models.people import Person


class MergeRecord(TrackedModel):
    """One merge: which rows went over, and how both records read before it and after."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_merged")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    moved = models.JSONField(help_text="Model label: ids of the rows that went over.")
    before = models.JSONField(help_text="What both records said before.")
    after = models.JSONField(help_text="What the record that goes on said afterwards.")
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_on=None), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(undone_on=None, undone_by=None)
                | Q(undone_on__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"merged on {self.on}"
