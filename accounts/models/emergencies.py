"""Records opened in an emergency, and every try to open one."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts import emergency
from accounts.models.areas import Area
from accounts.models.second import areas_with
from accounts.models.users import User
from accounts.permissions import Permission
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from config.sealed import unseal

SEALED_AS = "emergency reason"


class EmergencyAccessQuerySet(TrackedQuerySet):
    """Emergency accesses."""

    def open_at(self, now: datetime) -> "EmergencyAccessQuerySet":
        """Those that open a record at this moment."""
        return self.filter(
            Q(ended_at=None) | Q(ended_at__gt=now), started_at__lte=now, until__gt=now, user__is_active=True
        )

    def visible_to(
        self, user: User, permission: Permission = Permission.SEE_EMERGENCIES
    ) -> "EmergencyAccessQuerySet":
        """Those of the areas in which `user` holds `permission` today."""
        return self.filter(area_id__in=areas_with(user, permission))

    def unreviewed(self) -> "EmergencyAccessQuerySet":
        return self.filter(verdict="")


class EmergencyAccess(TrackedModel):
    """Somebody opened a record that is not theirs, for four hours, and says why.

    The person is named by id alone: people live in the app above.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="emergencies")
    person_id = models.UUIDField(db_index=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=list(emergency.REASON_LABELS.items()))
    words_sealed = models.TextField()
    started_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    review_due_on = models.DateField()
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=15, choices=list(emergency.VERDICT_LABELS.items()), blank=True)
    verdict_words = models.TextField(blank=True)
    escalated_at = models.DateTimeField(null=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "emergency accesses"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("started_at")), name="emergency_has_an_end"),
            models.CheckConstraint(
                name="emergency_reviewed_by_somebody_else",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
            ),
            models.CheckConstraint(
                name="emergency_verdict_is_whole",
                condition=Q(reviewed_by=None, reviewed_at=None, verdict="", verdict_words="")
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(verdict="")
                    & ~Q(verdict_words="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "until"]),
            models.Index(fields=["area", "review_due_on"]),
        ]

    @property
    def words(self) -> str:
        """Why, in the words of whoever opened it."""
        return unseal(self.words_sealed, kind=SEALED_AS) or ""

    @property
    def reason_label(self) -> str:
        return emergency.REASON_LABELS[emergency.Reason(self.reason)]

    @property
    def ends_at(self) -> datetime:
        """When it ends, or ended."""
        return min(self.until, self.ended_at or self.until)

    def is_open(self, now: datetime) -> bool:
        return emergency.is_open(
            started_at=self.started_at, until=self.until, ended_at=self.ended_at, now=now
        )

    def standing(self, today: date) -> emergency.Standing:
        return emergency.standing(due_on=self.review_due_on, verdict=self.verdict, today=today)


class EmergencyAttempt(AppendOnlyModel):
    """One try to find somebody in an emergency, whoever was found; never what was typed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    found = models.CharField(
        max_length=10, choices=[("one", "One person"), ("none", "Nobody"), ("several", "Several people")]
    )

    class Meta:
        verbose_name = "try to open a record in an emergency"
        indexes = [models.Index(fields=["user", "at"])]
