"""Where somebody is signed in, and what they typed and have not sent yet."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.users import User


class BrowserSession(models.Model):
    """A browser in which somebody signed in: whose it is, its clock, and how it ended.

    The one clock of all its tabs. Without an open row of this kind a session opens nothing.
    """

    class Ended(models.TextChoices):
        IDLE = "idle", "Nothing was done for a while"
        TOO_OLD = "too_old", "Signed in for as long as is allowed"
        SIGNED_OUT = "signed_out", "Signed out"
        REPLACED = "replaced", "Signed in again in the same browser"
        ENDED = "ended", "Ended from the list of sessions"
        PASSWORD = "password", "The password was changed"
        STOPPED = "stopped", "The account was stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="browser_sessions")
    session_key = models.CharField(max_length=40, help_text="The row of django_session that it opens.")
    device = models.CharField(max_length=60, help_text="In words: Firefox on Windows.")
    # What its forms are proved with, as a hash: a form sent after the end is known by it.
    form_proof = models.CharField(max_length=64, blank=True, db_index=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions_ended"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="", ended_by=None)
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="session_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(last_active_at__gte=F("signed_in_at")), name="session_active_after_sign_in"
            ),
            models.UniqueConstraint(
                fields=["session_key"], condition=Q(ended_at=None), name="one_open_row_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.device}"


class KeptForm(models.Model):
    """What somebody typed into a page and has not sent: sealed, theirs alone, gone after seven days."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="kept_forms")
    path = models.CharField(max_length=300)
    sealed = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="one_kept_form_a_page")]

    def __str__(self) -> str:
        return f"Kept for {self.user}"
