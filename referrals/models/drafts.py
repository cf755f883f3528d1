"""Answers that nobody has sent yet."""

import uuid

from django.db import models
from django.utils import timezone

from referrals import coming_back, steps
from referrals.choices import choices


class Draft(models.Model):
    """Answers that nobody has sent yet. Sealed, and forgotten: so it has no history, on purpose."""

    SEALED_AS = "referrals draft"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=choices(steps.KINDS), default=steps.Kind.SELF)
    sealed = models.TextField(help_text="The answers, readable only with the register's secret.")
    begun_at = models.DateTimeField(default=timezone.now)
    # Nothing that opens it is stored: marks of the code and of the second fact, made with the secret.
    code_mark = models.CharField(max_length=64, blank=True, db_index=True)
    fact_mark = models.CharField(max_length=64, blank=True)
    fact_is = models.CharField(max_length=10, choices=choices(coming_back.FACTS), blank=True)
    links_made = models.PositiveSmallIntegerField(default=0, help_text="Only the newest link opens it.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["changed_at"])]
