"""Links that let somebody choose a password, and how it was made sure who asked for one."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.users import User
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet


class InvitationQuerySet(TrackedQuerySet):
    """Invitations; a link is worth what the row behind it says now."""

    def open(self) -> "InvitationQuerySet":
        """Those neither taken up nor cancelled, be they out of time or not."""
        return self.filter(accepted_at=None, cancelled_at=None)


class Invitation(TrackedModel):
    """A link to choose a password: the first one (join) or another one (reset).

    Nothing secret is kept here: the link is signed when it is sent (accounts/links.py). Of several of
    one account only the one with the highest number is any good, and it is good for once.
    """

    class Kind(models.TextChoices):
        JOIN = "join", "To join"
        RESET = "reset", "To choose another password"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    number = models.PositiveIntegerField()
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "number"], name="one_invitation_of_each_number"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at=None, cancelled_at=None),
                name="one_open_invitation_of_an_account",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(cancelled_at=None), name="accepted_or_cancelled"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invited_for_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be taken up."""
        return self.accepted_at is None and self.cancelled_at is None and now < self.expires_at


class IdentityCheck(AppendOnlyModel):
    """How an administrator made sure who was asking, before something was done to an account."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="identity_checks")
    what = models.CharField(max_length=100)
    how = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
