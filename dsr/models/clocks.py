"""Deadlines, and areas' own numbers for their rules."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from config.records import AppendOnlyModel, AppendOnlyQuerySet, TrackedModel, TrackedQuerySet
from dsr import rules
from dsr.models.entries import RegisterEntry


class DeadlineQuerySet(TrackedQuerySet):
    """Deadlines; overdue is worked out, never stored."""

    def open(self) -> "DeadlineQuerySet":
        return self.filter(met_on=None, cancelled_on=None)

    def late(self, today: date) -> "DeadlineQuerySet":
        return self.open().filter(due_on__lt=today)


class Deadline(TrackedModel):
    """Something that must happen by a day, and the rule and count that made it so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=40)
    about = models.UUIDField(null=True, help_text="The review, stay or recommendation it belongs to.")
    started_on = models.DateField()
    count = models.SmallIntegerField()
    own_number = models.BooleanField(default=False, help_text="The count is the area's own.")
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "key", "about"],
                condition=Q(met_on=None, cancelled_on=None),
                nulls_distinct=False,
                name="one_open_deadline_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_why="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_why="")),
                name="cancelled_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(met_on=None) | Q(cancelled_on=None), name="met_or_cancelled"),
        ]
        indexes = [
            models.Index(
                fields=["entry", "due_on"], condition=Q(met_on=None, cancelled_on=None), name="deadline_open"
            ),
        ]

    @property
    def rule(self) -> rules.Rule:
        return rules.RULES[self.key]

    @property
    def why(self) -> str:
        return rules.why(self.key, started_on=self.started_on, count=self.count, own_number=self.own_number)


class AreaRuleQuerySet(AppendOnlyQuerySet):
    """Areas' own numbers."""

    def own_number(self, area_id: int, key: str, on: date) -> int | None:
        """The area's own count for a rule on a day, or None when it follows the table."""
        rows = self.filter(area_id=area_id, key=key, from_day__lte=on).order_by("-from_day", "-pk")
        return rows.values_list("count", flat=True).first()


class AreaRule(AppendOnlyModel):
    """An area's own count for a rule, from a day, with its reason."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="own_rules")
    key = models.CharField(max_length=40)
    count = models.SmallIntegerField()
    reason = models.TextField()
    from_day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AreaRuleQuerySet.as_manager()
