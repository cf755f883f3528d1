"""What happened around signing in: who came in, how, from what; what was changed about their sign-in."""

from django.db import models
from django.utils import timezone

from config.records import AppendOnlyModel


class AccountEvent(AppendOnlyModel):
    """One thing that happened to an account. No foreign keys, so that nothing can block it.

    It holds no password and no address: a try with an address that nobody has is kept without it.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        FAILED = "failed", "A sign-in failed"
        SECOND_STEP_FAILED = "second_step_failed", "A second step failed"
        SIGNED_OUT = "signed_out", "Signed out"
        NEW_DEVICE = "new_device", "Signed in on a new device"
        FACTOR_ADDED = "factor_added", "A way to sign in was added"
        FACTOR_REMOVED = "factor_removed", "A way to sign in was removed"
        CODES_MADE = "codes_made", "New recovery codes were made"
        CODE_USED = "code_used", "A recovery code was used"
        PASSWORD_CHANGED = "password_changed", "The password was changed"
        PROVED_AGAIN = "proved_again", "Showed again who they are"

    at = models.DateTimeField(default=timezone.now)
    user_id = models.BigIntegerField(null=True, help_text="Empty for an address that nobody has.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    method = models.CharField(max_length=20, blank=True, help_text="How: a word of accounts/ways_in.py.")
    device = models.CharField(max_length=60, blank=True, help_text="In words: Chrome on Windows.")
    by_id = models.BigIntegerField(null=True, help_text="Whose act it was; empty for a stranger who failed.")

    class Meta:
        verbose_name = "record of a sign-in"
        constraints = [
            models.CheckConstraint(
                name="event_has_an_author",
                condition=models.Q(by_id__isnull=False) | models.Q(kind__in=["failed", "second_step_failed"]),
            )
        ]
        indexes = [models.Index(fields=["user_id", "kind", "-at"], name="event_by_account")]

    def __str__(self) -> str:
        return self.get_kind_display()
