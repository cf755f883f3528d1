"""What panels and meetings ask for, what became of it, and who was asked about it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.permissions import Permission
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from dsr import chasing, principles, statuses
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry


class RecommendationQuerySet(TrackedQuerySet):
    """Recommendations, always through the scope of the person who asks."""

    def late(self, today: date) -> "RecommendationQuerySet":
        """Those still to be done whose day is past."""
        return self.filter(step__in=statuses.OPEN_STEPS, due_on__lt=today)

    def visible_to(
        self, user: User, permission: Permission = Permission.SEE_ENTRY
    ) -> "RecommendationQuerySet":
        """Those on entries about which `user` holds `permission` today; of entries made in error none."""
        entries = RegisterEntry.objects.visible_to(user, permission)
        counted = entries.exclude(status=statuses.EntryStatus.REMOVED_IN_ERROR)
        return self.filter(entry__in=counted.values("pk"))


class Recommendation(TrackedModel):
    """What is asked for: one thing, one owner, one date.

    `due_on` is the day that counts now and `first_due_on` the day first agreed, where it was changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="recommendations")
    about = models.UUIDField(null=True, help_text="The review or meeting that asked for it.")
    came_from = models.CharField(
        max_length=8,
        choices=choices(statuses.CAME_FROM_LABELS),
        default=statuses.CameFrom.REVIEW,
        db_default=statuses.CameFrom.REVIEW,
    )
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    owner = models.CharField(max_length=200, help_text="One named person and where they work.")
    owner_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    measure = models.TextField(blank=True, db_default="", help_text="How we will know that it is done.")
    serves = models.CharField(max_length=20, blank=True, db_default="", choices=principles.PRINCIPLE_CHOICES)
    standard = models.CharField(max_length=20, blank=True, db_default="", help_text="Like 7.5.")
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField()
    step = models.CharField(
        max_length=12, choices=choices(statuses.STEP_LABELS), default=statuses.Step.AGREED
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "position"], name="one_recommendation_at_a_position"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="due_after_agreed"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="replaces_another_one"
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "step", "due_on"]),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(step__in=statuses.OPEN_STEPS),
                name="recommendation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation due {self.due_on}"

    @property
    def served(self) -> str:
        """Which principle and standard it serves, in words."""
        return principles.served(self.serves, self.standard)


class Progress(AppendOnlyModel):
    """One thing that happened to a recommendation. `note` the family may read; `evidence` is for staff."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="progress")
    step = models.CharField(max_length=12, choices=choices(statuses.STEP_LABELS))
    note = models.TextField()
    evidence = models.TextField(blank=True, db_default="", help_text="How we know.")
    due_before = models.DateField(null=True, help_text="Where the day was changed: from this one")
    due_after = models.DateField(null=True, help_text="to this one.")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_before=None, due_after=None)
                | (Q(due_before__isnull=False, due_after__isnull=False) & ~Q(due_before=F("due_after"))),
                name="a_day_changed_from_one_to_another",
            )
        ]


class Chase(AppendOnlyModel):
    """Somebody was asked about a recommendation whose day had come; or it was put before the panel."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="chases")
    due_on = models.DateField(help_text="The day that had come; with another day it begins anew.")
    stage = models.CharField(max_length=10, choices=choices(chasing.STAGE_LABELS))
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "due_on", "stage"], name="asked_once_at_each_stage"
            )
        ]
