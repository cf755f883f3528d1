"""What takes two people: asked for by one, agreed to by another."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models.areas import Area
from accounts.models.users import User
from accounts.permissions import ROLES, Permission
from config.records import TrackedModel, TrackedQuerySet


def areas_with(user: User, permission: Permission) -> list[int]:
    """Ids of the areas in which a role of any reach gives `user` this permission today."""
    return sorted({area for role, area in user.places() if permission in ROLES[role].permissions})


class JointRequestQuerySet(TrackedQuerySet):
    """Requests for what takes two."""

    def visible_to(
        self, user: User, permission: Permission = Permission.AGREE_SECOND
    ) -> "JointRequestQuerySet":
        """What `user` asked for, and what colleagues of the areas ask for in which they may agree."""
        return self.filter(Q(asked_by=user) | Q(area_id__in=areas_with(user, permission)))

    def waiting(self, now: datetime) -> "JointRequestQuerySet":
        """Neither decided nor lapsed."""
        return self.filter(decided_at=None, lapses_at__gt=now)


class JointRequest(TrackedModel):
    """Something that one person alone may not do. `subjects` are the people it is about, by id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    subjects = ArrayField(models.UUIDField(), default=list)
    details = models.JSONField(default=dict, help_text="Ids and codes only: never a name or an answer.")
    why = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True)

    objects = JointRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_people_not_one", condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="decided_by_somebody_with_words",
                condition=Q(decided_by=None, decided_at=None, agreed=None)
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False, agreed__isnull=False)
                    & (Q(agreed=True) | ~Q(words=""))
                ),
            ),
            models.CheckConstraint(name="done_only_when_agreed", condition=Q(done_at=None) | Q(agreed=True)),
            models.CheckConstraint(name="asked_before_it_lapses", condition=Q(lapses_at__gt=F("asked_at"))),
        ]
        indexes = [models.Index(fields=["area", "decided_at", "asked_at"])]

    def is_waiting(self, now: datetime) -> bool:
        return self.decided_at is None and self.lapses_at > now
