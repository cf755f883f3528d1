"""Cases put before the oversight panel (domain reference 6.11, 6.13 [N][D])."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.permissions import Permission
from config.records import TrackedModel, TrackedQuerySet
from dsr.models.entries import RegisterEntry


class EscalationQuerySet(TrackedQuerySet):
    """Cases, always through the scope of the person who asks."""

    def visible_to(
        self, user: User, permission: Permission = Permission.SEE_ESCALATED
    ) -> "EscalationQuerySet":
        """Those whose entry `user` may see by `permission`; an oversight panel sees them while open."""
        return self.filter(entry__in=RegisterEntry.objects.visible_to(user, permission).values("pk"))

    def on(self, day: date) -> "EscalationQuerySet":
        """Those before the panel on `day`."""
        return self.filter(Q(until=None) | Q(until__gte=day), put_on__lte=day, closed_on=None)


class Escalation(TrackedModel):
    """One entry before its area's oversight panel, from a day until a day (included) or until closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="escalations")
    why = models.CharField(max_length=500, help_text="What the panel is asked; it reads these words.")
    put_on = models.DateField()
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=500, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(closed_on=None), name="one_case_of_an_entry_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("put_on")), name="case_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="put_before_the_panel_with_a_reason"),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_why="")
                | (Q(closed_on__gte=F("put_on")) & ~Q(closed_why="")),
                name="case_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"before the panel since {self.put_on}"
