"""Records that need a further grant: a colleague, a public figure, an address that must stay secret."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from config.records import TrackedModel, TrackedQuerySet
from dsr.models.people import Person


class Restriction(TrackedModel):
    """Since when a record is restricted, and why; `Person.restricted` repeats the open one for speed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restrictions")
    since = models.DateField()
    why = models.CharField(max_length=500)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_on=None), name="one_restriction_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="restricted_with_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_why="")
                | (Q(lifted_on__gte=F("since")) & ~Q(lifted_why="")),
                name="restriction_lifted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"restricted since {self.since}"


class GrantQuerySet(TrackedQuerySet):
    """Grants."""

    def on(self, day: date) -> "GrantQuerySet":
        """Those in force on `day`."""
        return self.filter(Q(to_day=None) | Q(to_day__gte=day), from_day__lte=day, ended_at=None)


class RestrictedGrant(TrackedModel):
    """Somebody may open one restricted record, from a day, perhaps to a day (included).

    On top of their role and reach, never instead of them. `ended_at` takes it away at that moment,
    not at midnight.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "user"], condition=Q(ended_at=None), name="one_grant_of_a_colleague"
            ),
            models.CheckConstraint(
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")), name="grant_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="granted_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} may open a restricted record"
