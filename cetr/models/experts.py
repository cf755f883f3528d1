"""The pool of people from outside the team who sit on panels."""

import uuid
from datetime import date

from django.db import models

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from cetr import rules
from cetr.statuses import Role
from config.records import TrackedModel, TrackedQuerySet


class ExpertQuerySet(TrackedQuerySet):
    """The pool of people who sit on panels."""

    def visible_to(self, user: User, permission: Permission = Permission.PLAN_REVIEW) -> "ExpertQuerySet":
        """Those of the areas in which `user` plans reviews."""
        return self.filter(area_id__in=user.areas_where(permission, Reach.AREA))


class Expert(TrackedModel):
    """Somebody from outside the team who may sit on panels, and until when they may."""

    class Kind(models.TextChoices):
        CLINICAL = Role.CLINICAL.value, "Clinical expert"
        EXPERIENCE = Role.EXPERIENCE.value, "Expert by experience"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="experts")
    speciality = models.CharField(max_length=200, blank=True)
    training_valid_until = models.DateField(null=True, blank=True)
    registration_valid_until = models.DateField(null=True, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="as_expert")

    objects = ExpertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "user"], name="one_expert_of_an_account_in_an_area"),
        ]
        indexes = [models.Index(fields=["area", "kind", "name"])]

    def __str__(self) -> str:
        return self.name

    def warnings(self, on: date) -> list[str]:
        """What runs out before a review on that day."""
        return rules.runs_out(
            self.name, training=self.training_valid_until, registration=self.registration_valid_until, on=on
        )
