"""Looks that deserve a second look, and what came of it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from accounts.models.second import areas_with
from accounts.models.users import User
from accounts.permissions import Permission
from accounts.signal_kinds import CLOSING, KIND_CHOICES, KINDS, VERDICT_CHOICES, Kind
from config.records import AppendOnlyModel, AppendOnlyQuerySet


class SignalQuerySet(AppendOnlyQuerySet):
    """Signals, always within the areas of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.JUDGE_LOOKS) -> "SignalQuerySet":
        """Those of the areas in which `user` judges looks."""
        return self.filter(areas__overlap=areas_with(user, permission))

    def with_open(self) -> "SignalQuerySet":
        """Each with `is_open`: nobody has closed it yet."""
        closed = SignalVerdict.objects.filter(signal=OuterRef("pk"), verdict__in=CLOSING)
        return self.annotate(is_open=~Exists(closed))

    def waiting(self) -> "SignalQuerySet":
        """Those that nobody has closed yet, the oldest first."""
        return self.with_open().filter(is_open=True).order_by("found_at", "pk")

    def with_closed_at(self) -> "SignalQuerySet":
        """Each with `closed_at`: when somebody last closed it, if anybody did."""
        return self.annotate(closed_at=Max("verdicts__at", filter=Q(verdicts__verdict__in=CLOSING)))


class Signal(AppendOnlyModel):
    """Somebody's looks of one day stand out for one reason. No foreign keys, like the looks it is about.

    What follows on the day after a verdict is another part: a verdict judges what was there to be seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True, help_text="Empty where the signal is about no single person.")
    day = models.DateField()
    part = models.PositiveSmallIntegerField(
        default=1, help_text="2 and on: looks of the same day that came after a verdict on the part before."
    )
    areas = ArrayField(models.BigIntegerField(), default=list)
    looks = ArrayField(models.BigIntegerField(), help_text="The looks it was found in.")
    found_at = models.DateTimeField(default=timezone.now)

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user_id", "person_id", "day", "part"],
                nulls_distinct=False,
                name="one_signal_of_a_kind_a_day_and_part",
            )
        ]
        indexes = [
            GinIndex(fields=["areas"], name="signal_by_area"),
            models.Index(fields=["found_at", "id"], name="signal_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day}"

    @property
    def sentence(self) -> str:
        """What was seen, in plain words."""
        return KINDS[Kind(self.kind)].sentence


class SignalVerdict(AppendOnlyModel):
    """What somebody made of a signal. A change of mind is another verdict."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=10, choices=VERDICT_CHOICES)
    words = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
