"""The plan for leaving hospital: an area's list of points, and where each point of a stay stands."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import Area, User
from config.records import AppendOnlyModel, TrackedModel
from dsr import stay_rules
from dsr.models.choices import choices
from dsr.models.stays import HospitalStay


class DischargeChecklist(AppendOnlyModel):
    """The points that an area works through before somebody leaves hospital; a change is a new version."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="discharge_checklists")
    version = models.PositiveIntegerField()
    points = ArrayField(models.CharField(max_length=200))
    source = models.CharField(max_length=200, blank=True, help_text="Where the list comes from.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "version"], name="one_checklist_of_each_version")
        ]


class PlanPoint(TrackedModel):
    """One point of the plan for leaving, from the day somebody first touched it.

    Its words are copied, and `checklist` (none is our own short list) keeps the whole stay on the list with
    which its plan was begun, also when somebody takes the stay along to another area.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField(help_text="Its number in the list.")
    checklist = models.ForeignKey(
        DischargeChecklist, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=200)
    step = models.CharField(
        max_length=12, choices=choices(stay_rules.POINT_LABELS), default=stay_rules.PointStep.NOT_STARTED
    )
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stay", "place"], name="one_point_at_a_place")]

    def __str__(self) -> str:
        return self.text
