"""Who looks at once when something cannot wait."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet


class DutyTurnQuerySet(TrackedQuerySet):
    """Turns, those of today and those to come."""

    def on(self, day: date) -> "DutyTurnQuerySet":
        """Those in force on `day`, of people who may sign in."""
        return self.filter(from_day__lte=day, to_day__gte=day, user__is_active=True)

    def visible_to(self, user: User) -> "DutyTurnQuerySet":
        """Those of the areas whose forms `user` decides."""
        return self.filter(area_id__in=user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA))


class DutyTurn(TrackedModel):
    """Whose turn it is in an area, from a day to a day (included), to look at what is urgent.

    One that was taken back before it began ends on the day before: it is held on no day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField()

    objects = DutyTurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day") - timedelta(days=1)), name="duty_days_in_order"
            )
        ]
        indexes = [models.Index(fields=["area", "from_day"])]
